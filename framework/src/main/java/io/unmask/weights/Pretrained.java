package io.unmask.weights;

import io.unmask.config.BadInputException;
import io.unmask.files.Sha256;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.nn.StartsFrom;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts networks from published weights: every backbone from its own, or a whole detector from one file. */
public final class Pretrained {
    private static final int SHOWN = 8;

    private final WeightStore store;
    private final Parameters parameters;
    /** Two streams often start from one file. */
    private final Map<String, WeightFile> files = new HashMap<>();

    private final Map<Path, String> hashes = new HashMap<>();

    private Pretrained(WeightStore store, Parameters parameters) {
        this.store = store;
        this.parameters = parameters;
    }

    /** The weights that parts of a network name, each once. */
    public static Set<String> sources(Net net) {
        Set<String> sources = new LinkedHashSet<>();
        net.visit((prefix, part) -> {
            if (part instanceof StartsFrom starting && starting.startsFrom() != null) {
                sources.add(starting.startsFrom());
            }
        });
        return sources;
    }

    /**
     * Gives every backbone, and every detector inside another, the weights that it starts from. Every tensor has to find its own, but for a last layer of
     * other classes, which keeps its values; a first convolution of other channels is adapted.
     *
     * @param net the network, placed
     * @param parameters its placement
     * @throws BadInputException if a file is not there, damaged, or of another network; nothing is half loaded
     */
    public static List<LoadReport> start(Net net, Parameters parameters, WeightStore store) {
        Pretrained pretrained = new Pretrained(store, parameters);
        List<Supplier<LoadReport>> loads = new ArrayList<>();
        net.visit((prefix, part) -> {
            String weights = part instanceof StartsFrom starting ? starting.startsFrom() : null;
            if (weights != null) {
                loads.add(() -> pretrained.load(prefix, part, weights, ((StartsFrom) part).scoresName()));
            }
        });
        // Parts are visited after what holds them: in reverse, the weights of a whole detector win over its backbone's.
        Collections.reverse(loads);
        List<LoadReport> reports =
                new ArrayList<>(loads.stream().map(load -> load.get()).toList());
        Collections.reverse(reports);
        return reports;
    }

    /**
     * Gives a whole network the weights of a file, every tensor, the last layer included.
     *
     * @param weights a file, perhaps with {@code #PART}, or a name of the catalogue
     * @throws BadInputException as above
     */
    public static LoadReport whole(Net net, Parameters parameters, String weights, WeightStore store) {
        return new Pretrained(store, parameters).load("", net, weights, null);
    }

    private LoadReport load(String prefix, Net part, String weights, @Nullable String lastLayer) {
        String reference = store.reference(weights);
        WeightFile file = files.computeIfAbsent(reference, WeightFile::read);
        String sha256 = hashes.computeIfAbsent(file.file(), Sha256::of);
        requireKnown(weights, file.file(), sha256);
        Matching.Matched matched = new Matching(part.parameters(), file.tensors(), lastLayer).best();
        if (!matched.isComplete()) {
            throw mismatch(prefix, weights, file, matched);
        }
        matched.tensors()
                .forEach((name, theirs) -> write(
                        prefix + name,
                        file.tensors().get(theirs),
                        matched.adapted().containsKey(name)));
        return new LoadReport(
                prefix,
                weights,
                file.file().toString(),
                sha256,
                joined(file.part(), matched.prefix()),
                matched.names(),
                matched.tensors().size(),
                List.copyOf(matched.leftOut().keySet()),
                new LinkedHashMap<>(matched.adapted()),
                matched.elsewhere().size());
    }

    private static String joined(String part, String prefix) {
        String beginning = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        return part.isEmpty() || beginning.isEmpty() ? part + beginning : part + "/" + beginning;
    }

    private void requireKnown(String weights, Path file, String sha256) {
        Catalogue.Entry entry = store.catalogue().find(weights);
        String known = entry == null ? null : entry.sha256Begins();
        if (known != null && !sha256.startsWith(known)) {
            throw new BadInputException(
                    file + ": damaged: its SHA-256 is " + sha256 + ", expected one that begins with " + known
                            + "\n    cure: ./unmask weights get " + weights + " --again");
        }
    }

    private void write(String name, @Nullable TensorData tensor, boolean adapt) {
        if (tensor == null) {
            throw new IllegalStateException(name + " was matched with a tensor that is not there");
        }
        Parameter parameter = parameters.get(name);
        if (parameter.kind() == Parameter.Kind.COUNTER) {
            parameters.setCounter(name, tensor.longs()[0]);
        } else if (adapt) {
            long[] shape = parameter.shape();
            parameters.set(name, FirstConvolution.adapted(tensor.floats(), (int) shape[0], (int) shape[1]));
        } else {
            parameters.set(name, tensor.floats());
        }
    }

    private static BadInputException mismatch(
            String prefix, String weights, WeightFile file, Matching.Matched matched) {
        StringBuilder text = new StringBuilder(file.file().toString());
        text.append(": these weights (").append(weights).append(") are of another network than ");
        text.append(prefix.isEmpty() ? "the one here" : prefix.substring(0, prefix.length() - 1));
        text.append(": ").append(matched.tensors().size()).append(" tensors fit");
        list(text, "missing", matched.missing());
        list(text, "of another shape", shapes(matched.misshapen()));
        list(text, "unexpected", matched.unexpected());
        if (!matched.ambiguous().isEmpty()) {
            List<String> all = new ArrayList<>(List.of(matched.prefix()));
            all.addAll(matched.ambiguous());
            list(text, "which fit as well as each other", all);
        }
        text.append(
                "\n    cure: weights of the same architecture; FILE#PART takes the tensors whose names begin with PART."
                        + "\n          ./unmask weights show FILE lists what is in a file.");
        if (!file.otherParts().isEmpty()) {
            text.append("\n    other parts of the file: ").append(file.otherParts());
        }
        return new BadInputException(text.toString());
    }

    private static List<String> shapes(Map<String, String> misshapen) {
        return misshapen.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    private static void list(StringBuilder text, String title, Collection<String> names) {
        if (names.isEmpty()) {
            return;
        }
        text.append("\n    ").append(title).append(" (").append(names.size()).append("): ");
        text.append(String.join("; ", names.stream().limit(SHOWN).toList()));
        if (names.size() > SHOWN) {
            text.append("; …");
        }
    }
}
