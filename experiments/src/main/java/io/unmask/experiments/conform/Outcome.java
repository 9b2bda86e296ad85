package io.unmask.experiments.conform;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What came of one case.
 *
 * @param status whether it passed
 * @param compared number of tensors compared
 * @param excused number of tensors that the metadata calls not comparable
 * @param worst by part of the case, the error that came closest to its tolerance, or exceeded it most
 * @param messages what was wrong, a line each; the first of many
 */
record Outcome(Status status, int compared, int excused, Map<String, Comparison.Worst> worst, List<String> messages) {
    /** Verdict on a case. */
    enum Status {
        OK,
        FAIL,
        SKIP
    }

    static Outcome skipped() {
        return new Outcome(Status.SKIP, 0, 0, Map.of(), List.of());
    }

    static Outcome failed(String message) {
        return new Outcome(Status.FAIL, 0, 0, Map.of(), List.of(message));
    }

    /** One line: the verdict, the case, how much was compared and how close it came; then a line a problem. */
    String line(String title) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-6s %s", "[" + status + "]", title));
        if (status == Status.SKIP) {
            return text.append(": no counterpart").toString();
        }
        if (compared > 0) {
            text.append(": ").append(compared).append(compared == 1 ? " tensor" : " tensors");
            if (excused > 0) {
                text.append(" (").append(excused).append(" not comparable)");
            }
            text.append(errors());
        }
        for (String message : messages) {
            text.append(System.lineSeparator()).append("         ").append(message);
        }
        return text.toString();
    }

    private String errors() {
        StringJoiner joined = new StringJoiner("; ", ", largest error ", "").setEmptyValue("");
        new TreeMap<>(worst).forEach((section, w) -> joined.add(section.isEmpty() ? text(w) : section + " " + text(w)));
        return joined.toString();
    }

    private static String text(Comparison.Worst worst) {
        return worst.tolerance() == 0
                ? String.format(Locale.ROOT, "%.1e where equality is expected", worst.error())
                : String.format(Locale.ROOT, "%.1e of %.0e", worst.error(), worst.tolerance());
    }
}
