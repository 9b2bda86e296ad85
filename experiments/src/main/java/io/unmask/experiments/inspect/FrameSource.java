package io.unmask.experiments.inspect;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Frame;
import io.unmask.data.video.Recording;
import io.unmask.media.Colours;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.video.VideoFrames;
import io.unmask.media.video.VideoInfo;
import io.unmask.media.video.VideoProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Frames of one video by their numbers, wherever they come from. */
interface FrameSource {
    /** Numbers of the frames that there are, ascending. */
    int[] numbers() throws InterruptedException;

    /**
     * Some frames, three channels each; those that are not there are left out.
     *
     * @param wanted ascending
     */
    Map<Integer, Image> frames(int[] wanted) throws InterruptedException;

    /** Masks of some frames, one channel each; none where they are not known. */
    Map<Integer, Image> masks(int[] wanted) throws InterruptedException;

    /** The frames of a clip of a data source. */
    record OfClip(Clip clip) implements FrameSource {
        @Override
        public int[] numbers() {
            return clip.frames().stream()
                    .mapToInt(Frame::number)
                    .sorted()
                    .distinct()
                    .toArray();
        }

        @Override
        public Map<Integer, Image> frames(int[] wanted) {
            Map<Integer, Image> images = new TreeMap<>();
            for (Frame frame : clip.frames()) {
                if (Arrays.binarySearch(wanted, frame.number()) >= 0) {
                    images.put(frame.number(), Colours.rgb(frame.image().read()));
                }
            }
            return images;
        }

        @Override
        public Map<Integer, Image> masks(int[] wanted) {
            Map<Integer, Image> masks = new TreeMap<>();
            for (Frame frame : clip.frames()) {
                if (frame.mask() != null && Arrays.binarySearch(wanted, frame.number()) >= 0) {
                    masks.put(frame.number(), frame.mask().read());
                }
            }
            return masks;
        }
    }

    /** The frames of a recording: a video, a picture or a folder of pictures, with masks of the same kind. */
    record OfRecording(Recording recording) implements FrameSource {
        @Override
        public int[] numbers() throws InterruptedException {
            return numbersIn(recording.file());
        }

        @Override
        public Map<Integer, Image> frames(int[] wanted) throws InterruptedException {
            return read(recording.file(), wanted);
        }

        @Override
        public Map<Integer, Image> masks(int[] wanted) throws InterruptedException {
            Path mask = recording.mask();
            Map<Integer, Image> masks = new TreeMap<>();
            if (mask != null) {
                read(mask, wanted).forEach((number, image) -> masks.put(number, Colours.rgbToGrey(image)));
            }
            return masks;
        }

        private static int[] numbersIn(Path file) throws InterruptedException {
            int count = isVideo(file)
                    ? VideoProbe.of(file).frames()
                    : Examination.picturesIn(file).size();
            return IntStream.range(0, count).toArray();
        }

        private static boolean isVideo(Path file) {
            return !Files.isDirectory(file) && !ImageFiles.isImage(file);
        }

        private static Map<Integer, Image> read(Path file, int[] wanted) throws InterruptedException {
            Map<Integer, Image> images = new TreeMap<>();
            if (isVideo(file)) {
                VideoInfo info = VideoProbe.of(file);
                int[] there =
                        Arrays.stream(wanted).filter(n -> n < info.frames()).toArray();
                String complaint = VideoFrames.decode(file, info, there, 1, images::put);
                if (!complaint.isEmpty()) {
                    throw new BadInputException(
                            file + ": damaged: " + complaint.lines().findFirst().orElse(""));
                }
                return images;
            }
            List<Path> files = Examination.picturesIn(file);
            for (int number : wanted) {
                if (number < files.size()) {
                    images.put(number, Colours.rgb(ImageFiles.read(files.get(number))));
                }
            }
            return images;
        }
    }
}
