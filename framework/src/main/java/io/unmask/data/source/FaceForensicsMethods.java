package io.unmask.data.source;

import io.unmask.config.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The methods of FaceForensics++: their short names and the folders they are in. */
public final class FaceForensicsMethods {
    /** The folder of Google's recordings of actors, which have fakes, but no official split. */
    public static final String DEEP_FAKE_DETECTION = "DeepFakeDetection";

    private static final List<String> SHORT = List.of("DF", "F2F", "FS", "NT", "FSh", "DFD");
    private static final List<String> LONG =
            List.of("Deepfakes", "Face2Face", "FaceSwap", "NeuralTextures", "FaceShifter", DEEP_FAKE_DETECTION);
    private static final Map<String, String> LONG_NAMES = longNames();

    private FaceForensicsMethods() {}

    /** The folder of a method, by its short or long name in any letter case; null where there is none. */
    public static @Nullable String folder(String name) {
        return LONG_NAMES.get(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The folders of methods that a user named.
     *
     * @throws io.unmask.config.CheckException at the first name that is unknown
     */
    public static List<String> folders(List<String> names, boolean withActors) {
        return names.stream()
                .map(name -> {
                    String folder = folder(name);
                    boolean known = folder != null && (withActors || !folder.equals(DEEP_FAKE_DETECTION));
                    Check.that(known, "methods", name, "must be of " + describe(withActors));
                    return folder == null ? name : folder;
                })
                .toList();
    }

    private static String describe(boolean withActors) {
        return IntStream.range(0, withActors ? SHORT.size() : SHORT.size() - 1)
                .mapToObj(i -> SHORT.get(i) + " (" + LONG.get(i) + ")")
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> longNames() {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < SHORT.size(); i++) {
            names.put(SHORT.get(i).toLowerCase(Locale.ROOT), LONG.get(i));
            names.put(LONG.get(i).toLowerCase(Locale.ROOT), LONG.get(i));
        }
        return Map.copyOf(names);
    }
}
