package io.unmask.experiments.cli;

import io.unmask.experiments.bench.AudioBench;
import io.unmask.media.Ffmpeg;
import io.unmask.media.audio.Resampler;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unmask bench audio}: sound to mel pictures. */
@Command(
        name = "audio",
        description = {
            "Time the way of sound to a mel picture, step by step, on one core.",
            "Two minutes of sound unless another length is given."
        })
final class BenchAudioCommand extends Subcommand {
    @Option(names = "--seconds", paramLabel = "N", description = "Length of the sound. Default: 120.")
    private int seconds = 120;

    @Option(names = "--rounds", paramLabel = "N", description = "Measurements of each step. Default: 7.")
    private int rounds = 7;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || seconds > 3600 || rounds < 3) {
            throw wrong("from a second to an hour, and at least 3 rounds");
        }
        PrintWriter out = out();
        out.printf(
                Locale.ROOT,
                "%d s of sound, median of %d rounds; ffmpeg %s%n",
                seconds,
                rounds,
                Ffmpeg.find().version());
        out.printf("resampler: %s%n%n", Resampler.NAME);
        out.printf("%-48s %10s %12s %10s%n", "", "clock", "this thread", "first");
        for (AudioBench.Step step : new AudioBench(seconds, rounds).run()) {
            out.printf(
                    Locale.ROOT,
                    "%-48s %8.3f s %10.3f s %8.3f s%n",
                    step.name(),
                    step.medianSeconds(),
                    step.processorSeconds(),
                    step.firstSeconds());
        }
        return 0;
    }
}
