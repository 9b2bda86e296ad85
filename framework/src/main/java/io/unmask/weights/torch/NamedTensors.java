package io.unmask.weights.torch;

import io.unmask.config.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary of a checkpoint that holds tensors by name.
 *
 * @param part the keys that lead to it, with slashes between; empty for the outermost value
 * @param tensors by name; other values beside them are left out
 */
record NamedTensors(String part, Map<String, TorchTensor> tensors) {
    private static final int DEEPEST = 4;

    /** What training scripts call the weights, the likelier first. */
    private static final List<String> USUAL =
            List.of("state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights", "params");

    /** All of them, outer ones first; what optimisers remember is left out. */
    static List<NamedTensors> in(Object root) {
        List<NamedTensors> found = new ArrayList<>();
        collect(root, "", 0, Collections.newSetFromMap(new IdentityHashMap<>()), found);
        return found;
    }

    private static void collect(Object value, String part, int depth, Set<Object> seen, List<NamedTensors> found) {
        // A pickle can describe a dictionary that holds itself.
        if (!(value instanceof Map<?, ?> map) || depth > DEEPEST || !seen.add(value)) {
            return;
        }
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            if (key instanceof String name && item instanceof TorchTensor tensor) {
                tensors.put(name, tensor);
            }
        });
        if (!tensors.isEmpty()) {
            found.add(new NamedTensors(part, tensors));
        }
        map.forEach((key, item) -> {
            if (key instanceof String name && !name.startsWith("optim")) {
                collect(item, part.isEmpty() ? name : part + "/" + name, depth + 1, seen, found);
            }
        });
    }

    /**
     * The one that a part names or begins with; without that the only one, the usual one or the one that dwarfs the
     * others.
     */
    static NamedTensors choose(Path file, List<NamedTensors> all, @Nullable String part) {
        NamedTensors named = null;
        for (NamedTensors each : all) {
            boolean leads = part != null && (part.equals(each.part) || part.startsWith(each.part + "/"));
            if (leads && !each.part.isEmpty() && (named == null || each.part.length() > named.part.length())) {
                named = each;
            }
        }
        return named == null ? usual(file, all) : named;
    }

    private static NamedTensors usual(Path file, List<NamedTensors> all) {
        int most = all.stream().mapToInt(each -> each.tensors.size()).max().orElse(0);
        List<NamedTensors> large =
                all.stream().filter(each -> each.tensors.size() * 10 > most).toList();
        if (large.size() == 1) {
            return large.get(0);
        }
        for (String name : USUAL) {
            for (NamedTensors each : large) {
                if (each.part.equals(name)) {
                    return each;
                }
            }
        }
        throw new BadInputException(
                large.isEmpty()
                        ? file + ": no named tensors in it"
                        : file + ": which part? Write " + file.getFileName() + "#PART, with one of " + listed(large));
    }

    private static String listed(List<NamedTensors> all) {
        return all.stream()
                .map(each -> (each.part.isEmpty() ? "the file itself" : "\"" + each.part + "\"") + " ("
                        + each.tensors.size() + " tensors)")
                .collect(Collectors.joining(", "));
    }
}
