package io.unmask.experiments.store;

import io.unmask.config.BadInputException;
import io.unmask.files.FileTree;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of one trial. The manifest is written last: a trial with a manifest is finished, one without is
 * not, whatever else lies in its folder.
 *
 * @param path the folder: {@code trials/<variant>/<compression>/seed-<n>}
 */
public record TrialFolder(Path path) {
    private static final String SCORES = "scores";
    private static final String MASKS = "masks";
    private static final String MISTAKES = "mistakes";
    private static final String SCORES_SUFFIX = ".csv.gz";

    /**
     * A folder that a user says is a trial's.
     *
     * @throws BadInputException if there are no selected weights in it; names the trials below it
     */
    public static TrialFolder trained(Path folder) {
        TrialFolder trial = new TrialFolder(folder);
        if (!Files.exists(trial.bestCheckpoint())) {
            List<Path> below = Files.isDirectory(folder) ? trainedBelow(folder) : List.of();
            throw new BadInputException(folder + ": no trial: there is no "
                    + trial.bestCheckpoint().getFileName() + " in it"
                    + (below.isEmpty() ? "" : "\n    trials below it: " + below));
        }
        return trial;
    }

    private static List<Path> trainedBelow(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> Files.exists(new TrialFolder(path).bestCheckpoint()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    /** Everything resolved: enough to run the trial again alone. */
    public Path trialYaml() {
        return path.resolve("trial.yaml");
    }

    /** Where the numbers come from; its presence says that the trial is finished. */
    public Path manifest() {
        return path.resolve("manifest.json");
    }

    /** What the network started from; absent if from random values alone. */
    public Path startingWeights() {
        return path.resolve("weights.json");
    }

    /** What its training learns from and selects on. */
    public Path learnedData() {
        return path.resolve("data.txt");
    }

    /** Which programs worked on it, on which kinds of device. */
    public Path attempts() {
        return path.resolve("attempts.json");
    }

    /** One line an epoch. */
    public Path history() {
        return path.resolve("history.csv");
    }

    /** The same for TensorBoard, with times. */
    public Path events() {
        return path.resolve("events.out.tfevents.unmask");
    }

    /** The state to resume from. */
    public Path lastCheckpoint() {
        return path.resolve("last.safetensors");
    }

    /** The weights selected on validation data. */
    public Path bestCheckpoint() {
        return path.resolve("best.safetensors");
    }

    /** The scores of one data set: "test" sets by their name, "validation" for the validation set. */
    public Path scores(String set) {
        return path.resolve(SCORES).resolve(set + SCORES_SUFFIX);
    }

    /** The scores of one test set under a loss of quality: {@code robustness/faces/jpeg_quality-3.csv.gz}. */
    public Path robustness(String set, String type, int level) {
        return robustness().resolve(set).resolve(type + "-" + level + SCORES_SUFFIX);
    }

    /** The folder of the scores under losses of quality. */
    public Path robustness() {
        return path.resolve("robustness");
    }

    /** One value for each fake picture of a test set whose mask is known, such as its IoU. */
    public Path localisation(String set, String column) {
        return path.resolve(MASKS).resolve(set + "." + column + SCORES_SUFFIX);
    }

    /** Pictures of a test set with what was marked and what should have been. */
    public Path overlays(String set) {
        return path.resolve(MASKS).resolve(set + ".png");
    }

    /** Deletes what killed processes left half-written. For the process that works on the trial. */
    public void deleteParts() {
        WholeFile.deleteParts(path, Integer.MAX_VALUE);
    }

    /** Held by the process that works on the trial, where trials have processes of their own. */
    public Path lock() {
        return path.resolve(".lock");
    }

    /**
     * Gives a trial of the same settings under another name the same results; its manifest, which says where they are
     * from, is written last.
     *
     * @param twin the other trial's folder
     * @param variant the other's name
     * @throws BadInputException if files cannot be read or written
     */
    public void copyTo(TrialFolder twin, String variant) {
        twin.deleteParts();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(manifest()) && !file.equals(lock())) {
                    Path copy = twin.path.resolve(path.relativize(file));
                    WholeFile.produce(copy, part -> Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING));
                }
            }
        } catch (IOException e) {
            throw new BadInputException(path + ": cannot be copied to " + twin.path + " (" + e.getMessage() + ")", e);
        }
        Manifest manifest = Manifest.read(manifest());
        Map<String, Object> trial = new LinkedHashMap<>(manifest.section("trial"));
        trial.put("same_settings_as", trial.get("variant"));
        trial.put("variant", variant);
        manifest.with("trial", trial).write(twin.manifest());
    }

    /** The pictures of a test set that were most confidently misjudged, with their scores. */
    public Path mistakes(String set) {
        return path.resolve(MISTAKES).resolve(set + SCORES_SUFFIX);
    }

    /** One of these pictures, counted from 1. */
    public Path mistake(String set, int number) {
        return path.resolve(MISTAKES).resolve(set).resolve(number + ".jpg");
    }

    /** The same picture with what the detector looked at. */
    public Path explainedMistake(String set, int number, String kind) {
        return path.resolve(MISTAKES).resolve(set).resolve(number + "." + kind + ".jpg");
    }

    /** Makes it a trial that is still to be scored; its checkpoints stay. */
    public void forgetScores() {
        try {
            Files.deleteIfExists(manifest());
            for (String scored : List.of(SCORES, MASKS, MISTAKES)) {
                FileTree.delete(path.resolve(scored));
            }
        } catch (IOException e) {
            throw new BadInputException(path + ": its scores cannot be deleted (" + e.getMessage() + ")", e);
        }
    }

    /** Whether the trial is finished. */
    public boolean isFinished() {
        return Files.exists(manifest());
    }

    /** The names of the scored sets, sorted. */
    public List<String> scoredSets() {
        Path folder = path.resolve(SCORES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = new ArrayList<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SCORES_SUFFIX))
                    .sorted()
                    .forEach(name -> names.add(name.substring(0, name.length() - SCORES_SUFFIX.length())));
            return names;
        } catch (IOException e) {
            throw new BadInputException(folder + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }
}
