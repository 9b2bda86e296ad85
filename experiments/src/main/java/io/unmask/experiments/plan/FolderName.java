package io.unmask.experiments.plan;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Names that are folders on every system. */
public final class FolderName {
    /** What {@link #isSafe} asks for, in words. */
    public static final String RULE =
            "letters, digits, \".\", \"_\", \"+\" and \"-\", beginning with a letter or digit (at most 80),";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,79}");
    private static final int LONGEST = 80;

    private FolderName() {}

    /** Whether a name can be a folder as it is. */
    public static boolean isSafe(String name) {
        return SAFE.matcher(name).matches() && !name.endsWith(".");
    }

    /**
     * A safe name for a label: "no cmce" becomes "no-cmce". A label that keeps nothing of itself, or is too
     * long, is told apart by a checksum.
     */
    public static String of(String label) {
        String name = label.strip().replaceAll("[^A-Za-z0-9._+-]+", "-").replaceAll("^[^A-Za-z0-9]+|[-.]+$", "");
        if (isSafe(name)) {
            return name;
        }
        CRC32C sum = new CRC32C();
        sum.update(label.getBytes(StandardCharsets.UTF_8));
        String tail = HexFormat.of().toHexDigits((int) sum.getValue()).toLowerCase(Locale.ROOT);
        return name.isEmpty() ? "v-" + tail : name.substring(0, Math.min(name.length(), LONGEST - 10)) + "-" + tail;
    }
}
