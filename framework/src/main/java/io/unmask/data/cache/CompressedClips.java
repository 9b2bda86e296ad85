package io.unmask.data.cache;

import io.unmask.config.BadInputException;
import io.unmask.data.BuildListener;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Frame;
import io.unmask.data.Pixels;
import io.unmask.data.VariedPixels;
import io.unmask.media.Colours;
import io.unmask.media.Ffmpeg;
import io.unmask.media.Image;
import io.unmask.media.StillCompressor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Clips at a compression level. Raw clips are sent through x264, reals and fakes through the same encoder
 * with the same settings, and kept packed, one file for each method of a data set; masks are kept as they are.
 * Clips that have the level already are kept packed as they are if their pictures are dear to make (blends,
 * drawings, crops), or if all are asked for; otherwise their files are read as they are.
 */
public final class CompressedClips {
    private final Compression level;
    private final Path cache;
    private final int workers;
    private final BuildListener listener;
    private final @Nullable StillCompressor compressor;

    private CompressedClips(
            Compression level, @Nullable StillCompressor compressor, Path cache, int workers, BuildListener listener) {
        this.level = level;
        this.compressor = compressor;
        this.cache = cache;
        this.workers = workers;
        this.listener = listener;
    }

    /** What is done with a clip. */
    private enum Treatment {
        LEAVE,
        KEEP,
        COMPRESS
    }

    private record PackedSet(Treatment treatment, String name) {}

    /** As {@link #at(Compression, List, Packing, Path, int, BuildListener)}: what is costly, on all cores, in silence. */
    public static List<Clip> at(Compression level, List<Clip> clips, Path cache) throws InterruptedException {
        return at(
                level, clips, Packing.COSTLY, cache, Runtime.getRuntime().availableProcessors(), BuildListener.SILENT);
    }

    /**
     * The same clips at a level, in the same order.
     *
     * @param packing which of the clips that have the level already are packed
     * @param cache folder of packed files, made if need be
     * @param workers threads, and programs at a time
     * @throws BadInputException if a clip has another level than RAW and the one asked for, there is no encoder,
     *     or the cache cannot be written
     * @throws InterruptedException if the thread is interrupted; files that are whole stay
     */
    public static List<Clip> at(
            Compression level, List<Clip> clips, Packing packing, Path cache, int workers, BuildListener listener)
            throws InterruptedException {
        Map<PackedSet, List<Integer>> sets = new LinkedHashMap<>();
        for (int i = 0; i < clips.size(); i++) {
            Clip clip = clips.get(i);
            Treatment treatment = treatment(clip, level, packing);
            if (treatment != Treatment.LEAVE) {
                sets.computeIfAbsent(
                                new PackedSet(treatment, clip.dataset() + "-" + clip.method()),
                                none -> new ArrayList<>())
                        .add(i);
            }
        }
        Clip[] packed = clips.toArray(Clip[]::new);
        for (Map.Entry<PackedSet, List<Integer>> set : sets.entrySet()) {
            boolean compress = set.getKey().treatment() == Treatment.COMPRESS;
            CompressedClips packer =
                    new CompressedClips(level, compress ? compressor(level) : null, cache, workers, listener);
            List<Clip> members = set.getValue().stream().map(clips::get).toList();
            List<Clip> made = packer.pack(set.getKey().name(), members);
            for (int i = 0; i < made.size(); i++) {
                packed[set.getValue().get(i)] = made.get(i);
            }
        }
        return List.of(packed);
    }

    /** How a level is made from raw pictures, with encoder and version: for manifests and keys. */
    public static String settings(Compression level) throws InterruptedException {
        StillCompressor compressor = compressor(level);
        return compressor == null ? "as given" : compressor.settings();
    }

    private static Treatment treatment(Clip clip, Compression level, Packing packing) {
        if (clip.compression() == level) {
            if (clip.frames().stream().anyMatch(frame -> frame.image() instanceof VariedPixels)) {
                // Kept, it would be the same in every epoch.
                return Treatment.LEAVE;
            }
            // Pictures at another level than RAW are files: packing them is a wish, never a need.
            boolean costly = level == Compression.RAW
                    && clip.frames().stream().anyMatch(frame -> frame.image().isCostly());
            return costly || packing == Packing.ALL ? Treatment.KEEP : Treatment.LEAVE;
        }
        if (clip.compression() != Compression.RAW) {
            throw new BadInputException(clip.key() + ": is at " + clip.compression() + " and cannot be brought to "
                    + level + "; only raw pictures can be compressed");
        }
        return Treatment.COMPRESS;
    }

    private static @Nullable StillCompressor compressor(Compression level) {
        return level == Compression.RAW ? null : new StillCompressor(Ffmpeg.find(), level.factor());
    }

    private List<Clip> pack(String set, List<Clip> clips) throws InterruptedException {
        List<Pixels> pictures = new ArrayList<>();
        List<Pixels> masks = new ArrayList<>();
        for (Clip clip : clips) {
            for (Frame frame : clip.frames()) {
                pictures.add(frame.image());
                if (frame.mask() != null) {
                    masks.add(frame.mask());
                }
            }
        }
        String name = set + "-" + level.name().toLowerCase(Locale.ROOT);
        return replaced(clips, pictures.size(), packed(name, pictures, masks));
    }

    private PackedImages packed(String name, List<Pixels> pictures, List<Pixels> masks) throws InterruptedException {
        String key = key(pictures, masks);
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
        int size = pictures.size() + masks.size();
        ClipPacker packer =
                new ClipPacker(pictures, masks, compressor, workers, done -> listener.progress(name, done, size));
        PackedImages found = PackedImages.find(cache, safe, key, listener);
        if (found == null) {
            return PackedImages.make(cache, safe, key, size, packer, listener);
        }
        if (isFresh(found, pictures)) {
            return found;
        }
        listener.message(found.file() + ": is not what its sources give now; it is made anew");
        return PackedImages.build(cache, safe, key, size, packer);
    }

    private String key(List<Pixels> pictures, List<Pixels> masks) throws InterruptedException {
        StringBuilder key = new StringBuilder(compressor == null ? "as given" : compressor.settings());
        for (Pixels picture : pictures) {
            key.append("\npicture ").append(picture.fingerprint());
        }
        for (Pixels mask : masks) {
            key.append("\nmask ").append(mask.fingerprint());
        }
        return key.toString();
    }

    /**
     * Makes the first and the last picture again. Fingerprints know settings and file times, but not that the
     * code which draws or blends has changed since.
     */
    private boolean isFresh(PackedImages found, List<Pixels> pictures) throws InterruptedException {
        for (int index : pictures.isEmpty() ? new int[0] : new int[] {0, pictures.size() - 1}) {
            Image now = readable(pictures.get(index));
            Image then = readable(found.pixels(index));
            boolean changed = (now == null) != (then == null);
            if (changed || (now != null && then != null && !equal(atLevel(now), then))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(Image one, Image other) {
        return one.width() == other.width() && Arrays.equals(one.pixels(), other.pixels());
    }

    private static @Nullable Image readable(Pixels pixels) {
        try {
            Image image = pixels.read();
            return image.channels() == 1 ? Colours.greyToRgb(image) : image;
        } catch (BadInputException e) {
            // Whoever loads the picture decides what that means.
            return null;
        }
    }

    private Image atLevel(Image image) throws InterruptedException {
        return compressor == null ? image : compressor.compress(List.of(image)).get(0);
    }

    private List<Clip> replaced(List<Clip> clips, int firstMask, PackedImages packed) {
        List<Clip> replaced = new ArrayList<>(clips.size());
        int picture = 0;
        int mask = firstMask;
        for (Clip clip : clips) {
            List<Frame> frames = new ArrayList<>(clip.frames().size());
            for (Frame frame : clip.frames()) {
                Pixels packedMask = frame.mask() == null ? null : new Kept(packed.pixels(mask++), frame.mask());
                frames.add(new Frame(
                        frame.number(),
                        new Kept(packed.pixels(picture++), frame.image()),
                        packedMask,
                        frame.second(),
                        frame.landmarks()));
            }
            replaced.add(new Clip(
                    clip.dataset(), clip.method(), level, clip.video(), clip.identities(), clip.label(), frames));
        }
        return replaced;
    }

    /** A packed picture that messages call by the name of what it was made from. */
    private record Kept(Pixels packed, Pixels original) implements Pixels {
        @Override
        public Image read() {
            return packed.read();
        }

        @Override
        public String describe() {
            return original.describe();
        }

        @Override
        public String fingerprint() {
            return packed.fingerprint();
        }
    }
}
