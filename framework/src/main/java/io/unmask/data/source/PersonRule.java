package io.unmask.data.source;

import java.util.regex.Pattern;

/** Who is on a picture, where no table says it: read from the path below the root. */
public enum PersonRule {
    /** The path without extension and trailing number: {@code Adam_Sandler_01.jpg} shows Adam_Sandler. */
    NAME,
    /** The folder that the file lies in: {@code adam/IMG_0001.jpg} shows adam; a file in none shows somebody else. */
    FOLDER,
    /** Every file shows somebody else. */
    FILE;

    private static final Pattern TRAILING_NUMBER = Pattern.compile("[-_. ]*[0-9]+$");

    /**
     * Name of the person.
     *
     * @param path path below the root, with / between folders
     */
    public String person(String path) {
        String stem = stem(path);
        int slash = stem.lastIndexOf('/');
        return switch (this) {
            case FILE -> stem;
            case FOLDER -> slash < 0 ? stem : stem.substring(0, slash);
            case NAME -> {
                String folder = stem.substring(0, slash + 1);
                String name = TRAILING_NUMBER.matcher(stem.substring(slash + 1)).replaceFirst("");
                yield name.isEmpty() ? stem : folder + name;
            }
        };
    }

    /** A path without its extension. */
    public static String stem(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }
}
