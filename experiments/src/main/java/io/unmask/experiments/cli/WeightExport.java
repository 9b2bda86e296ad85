package io.unmask.experiments.cli;

import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.WholeFile;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import io.unmask.weights.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

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
        return TrialFolder.trained(folder).bestCheckpoint().toString();
    }
}
