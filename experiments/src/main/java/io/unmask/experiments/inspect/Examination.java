package io.unmask.experiments.inspect;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Frame;
import io.unmask.data.Split;
import io.unmask.data.integrity.Duplicates;
import io.unmask.data.video.Recording;
import io.unmask.media.Colours;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.video.VideoFrames;
import io.unmask.media.video.VideoInfo;
import io.unmask.media.video.VideoProbe;
import io.unmask.report.ContactSheet.Tile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one video or photograph after another: what it is, whether it can be read, what it looks like. Of a file of
 * video the first, the middle and the last frame are decoded, which reads all of it; of pictures every one is. Safe for
 * any thread.
 */
final class Examination {
    private final boolean quick;
    private final RealNames names;
    private final Set<String> shown;
    private final Duplicates duplicates = new Duplicates();
    private final Map<String, Tile> tiles = new ConcurrentSkipListMap<>();

    /**
     * @param quick whether pixels are left alone, and videos are probed and not decoded
     * @param names which real each fake is made of
     * @param shown of which videos a picture is kept, as {@link #place} calls them
     */
    Examination(boolean quick, RealNames names, Set<String> shown) {
        this.quick = quick;
        this.names = names;
        this.shown = shown;
    }

    Duplicates duplicates() {
        return duplicates;
    }

    /** One picture of each video that is shown, by its name. */
    Map<String, Tile> tiles() {
        return tiles;
    }

    /** What the report calls a video. */
    static String place(String set, Clip clip) {
        return set + ": " + clip.key();
    }

    /** A clip of a data source. */
    Item of(String set, Split split, Clip clip) {
        List<String> faults = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        String size = "";
        for (Frame frame : clip.frames()) {
            Path file = file(frame);
            if (file != null) {
                files.add(file);
            }
            if (!quick) {
                try {
                    Image image = Colours.rgb(frame.image().read());
                    size = size.isEmpty() ? size(image) : size;
                    Image mask = frame.mask() == null ? null : frame.mask().read();
                    look(set, clip, place(set, clip) + " " + frame.image().describe(), image, mask);
                } catch (BadInputException e) {
                    faults.add(firstLine(e));
                }
            }
        }
        if (clip.frames().isEmpty()) {
            faults.add(clip.key() + ": has no frames");
        }
        return new Item(set, split, clip, clip.frames().size(), size, null, files, faults);
    }

    private static @Nullable Path file(Frame frame) {
        try {
            Path file = Path.of(frame.image().describe());
            return Files.isRegularFile(file) ? file : null;
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    /** The set of a recording: its split. */
    static String set(Recording recording) {
        return recording.split() == null ? "no split" : recording.split().name().toLowerCase(Locale.ROOT);
    }

    /** A recording by its names, without frames. */
    static Clip clip(Recording recording) {
        return new Clip(
                recording.dataset(),
                recording.method(),
                recording.compression(),
                recording.video(),
                recording.identities(),
                recording.label(),
                List.of());
    }

    /** A video, picture or folder of frames as it was downloaded. */
    Item of(Recording recording) throws InterruptedException {
        String set = set(recording);
        Clip clip = clip(recording);
        try {
            return Files.isDirectory(recording.file()) || ImageFiles.isImage(recording.file())
                    ? pictures(set, recording, clip)
                    : video(set, recording, clip);
        } catch (BadInputException e) {
            return new Item(
                    set, recording.split(), clip, 0, "", null, List.of(recording.file()), List.of(firstLine(e)));
        }
    }

    private Item pictures(String set, Recording recording, Clip clip) {
        List<Path> files = picturesIn(recording.file());
        List<String> faults = new ArrayList<>();
        String size = "";
        for (Path file : files) {
            if (!quick) {
                try {
                    Image image = Colours.rgb(ImageFiles.read(file));
                    size = size.isEmpty() ? size(image) : size;
                    look(set, clip, place(set, clip) + " " + file, image, null);
                } catch (BadInputException e) {
                    faults.add(firstLine(e));
                }
            }
        }
        if (files.isEmpty()) {
            faults.add(recording.file() + ": has no pictures in it");
        }
        return new Item(set, recording.split(), clip, files.size(), size, null, files, faults);
    }

    static List<Path> picturesIn(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(ImageFiles::isImage).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(place + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    private Item video(String set, Recording recording, Clip clip) throws InterruptedException {
        VideoInfo info = VideoProbe.of(recording.file());
        List<String> faults = new ArrayList<>();
        if (info.truncated()) {
            faults.add(recording.file() + ": ends before its index says; get it again");
        }
        if (!quick) {
            int[] chosen = IntStream.of(0, info.frames() / 2, info.frames() - 1)
                    .distinct()
                    .toArray();
            try {
                String said = VideoFrames.decode(
                        recording.file(),
                        info,
                        chosen,
                        1,
                        (number, frame) -> look(set, clip, place(set, clip) + " frame " + number, frame, null));
                if (!said.isEmpty()) {
                    faults.add(recording.file() + ": damaged: "
                            + said.lines().findFirst().orElse(""));
                }
            } catch (BadInputException e) {
                faults.add(firstLine(e));
            }
        }
        return new Item(
                set,
                recording.split(),
                clip,
                info.frames(),
                info.width() + "x" + info.height(),
                info,
                List.of(recording.file()),
                faults);
    }

    private void look(String set, Clip clip, String place, Image image, @Nullable Image mask) {
        duplicates.add(place, names.group(clip), image);
        String name = place(set, clip);
        if (shown.contains(name)) {
            Image small = mask == null ? null : Thumbnail.mask(mask);
            tiles.putIfAbsent(name, new Tile(Thumbnail.of(image), small, clip.video(), set));
        }
    }

    private static String size(Image image) {
        return image.width() + "x" + image.height();
    }

    private static String firstLine(BadInputException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
