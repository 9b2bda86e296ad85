package io.unmask.data.prepare;

import io.unmask.config.BadInputException;
import io.unmask.data.source.EvenFrames;
import io.unmask.data.source.PictureFolder;
import io.unmask.files.Sha256;
import io.unmask.media.ImageFiles;
import io.unmask.media.video.UnusableVideoException;
import io.unmask.media.video.UnusableVideoException.Fault;
import io.unmask.media.video.VideoFrames;
import io.unmask.media.video.VideoInfo;
import io.unmask.media.video.VideoProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Frames in order: those of a video, the pictures of a folder, or one photograph. */
public interface Footage {
    /** How many. */
    int frames();

    /** A text that changes with the pictures. */
    String content();

    /** Codec, size and the like, for people. */
    String description();

    /** What the video file is; null for pictures. */
    @Nullable
    VideoInfo info();

    /**
     * Hands over the chosen frames in order, each decoded once.
     *
     * @param numbers ascending
     * @throws BadInputException if one cannot be decoded
     */
    void read(int[] numbers, VideoFrames.Receiver receiver) throws InterruptedException;

    /**
     * What is at a place.
     *
     * @param threads of a video's decoder
     * @throws BadInputException if it is none of these; says what is wrong with it
     */
    static Footage open(Path file, int threads) throws InterruptedException {
        if (Files.isDirectory(file)) {
            List<String> names = EvenFrames.inOrder(PictureFolder.pictures(file));
            if (names.isEmpty()) {
                throw new UnusableVideoException(file, Fault.NO_FRAMES, "the folder holds no pictures");
            }
            return new Pictures(names.stream().map(file::resolve).toList());
        }
        if (!Files.exists(file)) {
            boolean link = Files.isSymbolicLink(file);
            throw new UnusableVideoException(
                    file, Fault.MISSING, link ? "is a link to a file that does not exist" : "no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableVideoException(file, Fault.UNREADABLE, "is no file but a pipe or a device");
        }
        if (ImageFiles.isImage(file)) {
            return new Pictures(List.of(file));
        }
        VideoInfo info = VideoProbe.of(file);
        if (info.truncated()) {
            throw new UnusableVideoException(
                    file,
                    Fault.TRUNCATED,
                    "ends too early: its index names more than the " + info.frames()
                            + " frames that are there; get it again");
        }
        return new Video(file, info, threads);
    }

    /**
     * A video.
     *
     * @param file the file
     * @param info what it is
     * @param threads of its decoder
     */
    record Video(Path file, VideoInfo info, int threads) implements Footage {
        @Override
        public int frames() {
            return info.frames();
        }

        @Override
        public String content() {
            return info.hash();
        }

        @Override
        public String description() {
            return String.format(
                    Locale.ROOT, "%s %dx%d %s", info.codec(), info.width(), info.height(), info.pixelFormat());
        }

        @Override
        public void read(int[] numbers, VideoFrames.Receiver receiver) throws InterruptedException {
            VideoFrames.decode(file, info, numbers, threads, receiver);
        }
    }

    /**
     * Pictures.
     *
     * @param files in order
     */
    record Pictures(List<Path> files) implements Footage {
        @Override
        public int frames() {
            return files.size();
        }

        @Override
        public String content() {
            // Of a folder, names and sizes: hashing a million pictures would read them all twice.
            if (files.size() == 1) {
                return Sha256.of(files.get(0));
            }
            StringBuilder content = new StringBuilder();
            for (Path file : files) {
                content.append(file.getFileName())
                        .append(' ')
                        .append(file.toFile().length())
                        .append('\n');
            }
            return content.toString();
        }

        @Override
        public String description() {
            return files.size() == 1 ? "photograph" : "pictures";
        }

        @Override
        public @Nullable VideoInfo info() {
            return null;
        }

        @Override
        public void read(int[] numbers, VideoFrames.Receiver receiver) {
            for (int number : numbers) {
                receiver.accept(number, ImageFiles.read(files.get(number)));
            }
        }
    }
}
