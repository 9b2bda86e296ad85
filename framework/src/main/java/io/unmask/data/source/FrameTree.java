package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Pixels;
import io.unmask.data.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tree of FaceForensics++ at one compression level: where frames and masks of a video are. */
final class FrameTree {
    static final String MISSING_VIDEO = "missing_video";
    static final String NO_FRAMES = "no_frames";

    private static final int LISTED = 8;

    private final Path root;
    private final Compression compression;
    private final int framesPerVideo;

    /**
     * A tree.
     *
     * @throws BadInputException if the folder is missing or something else; expected and found stand side by side
     */
    FrameTree(Path root, Compression compression, int framesPerVideo) {
        this.root = root;
        this.compression = compression;
        this.framesPerVideo = framesPerVideo;
        if (!Files.isDirectory(root)) {
            throw new BadInputException(root + ": no such folder; expected the tree of FaceForensics++");
        }
        if (!Files.isDirectory(root.resolve("original_sequences"))) {
            throw new BadInputException(root + ": not the tree of FaceForensics++\n"
                    + "    expected: original_sequences/youtube/" + compression.code() + "/images/000/0000.png\n"
                    + "              manipulated_sequences/Deepfakes/" + compression.code()
                    + "/images/000_003/0000.png\n"
                    + "    found:    " + listing(root));
        }
    }

    Part originals() {
        return new Part("real", root.resolve("original_sequences/youtube"));
    }

    Part method(String longName) {
        return new Part(longName, root.resolve("manipulated_sequences").resolve(longName));
    }

    /** What a folder holds, for a message: the first few names. */
    static String listing(Path folder) {
        if (!Files.isDirectory(folder)) {
            return "nothing: there is no " + folder;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            if (names.isEmpty()) {
                return "nothing: the folder is empty";
            }
            String first = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
            return names.size() > LISTED ? first + ", … (" + names.size() + ")" : first;
        } catch (IOException e) {
            return "nothing that can be listed (" + e + ")";
        }
    }

    /** Originals or one manipulation. */
    final class Part {
        private final String method;
        private final Path folder;
        private final Path images;

        private Part(String method, Path folder) {
            this.method = method;
            this.folder = folder;
            images = findImages();
        }

        /** The folder with one folder a video. */
        Path images() {
            return images;
        }

        /** A video with its chosen frames; nothing, and a line more in skipped, where there are none. */
        Optional<Clip> clip(String video, List<String> identities, Label label, List<Skipped> skipped) {
            Path from = images.resolve(video);
            List<String> names = EvenFrames.inOrder(PictureFolder.pictures(from));
            if (names.isEmpty()) {
                skipped.add(new Skipped(from.toString(), Files.isDirectory(from) ? NO_FRAMES : MISSING_VIDEO));
                return Optional.empty();
            }
            Map<Long, Pixels> masks = label == Label.FAKE ? masks(video) : Map.of();
            List<Frame> frames = new ArrayList<>();
            for (int position : EvenFrames.of(names.size(), framesPerVideo)) {
                String name = names.get(position);
                long number = EvenFrames.number(name);
                frames.add(new Frame(
                        number < 0 ? position : (int) number,
                        FilePixels.picture(images, video + "/" + name),
                        masks.get(number),
                        null));
            }
            return Optional.of(new Clip(FaceForensics.KEY, method, compression, video, identities, label, frames));
        }

        private Path findImages() {
            List<String> levels = compression == Compression.RAW ? List.of("raw", "c0") : List.of(compression.code());
            for (String level : levels) {
                for (String kind : List.of("images", "frames")) {
                    Path candidate = folder.resolve(level).resolve(kind);
                    if (Files.isDirectory(candidate)) {
                        return candidate;
                    }
                }
            }
            Path expected = folder.resolve(levels.get(0)).resolve("images");
            for (String level : levels) {
                if (Files.isDirectory(folder.resolve(level).resolve("videos"))) {
                    throw new BadInputException(folder.resolve(level) + ": holds videos, but no extracted frames\n"
                            + "    expected: " + folder.resolve(level).resolve("images") + "/<video>/0000.png\n"
                            + "    cure:     cut the faces out with ./unmask prepare, whose video set faceforensics reads"
                            + " this tree, and use the data source prepared");
                }
            }
            throw new BadInputException(expected + ": no such folder\n"
                    + "    expected: " + expected + "/<video>/0000.png" + (levels.size() > 1 ? " (or c0)" : "") + "\n"
                    + "    found:    " + listing(folder));
        }

        /** Masks of a fake by frame number, from whichever of the usual places has them. */
        private Map<Long, Pixels> masks(String video) {
            for (Path place : List.of(
                    folder.resolve("masks/images"),
                    folder.resolve(compression.code()).resolve("masks"),
                    folder.resolve("c23/masks"),
                    folder.resolve("masks"))) {
                List<String> names = PictureFolder.pictures(place.resolve(video));
                if (!names.isEmpty()) {
                    Map<Long, Pixels> masks = new HashMap<>();
                    names.forEach(
                            name -> masks.put(EvenFrames.number(name), FilePixels.mask(place, video + "/" + name)));
                    return masks;
                }
            }
            return Map.of();
        }
    }
}
