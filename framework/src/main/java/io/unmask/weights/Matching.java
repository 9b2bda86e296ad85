package io.unmask.weights;

import io.unmask.model.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which tensor of a file goes to which parameter of a network, and what is wrong with the rest. Names may differ by
 * something before all of them and by a library's habits ({@link NameRule}); shapes may differ by sides of 1 at the
 * end, in the channels of the first convolution ({@link FirstConvolution}) and in the number of classes, for which
 * the last layer is left out.
 */
final class Matching {
    /** Under which libraries keep the layer of the classes. */
    private static final List<String> LAST_LAYERS = List.of(
            "fc", "last_linear", "last_linear.1", "_fc", "classifier", "last_layer", "head", "head.fc", "logits");

    /** DeepfakeBench's Xception has this layer whether it is used or not. */
    private static final String UNUSED = "adjust_channel.";

    private static final String COUNTER = "num_batches_tracked";
    private static final int ANCHORS = 4;

    private final Map<String, Parameter> wanted;
    private final Map<String, TensorData> given;
    private final @Nullable String lastLayer;

    /**
     * A network and a file.
     *
     * @param wanted the parameters by name
     * @param given the tensors by name
     * @param lastLayer the name of the layer that may be left out; null if none may
     */
    Matching(Map<String, Parameter> wanted, Map<String, TensorData> given, @Nullable String lastLayer) {
        this.wanted = wanted;
        this.given = given;
        this.lastLayer = lastLayer;
    }

    /** A rule with what stands before all names in the file, and how many names it finds. */
    private record Reading(NameRule rule, String prefix, int found) {}

    /** The best matching; complete or not, its lists say. */
    Matched best() {
        List<Reading> best = bestReadings();
        Reading reading = best.get(0);
        Set<String> used = new LinkedHashSet<>();
        Matched matched = new Matched(reading.prefix, reading.rule.title());
        best.stream().map(Reading::prefix).distinct().skip(1).forEach(matched.ambiguous()::add);
        String theirLast = lastLayer == null ? null : theirLastLayer(reading, lastLayer);
        boolean keepsLast = lastLayer != null && theirLast != null && fits(lastLayer, theirLast);
        wanted.forEach((name, parameter) -> {
            if (lastLayer != null && name.startsWith(lastLayer + ".")) {
                String theirs = theirLast + name.substring(lastLayer.length());
                used.add(theirs);
                if (keepsLast) {
                    matched.tensors().put(name, theirs);
                } else {
                    matched.leftOut().put(name, shapes(parameter, given.get(theirs)));
                }
            } else {
                match(name, parameter, reading, matched, used);
            }
        });
        remaining(reading, used, matched);
        return matched;
    }

    private void match(String name, Parameter parameter, Reading reading, Matched matched, Set<String> used) {
        String theirs = reading.prefix + reading.rule.theirs().apply(name);
        TensorData tensor = given.get(theirs);
        if (tensor == null) {
            if (lastLayer != null && name.startsWith(UNUSED)) {
                matched.leftOut().put(name, shapes(parameter, null));
            } else if (parameter.kind() != Parameter.Kind.COUNTER) {
                matched.missing().add(name);
            }
            return;
        }
        used.add(theirs);
        if (TensorShape.same(parameter.shape(), tensor.shape())) {
            matched.tensors().put(name, theirs);
        } else if (name.equals(firstConvolution()) && FirstConvolution.adapts(tensor.shape(), parameter.shape())) {
            matched.tensors().put(name, theirs);
            matched.adapted().put(name, shapes(parameter, tensor));
        } else {
            matched.misshapen().put(name, shapes(parameter, tensor));
        }
    }

    private void remaining(Reading reading, Set<String> used, Matched matched) {
        for (String name : given.keySet()) {
            if (used.contains(name)) {
                continue;
            }
            if (!name.startsWith(reading.prefix)) {
                matched.elsewhere().add(name);
            } else if (!isHarmless(name.substring(reading.prefix.length()))) {
                matched.unexpected().add(name);
            }
        }
    }

    private boolean isHarmless(String name) {
        if (name.endsWith(COUNTER)) {
            return true;
        }
        return lastLayer != null
                && (name.startsWith(UNUSED) || LAST_LAYERS.stream().anyMatch(layer -> name.startsWith(layer + ".")));
    }

    private @Nullable String firstConvolution() {
        for (var entry : wanted.entrySet()) {
            if (entry.getValue().isTrained() && entry.getValue().shape().length == 4) {
                return entry.getKey();
            }
        }
        return null;
    }

    private @Nullable String theirLastLayer(Reading reading, String ours) {
        List<String> names = new ArrayList<>();
        names.add(reading.rule.theirs().apply(ours + ".").replaceFirst("\\.$", ""));
        names.addAll(LAST_LAYERS);
        for (String name : names) {
            if (given.containsKey(reading.prefix + name + ".weight")) {
                return reading.prefix + name;
            }
        }
        return null;
    }

    /** Whether every tensor of our last layer is there in its shape. */
    private boolean fits(String ours, String theirs) {
        return wanted.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(ours + "."))
                .allMatch(entry -> {
                    TensorData tensor = given.get(theirs + entry.getKey().substring(ours.length()));
                    return tensor != null && TensorShape.same(entry.getValue().shape(), tensor.shape());
                });
    }

    private static String shapes(Parameter parameter, @Nullable TensorData tensor) {
        return TensorShape.text(parameter.shape()) + " here, "
                + (tensor == null ? "none" : TensorShape.text(tensor.shape())) + " in the file";
    }

    /** The readings that find the most names, plainest first. */
    private List<Reading> bestReadings() {
        List<Reading> best = new ArrayList<>();
        for (NameRule rule : NameRule.candidates(given.keySet())) {
            for (String prefix : prefixes(rule)) {
                Reading reading = new Reading(rule, prefix, found(rule, prefix));
                int most = best.isEmpty() ? -1 : best.get(0).found;
                if (reading.found > most) {
                    best.clear();
                }
                if (reading.found >= most && best.stream().noneMatch(each -> each.prefix.equals(prefix))) {
                    best.add(reading);
                }
            }
        }
        return best;
    }

    /** What may stand before all names: whatever stands before some of the names that are wanted. */
    private Set<String> prefixes(NameRule rule) {
        Map<Integer, Set<String>> byLength = new TreeMap<>(Map.of(0, new LinkedHashSet<>(Set.of(""))));
        wanted.keySet().stream().limit(ANCHORS).map(rule.theirs()).forEach(anchor -> {
            for (String name : given.keySet()) {
                if (name.endsWith("." + anchor)) {
                    String prefix = name.substring(0, name.length() - anchor.length());
                    byLength.computeIfAbsent(prefix.length(), length -> new LinkedHashSet<>())
                            .add(prefix);
                }
            }
        });
        Set<String> prefixes = new LinkedHashSet<>();
        byLength.values().forEach(prefixes::addAll);
        return prefixes;
    }

    private int found(NameRule rule, String prefix) {
        int found = 0;
        for (String name : wanted.keySet()) {
            if (given.containsKey(prefix + rule.theirs().apply(name))) {
                found++;
            }
        }
        return found;
    }

    /**
     * The outcome.
     *
     * @param prefix what stands before all names in the file
     * @param names whose names the file has
     * @param tensors our names to those in the file
     * @param leftOut the last layer, if the file has it for other classes or not at all: names to what is there
     * @param adapted names whose shapes were made to fit
     * @param missing our names that the file does not have
     * @param misshapen names whose shapes do not fit
     * @param unexpected names in the file that nothing here wants
     * @param elsewhere names in the file outside the prefix
     * @param ambiguous further prefixes that would do as well
     */
    record Matched(
            String prefix,
            String names,
            Map<String, String> tensors,
            Map<String, String> leftOut,
            Map<String, String> adapted,
            List<String> missing,
            Map<String, String> misshapen,
            List<String> unexpected,
            List<String> elsewhere,
            List<String> ambiguous) {
        Matched(String prefix, String names) {
            this(
                    prefix,
                    names,
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>(),
                    new LinkedHashMap<>(),
                    new ArrayList<>(),
                    new LinkedHashMap<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        /** Whether it can be loaded. */
        boolean isComplete() {
            return missing.isEmpty() && misshapen.isEmpty() && unexpected.isEmpty() && ambiguous.isEmpty();
        }
    }
}
