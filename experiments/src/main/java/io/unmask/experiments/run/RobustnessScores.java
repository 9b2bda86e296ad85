package io.unmask.experiments.run;

import io.unmask.augment.quality.Distortion;
import io.unmask.augment.quality.Perturbation;
import io.unmask.augment.quality.PerturbedClips;
import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.plan.DataSettings;
import io.unmask.experiments.plan.RobustnessSettings;
import io.unmask.experiments.plan.Trial;
import io.unmask.experiments.store.Provenance;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.FileTree;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores the test sets of a trial under the losses of quality that its experiment asks for. Every file of scores is
 * whole or absent, and depends on nothing but checkpoint, settings and pictures: what an interrupted run has scored
 * is not scored again.
 */
final class RobustnessScores {
    private final DataSettings data;
    private final TrialFolder folder;
    private final TrialListener progress;
    private final List<Job> jobs = new ArrayList<>();

    RobustnessScores(Trial trial, TrialFolder folder, TrialListener progress) {
        this.data = trial.config().data();
        this.folder = folder;
        this.progress = progress;
        files(trial, folder).forEach((set, files) -> files.forEach((loss, file) -> jobs.add(new Job(set, loss, file))));
    }

    /** Scores a set with the selected checkpoint. */
    @FunctionalInterface
    interface Scorer {
        Scores of(List<Clip> clips);
    }

    private record Job(String set, Perturbation perturbation, Path file) {}

    /**
     * Finds out before the training whether the losses can be made.
     *
     * @throws BadInputException if one of them needs libx264 and there is none
     */
    void require() {
        compressing().forEach(PerturbedClips::compressor);
    }

    /** Pictures that all of them together come to. */
    long pictures(Map<String, List<Clip>> test) {
        return jobs.stream().mapToLong(job -> data.samples(clips(test, job))).sum();
    }

    /** The files of scores by set and loss; none where the experiment asks for none. */
    static Map<String, Map<Perturbation, Path>> files(Trial trial, TrialFolder folder) {
        Map<String, Map<Perturbation, Path>> files = new LinkedHashMap<>();
        RobustnessSettings settings = trial.config().robustness();
        if (settings != null) {
            for (String set : settings.setsOf(trial.config().data())) {
                Map<Perturbation, Path> ofSet = new LinkedHashMap<>();
                for (Perturbation loss : settings.perturbations()) {
                    ofSet.put(loss, folder.robustness(set, loss.type().key(), loss.level()));
                }
                files.put(set, ofSet);
            }
        }
        return files;
    }

    /**
     * Scores what is not there yet.
     *
     * @param test the test sets by name
     * @throws InterruptedException if the thread is interrupted between two files
     */
    void score(Map<String, List<Clip>> test, Scorer scorer) throws InterruptedException {
        if (jobs.isEmpty()) {
            return;
        }
        forgetOthers(test);
        List<Job> missing =
                jobs.stream().filter(job -> !Files.exists(job.file())).toList();
        for (int i = 0; i < missing.size(); i++) {
            Job job = missing.get(i);
            if (Thread.interrupted()) {
                throw new InterruptedException("between two losses of quality");
            }
            List<Clip> clips = clips(test, job);
            progress.perturbed(new TrialListener.SuiteStep(
                    job.set(),
                    job.perturbation().type().key(),
                    job.perturbation().level(),
                    data.samples(clips),
                    i,
                    missing.size()));
            scorer.of(PerturbedClips.of(clips, job.perturbation())).write(job.file());
        }
    }

    /** For the manifest: how pictures were compressed, by loss and level; empty where none were. */
    Map<String, String> encoders() throws InterruptedException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Perturbation loss : compressing()) {
            settings.put(
                    loss.type().key() + "-" + loss.level(),
                    PerturbedClips.compressor(loss).settings());
        }
        return settings;
    }

    private List<Perturbation> compressing() {
        return jobs.stream()
                .map(Job::perturbation)
                .filter(perturbation -> perturbation.type() == Distortion.VIDEO_COMPRESSION)
                .distinct()
                .toList();
    }

    private static List<Clip> clips(Map<String, List<Clip>> test, Job job) {
        List<Clip> clips = test.get(job.set());
        if (clips == null) {
            throw new IllegalStateException("no test set " + job.set());
        }
        return clips;
    }

    /** Scores that another checkpoint, or the same one on other pictures, has left are never mixed with new ones. */
    private void forgetOthers(Map<String, List<Clip>> test) {
        Path origin = folder.robustness().resolve("made-from.txt");
        StringBuilder now = new StringBuilder();
        now.append("trial.yaml ").append(Provenance.sha256(folder.trialYaml())).append('\n');
        now.append("best.safetensors ")
                .append(Provenance.sha256(folder.bestCheckpoint()))
                .append('\n');
        test.forEach((set, clips) ->
                now.append(set).append(' ').append(TrialManifest.sha256(clips)).append('\n'));
        try {
            boolean same = Files.exists(origin) && Files.readString(origin).contentEquals(now);
            if (!same) {
                FileTree.delete(folder.robustness());
                WholeFile.write(origin, now.toString());
            }
        } catch (IOException e) {
            throw new BadInputException(folder.robustness() + ": earlier scores cannot be removed (" + e + ")", e);
        }
    }
}
