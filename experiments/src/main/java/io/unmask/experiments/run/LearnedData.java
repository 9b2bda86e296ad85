package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Label;
import io.unmask.experiments.store.Provenance;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds the videos that a training goes on with against those that it began with: a folder may have been filled further. */
final class LearnedData {
    private LearnedData() {}

    /**
     * Writes down what a training begins with.
     *
     * @throws BadInputException if the trial has a checkpoint already and the training or validation data has other videos,
     *     frames, people or labels than when it was begun; pixels are not compared
     */
    static void require(TrialFolder folder, TrialData data) {
        String now = line("train", data.train()) + line("validation", data.validation());
        Path file = folder.learnedData();
        if (!Files.exists(folder.lastCheckpoint())) {
            WholeFile.write(file, now);
        } else if (Files.exists(file)) {
            requireSame(folder, read(file), now);
        }
    }

    private static void requireSame(TrialFolder folder, String before, String now) {
        if (!before.equals(now)) {
            throw new BadInputException(folder.path() + ": its data has changed since its training began:\n"
                    + before.indent(4).replace("    ", "    there:  ")
                    + now.indent(4).replace("    ", "    now:    ")
                    + "What one half of a training has seen, the other half must see, too. Put the data back as it was, or"
                    + " delete the folder to train from the beginning.");
        }
    }

    private static String line(String set, List<Clip> clips) {
        long fakes = clips.stream().filter(clip -> clip.label() == Label.FAKE).count();
        StringBuilder listing = new StringBuilder();
        for (Clip clip : clips) {
            listing.append(clip.key())
                    .append(' ')
                    .append(clip.label())
                    .append(' ')
                    .append(clip.identities());
            clip.frames().forEach(frame -> listing.append(' ').append(frame.number()));
            listing.append('\n');
        }
        return set + ": " + (clips.size() - fakes) + " real and " + fakes + " fake videos, " + TrialData.samples(clips)
                + " frames, sha256 " + Provenance.sha256(listing.toString()) + "\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
