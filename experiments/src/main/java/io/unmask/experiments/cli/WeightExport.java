package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.WholeFile;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import io.unmask.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The weights of a trial or of a file, without what training keeps beside them. */
final class WeightExport {
    /** How Python's readers know tensors of PyTorch. */
    private static final Map<String, String> METADATA = Map.of("format", "pt");

    private final String source;

    WeightExport(String source) {
        this.source = source;
    }

    /** Writes them as safetensors. Returns how many. */
    int write(Path target) {
        Map<String, TensorData> weights = new LinkedHashMap<>();
        WeightFile.read(reference()).tensors().forEach((name, tensor) -> {
            // The checkpoint to resume from holds vectors of the optimiser and averages: optimizer/…, ema/….
            if (!name.contains("/")) {
                weights.put(name, tensor);
            }
        });
        WholeFile.produce(target, part -> new Safetensors(weights, METADATA).write(part));
        return weights.size();
    }

    private String reference() {
        Path folder = Path.of(source);
        if (!Files.isDirectory(folder)) {
            return source;
        }
        Path best = new TrialFolder(folder).bestCheckpoint();
        if (Files.exists(best)) {
            return best.toString();
        }
        List<Path> trials = trialsBelow(folder);
        throw new BadInputException(folder + ": no trial: there is no " + best.getFileName() + " in it"
                + (trials.isEmpty() ? "" : "\n    trials below it: " + trials));
    }

    private static List<Path> trialsBelow(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> Files.exists(new TrialFolder(path).bestCheckpoint()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }
}
