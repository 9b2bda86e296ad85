package io.unmask.media.video;

import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.files.WholeFile;
import io.unmask.media.Ffmpeg;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compresses videos with x264 as FaceForensics did ({@code dataset/compress.py} of ondyari/FaceForensics): a constant
 * rate factor; level 0 lossless in RGB by libx264rgb, all others by libx264. Sound is copied, not encoded again.
 *
 * <p>One thing is fixed that theirs leaves to ffmpeg: pictures become 4:2:0 (theirs would choose 4:4:4 for PNG files and
 * keep what a video has). Odd sides, which 4:2:0 cannot have, become 4:4:4.
 *
 * @param rate what is held constant
 * @param preset of x264
 * @param threads of x264 for one video, which decide on the bytes
 * @param timing when frames are shown
 * @param framesPerSecond of pictures, and of videos by {@code timing}
 */
@Doc("How videos are compressed with x264.")
public record VideoEncoder(
        @Doc("What is held constant: factor (crf, as FaceForensics) or quantiser (qp).") @Default("factor")
        Rate rate,

        @Doc("Preset of x264.") @Default("medium") String preset,

        @Doc("Threads of x264 for one video; other numbers give other bytes.") @Default("1")
        int threads,

        @Doc("keep: frames and times as they are. resample: a constant rate, frames doubled or dropped, sound in step."
                + " relabel: every frame once at that rate, as FaceForensics' script does; sound is stretched to it.")
        @Default("keep")
        Timing timing,

        @Doc("The rate of resample and relabel, and of folders of pictures.") @Default("30")
        int framesPerSecond) {
    private static final Duration TIMEOUT = Duration.ofDays(1);

    /** What is held constant. */
    public enum Rate {
        /** The rate factor: equal quality to the eye. */
        FACTOR,
        /** The quantiser of every block. */
        QUANTISER
    }

    /** When frames are shown. */
    public enum Timing {
        /** As before. */
        KEEP,
        /** At a constant rate, frames doubled or dropped. */
        RESAMPLE,
        /** Each once, at a constant rate. */
        RELABEL
    }

    /** Checks the numbers. */
    public VideoEncoder {
        Check.that(threads >= 1 && threads <= 64, "threads", threads, "must be from 1 to 64");
        Check.that(
                framesPerSecond >= 1 && framesPerSecond <= 240,
                "framesPerSecond",
                framesPerSecond,
                "must be from 1 to 240");
        Check.that(preset.matches("[a-z]+"), "preset", preset, "must be a preset of x264, such as medium");
    }

    /** Everything that decides on the bytes at a level besides the video: "libx264 crf 23, preset medium, threads 1, …". */
    public String describe(int level) {
        return String.format(
                Locale.ROOT,
                "%s %s %d, preset %s, threads %d, timing %s, %d frames a second, ffmpeg %s",
                level == 0 ? "libx264rgb" : "libx264",
                rate == Rate.FACTOR ? "crf" : "qp",
                level,
                preset,
                threads,
                timing,
                framesPerSecond,
                Ffmpeg.find().version());
    }

    /**
     * Compresses a video; the file appears when it is whole.
     *
     * @param level 0 (lossless) to 51
     * @throws BadInputException if ffmpeg fails
     * @throws InterruptedException if the thread is interrupted; nothing is left
     */
    public void encode(Path from, VideoInfo info, int level, Path to) throws InterruptedException {
        List<String> arguments = new ArrayList<>();
        String fps = Integer.toString(framesPerSecond);
        if (timing == Timing.RELABEL) {
            arguments.addAll(List.of("-r", fps));
        }
        arguments.addAll(List.of("-i", VideoProbe.url(from)));
        boolean stretch = timing == Timing.RELABEL && info.hasSound();
        if (stretch) {
            // The same file twice: -r changes the times of all its tracks.
            arguments.addAll(List.of("-i", VideoProbe.url(from), "-map", "0:V:0", "-map", "1:a:0"));
            double tempo = framesPerSecond / info.framesPerSecond();
            arguments.addAll(List.of("-af", String.format(Locale.ROOT, "atempo=%.6f", tempo), "-c:a", "aac"));
        } else {
            arguments.addAll(List.of("-map", "0:V:0", "-map", "0:a?", "-c:a", "copy"));
        }
        if (timing == Timing.RESAMPLE) {
            arguments.addAll(List.of("-vf", "fps=" + fps));
        } else {
            arguments.addAll(Ffmpeg.find().framesAsDecoded());
        }
        arguments.addAll(codec(level, info.width(), info.height()));
        run(arguments, Ffmpeg.Input.NONE, to);
    }

    /** The same for pictures, all of one size. */
    public void encode(List<Path> pictures, int level, Path to) throws InterruptedException {
        Image first = ImageFiles.read(pictures.get(0));
        List<String> arguments = new ArrayList<>(List.of("-f", "rawvideo", "-pix_fmt", "rgb24", "-s"));
        arguments.addAll(List.of(first.width() + "x" + first.height(), "-r", Integer.toString(framesPerSecond)));
        arguments.addAll(List.of("-i", "pipe:0"));
        arguments.addAll(codec(level, first.width(), first.height()));
        run(
                arguments,
                out -> {
                    for (Path picture : pictures) {
                        Image image = ImageFiles.read(picture);
                        if (image.width() != first.width() || image.height() != first.height()) {
                            throw new BadInputException(picture + ": is " + image.width() + "x" + image.height()
                                    + ", but the first of its folder is " + first.width() + "x" + first.height());
                        }
                        out.write(image.pixels());
                    }
                },
                to);
    }

    private List<String> codec(int level, int width, int height) {
        boolean odd = width % 2 != 0 || height % 2 != 0;
        String format = level == 0 ? "rgb24" : odd ? "yuv444p" : "yuv420p";
        return List.of(
                "-c:v",
                level == 0 ? "libx264rgb" : "libx264",
                "-preset",
                preset,
                rate == Rate.FACTOR ? "-crf" : "-qp",
                Integer.toString(level),
                "-threads",
                Integer.toString(threads),
                "-pix_fmt",
                format);
    }

    private static void run(List<String> arguments, Ffmpeg.Input input, Path to) throws InterruptedException {
        WholeFile.work(to, part -> {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of("-y", "-f", "mp4", part.toString()));
            Ffmpeg.find().run(all, input, InputStream::readAllBytes, TIMEOUT);
        });
    }
}
