package io.unmask.experiments.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.WholeFile;
import io.unmask.model.InputShape;
import io.unmask.model.detector.Detector;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.nn.Parameters;
import io.unmask.weights.LoadReport;
import io.unmask.weights.Pretrained;
import io.unmask.weights.WeightStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The weights that trials start from: whether they are there, and how they get into a network. */
public final class StartingWeights {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StartingWeights() {}

    /**
     * Requires the weights of every trial to be on this machine, before the first one trains.
     *
     * @param cache where downloaded weights lie
     * @throws BadInputException with all that are not, and the cure
     */
    public static void require(Plan plan, Path cache) {
        List<String> toFetch = toFetch(plan, cache);
        if (!toFetch.isEmpty()) {
            WeightStore store = WeightStore.in(cache);
            throw new BadInputException(toFetch.stream().map(store::notHere).collect(Collectors.joining("\n")));
        }
    }

    /**
     * The weights of the catalogue that trials start from and that have yet to be fetched.
     *
     * @param cache where downloaded weights lie
     * @throws BadInputException with all that are neither in the catalogue nor a file
     */
    public static List<String> toFetch(Plan plan, Path cache) {
        WeightStore store = WeightStore.in(cache);
        List<String> toFetch = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String source : sources(plan)) {
            if (store.isToFetch(source)) {
                toFetch.add(source);
            } else {
                try {
                    store.reference(source);
                } catch (BadInputException e) {
                    problems.add(e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new BadInputException(String.join("\n", problems));
        }
        return toFetch;
    }

    /** What makes a network what it is, as far as it names weights. */
    private record Built(
            Detector model, InputShape input, @Nullable String weights) {}

    private static Set<String> sources(Plan plan) {
        Set<Built> networks = new LinkedHashSet<>();
        for (Trial trial : plan.trials()) {
            Experiment config = trial.config();
            networks.add(new Built(config.model(), config.data().input(), config.weights()));
        }
        Set<String> sources = new LinkedHashSet<>();
        for (Built network : networks) {
            sources.addAll(Pretrained.sources(network.model.build(network.input)));
            if (network.weights != null) {
                sources.add(network.weights);
            }
        }
        return sources;
    }

    /**
     * Loads them into a network that has its random values, unless the trial has a checkpoint to go on from. A file
     * in the trial's folder keeps what was loaded, for the manifest of a process that only resumed.
     *
     * @param cache where downloaded weights lie
     * @param log hears a line a file
     * @return what was loaded, now or when the trial began
     */
    static List<Map<String, Object>> load(
            Experiment config,
            DetectorNet net,
            Parameters parameters,
            TrialFolder folder,
            Path cache,
            Consumer<String> log) {
        if (Files.exists(folder.lastCheckpoint())) {
            return recorded(folder.startingWeights());
        }
        WeightStore store = WeightStore.in(cache);
        List<LoadReport> reports = new ArrayList<>(Pretrained.start(net, parameters, store));
        if (config.weights() != null) {
            reports.add(Pretrained.whole(net, parameters, config.weights(), store));
        }
        reports.forEach(report -> log.accept(report.summary()));
        List<Map<String, Object>> values =
                reports.stream().map(LoadReport::values).toList();
        if (!values.isEmpty()) {
            WholeFile.write(folder.startingWeights(), out -> out.write(JSON.writeValueAsBytes(values)));
        }
        return values;
    }

    private static List<Map<String, Object>> recorded(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), new TypeReference<>() {});
        } catch (IOException e) {
            throw new BadInputException(
                    file + ": damaged (" + e.getMessage() + "). Delete the trial's folder and run again.", e);
        }
    }
}
