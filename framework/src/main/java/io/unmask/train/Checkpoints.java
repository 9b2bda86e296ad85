package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.config.BadInputException;
import io.unmask.files.WholeFile;
import io.unmask.model.nn.Parameters;
import io.unmask.train.optimizer.OptimizerState;
import io.unmask.weights.Safetensors;
import io.unmask.weights.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one training in its folder. {@code last.safetensors} holds all that a resumed training
 * needs: weights under their official names, the optimiser's vectors as {@code optimizer/NAME}, the average as
 * {@code ema/NAME}, the position as metadata. {@code best.safetensors} holds the kept weights alone.
 */
public final class Checkpoints {
    private static final String LAST = "last.safetensors";
    private static final String BEST = "best.safetensors";
    /** The new best until {@link #LAST} knows of it: a kill between the two writes must not part them. */
    private static final String NEXT_BEST = "best.next.safetensors";

    private static final String OPTIMIZER = "optimizer/";
    private static final String AVERAGE = "ema/";
    private static final String POSITION = "position";
    private static final String SETTINGS = "settings";
    private static final String EPOCH = "epoch";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final String settings;
    private final Parameters parameters;
    private final OptimizerState optimizer;
    private final @Nullable WeightAverage average;

    Checkpoints(
            Path folder,
            String settings,
            Parameters parameters,
            OptimizerState optimizer,
            @Nullable WeightAverage average) {
        this.folder = folder;
        this.settings = settings;
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.average = average;
    }

    /** The kept weights of the training in that folder. */
    public static Path best(Path folder) {
        return folder.resolve(BEST);
    }

    /**
     * Loads weights under their official names into a network, every one of them.
     *
     * @throws BadInputException if the file is broken, or one of the tensors is missing or has another shape
     */
    public static void loadWeights(Path file, Parameters parameters) {
        StateDict.write(parameters, Safetensors.read(file).tensors(), file);
    }

    /** Writes the weights that the network holds now as those that {@link #save} will name the best. */
    void writeNextBest(int epoch, String metric, double value) {
        Map<String, String> metadata =
                Map.of(EPOCH, Integer.toString(epoch), "metric", metric, "value", Double.toString(value));
        try (NDManager scratch = parameters.flat().getManager().newSubManager()) {
            write(NEXT_BEST, StateDict.read(parameters, parameters.flat(), Map.of(), scratch), metadata);
        }
    }

    /**
     * Saves everything.
     *
     * @param bestEpoch the epoch that is best so far, 0 for none
     */
    void save(Position position, int bestEpoch) {
        try (NDManager scratch = parameters.flat().getManager().newSubManager()) {
            write(LAST, tensors(scratch), Map.of(POSITION, JSON.writeValueAsString(position), SETTINGS, settings));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a position is always JSON", e);
        }
        adoptNextBest(bestEpoch);
    }

    private Map<String, TensorData> tensors(NDManager scratch) {
        var tensors = new LinkedHashMap<>(StateDict.read(parameters, parameters.flat(), Map.of(), scratch));
        optimizer
                .memory()
                .forEach((name, vector) -> tensors.put(OPTIMIZER + name, StateDict.read(parameters, vector, scratch)));
        if (average != null) {
            average.read(scratch).forEach((name, tensor) -> tensors.put(AVERAGE + name, tensor));
        }
        return tensors;
    }

    private void write(String name, Map<String, TensorData> tensors, Map<String, String> metadata) {
        WholeFile.produce(folder.resolve(name), part -> new Safetensors(tensors, new TreeMap<>(metadata)).write(part));
    }

    /** Gives the next best its final name if the last checkpoint knows of it. */
    private void adoptNextBest(int bestEpoch) {
        Path next = folder.resolve(NEXT_BEST);
        if (!Files.exists(next)) {
            return;
        }
        try {
            String epoch = Safetensors.readMetadata(next).get(EPOCH);
            if (Integer.toString(bestEpoch).equals(epoch)) {
                Files.move(next, best(folder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(next);
            }
        } catch (IOException e) {
            throw new BadInputException(next + ": cannot be renamed to " + BEST + " (" + e + ")", e);
        }
    }

    /**
     * Goes back to the last checkpoint.
     *
     * @return where it was; null if there is no checkpoint
     * @throws BadInputException if it is broken or of another training
     */
    @Nullable
    Position load(int batchesPerEpoch, Select select) {
        Path file = folder.resolve(LAST);
        if (!Files.exists(file)) {
            adoptNextBest(0);
            return null;
        }
        Safetensors content = readLast(file);
        Position position = position(file, content.metadata().get(POSITION));
        requireSame(file, "settings", content.metadata().get(SETTINGS), settings);
        requireSame(
                file,
                "batches per epoch",
                Integer.toString(position.batchesPerEpoch()),
                Integer.toString(batchesPerEpoch));
        StateDict.write(parameters, content.tensors(), file);
        for (var entry : optimizer.memory().entrySet()) {
            NDArray vector = entry.getValue();
            StateDict.write(
                    parameters,
                    vector,
                    StateDict.require(
                            content.tensors(),
                            OPTIMIZER + entry.getKey(),
                            vector,
                            vector.getShape().getShape(),
                            file));
        }
        optimizer.resumeAt(position.step(), position.lossScale().skipped());
        if (average != null) {
            average.write(withoutPrefix(content.tensors()), file);
        }
        adoptNextBest(select.best(position.metric(select.metric())));
        requireBest(position);
        return position;
    }

    private static Safetensors readLast(Path file) {
        try {
            return Safetensors.read(file);
        } catch (BadInputException e) {
            throw new BadInputException(e.getMessage() + ". " + cure(file), e);
        }
    }

    private static Position position(Path file, @Nullable String json) {
        if (json == null) {
            throw new BadInputException(
                    file + ": not a checkpoint of a training: no metadata '" + POSITION + "'. " + cure(file));
        }
        try {
            return JSON.readValue(json, Position.class);
        } catch (JsonProcessingException e) {
            throw new BadInputException(
                    file + ": metadata '" + POSITION + "' cannot be read: " + e.getOriginalMessage() + ". "
                            + cure(file),
                    e);
        }
    }

    private static void requireSame(Path file, String what, @Nullable String found, String expected) {
        if (!expected.equals(found)) {
            throw new BadInputException(file + ": the checkpoint is of a training with other " + what + ".\n  found    "
                    + found + "\n  expected " + expected
                    + "\nGo back to those settings to resume it. " + cure(file));
        }
    }

    private void requireBest(Position position) {
        if (!position.epochs().isEmpty() && !Files.exists(best(folder))) {
            throw new BadInputException(best(folder) + ": missing, but " + LAST + " beside it names a best epoch. "
                    + cure(folder.resolve(LAST)));
        }
    }

    private static String cure(Path file) {
        return "To train this trial again from the start, delete " + file.getFileName() + ".";
    }

    private static Map<String, TensorData> withoutPrefix(Map<String, TensorData> tensors) {
        Map<String, TensorData> own = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(AVERAGE)) {
                own.put(name.substring(AVERAGE.length()), tensor);
            }
        });
        return own;
    }
}
