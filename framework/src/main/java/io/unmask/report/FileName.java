package io.unmask.report;

import java.util.Locale;

/** Names from an experiment made fit for files and labels. */
final class FileName {
    private FileName() {}

    /** Lower-case letters, digits and dashes: "FF++ c23" becomes "ff-c23". */
    static String of(String name) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", "-")
                .replaceAll("^-|-$", "");
        return plain.isEmpty() ? "unnamed" : plain;
    }
}
