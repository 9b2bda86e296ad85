package io.unmask.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was loaded into a network, for people and manifests.
 *
 * @param into the beginning of the parameters' names; empty for the whole network
 * @param source as the settings name it
 * @param file where it was read
 * @param sha256 of the file
 * @param part of the file that was taken: key and beginning of the names
 * @param names whose names the file has
 * @param matched tensors that were loaded
 * @param missing tensors of the network that start at random: the last layer of other classes
 * @param adapted tensors whose shapes were made to fit
 * @param unused tensors of the file that belong to no parameter here
 */
public record LoadReport(
        String into,
        String source,
        String file,
        String sha256,
        String part,
        String names,
        int matched,
        List<String> missing,
        Map<String, String> adapted,
        int unused) {
    /** Copies the collections. */
    public LoadReport {
        missing = List.copyOf(missing);
        adapted = new LinkedHashMap<>(adapted);
    }

    /** One line for people. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        text.append(into.isEmpty() ? "weights" : into.substring(0, into.length() - 1))
                .append(" from ")
                .append(source)
                .append(": ")
                .append(matched)
                .append(" tensors");
        if (!missing.isEmpty()) {
            text.append("; at random: ").append(String.join(", ", missing));
        }
        adapted.forEach((name, shapes) ->
                text.append("; ").append(name).append(" adapted: ").append(shapes));
        return text.toString();
    }

    /** For the manifest of a trial. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("into", into);
        values.put("source", source);
        values.put("file", file);
        values.put("sha256", sha256);
        values.put("part", part);
        values.put("names", names);
        values.put("matched", matched);
        values.put("missing", missing);
        values.put("adapted", adapted);
        values.put("unused", unused);
        return values;
    }
}
