package io.unmask.data.integrity;

import io.unmask.media.Image;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that are there more than once, by their pixels or by what they look like ({@link PerceptualHash}). Frames of
 * one video are not held against each other, nor a fake against the real of its own video name. Safe for any thread
 * while it is filled; what it finds does not depend on the order.
 */
public final class Duplicates {
    private static final int BANDS = PerceptualHash.MOST_DIFFERENT + 1;
    private static final int BAND_BITS = PerceptualHash.BITS / BANDS;

    private final ConcurrentLinkedQueue<Picture> pictures = new ConcurrentLinkedQueue<>();

    private record Picture(
            String place,
            String video,
            long digest,
            @Nullable PerceptualHash look) {}

    /**
     * Two pictures.
     *
     * @param first place of one
     * @param second place of the other
     * @param identical whether their pixels are equal; else they look alike
     */
    public record Pair(String first, String second, boolean identical) {}

    /**
     * Adds a picture.
     *
     * @param place what messages call it; unique
     * @param video what it is a frame of, or the real that it was made of
     */
    public void add(String place, String video, Image image) {
        pictures.add(new Picture(place, video, digest(image), PerceptualHash.of(image)));
    }

    private static long digest(Image image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(8)
                    .putInt(image.width())
                    .putInt(image.height())
                    .array());
            return ByteBuffer.wrap(digest.digest(image.pixels())).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * For each picture the most alike of other videos before it, in the order of the places; of two videos one pair is
     * told.
     */
    public List<Pair> pairs() {
        List<Picture> sorted = new ArrayList<>(pictures);
        sorted.sort(Comparator.comparing(Picture::place));
        List<Map<Integer, List<Picture>>> bands = new ArrayList<>();
        for (int band = 0; band < BANDS; band++) {
            bands.add(new HashMap<>());
        }
        Map<Long, Picture> byDigest = new HashMap<>();
        Map<String, Pair> pairs = new HashMap<>();
        List<Pair> found = new ArrayList<>();
        for (Picture picture : sorted) {
            Picture same = byDigest.putIfAbsent(picture.digest, picture);
            boolean identical = same != null && !same.video.equals(picture.video);
            Picture other = identical ? same : nearest(picture, bands);
            if (other != null) {
                Pair pair = new Pair(other.place, picture.place, identical);
                if (pairs.putIfAbsent(other.video + "\n" + picture.video, pair) == null) {
                    found.add(pair);
                }
            }
            file(picture, bands);
        }
        return found;
    }

    private static void file(Picture picture, List<Map<Integer, List<Picture>>> bands) {
        if (picture.look != null) {
            for (int band = 0; band < BANDS; band++) {
                int key = picture.look.bits(band * BAND_BITS, BAND_BITS);
                bands.get(band).computeIfAbsent(key, none -> new ArrayList<>()).add(picture);
            }
        }
    }

    private static @Nullable Picture nearest(Picture picture, List<Map<Integer, List<Picture>>> bands) {
        Picture nearest = null;
        int least = PerceptualHash.MOST_DIFFERENT + 1;
        for (int band = 0; picture.look != null && band < BANDS; band++) {
            int key = picture.look.bits(band * BAND_BITS, BAND_BITS);
            for (Picture candidate : bands.get(band).getOrDefault(key, List.of())) {
                if (candidate.look != null && !candidate.video.equals(picture.video)) {
                    int distance = picture.look.distance(candidate.look);
                    if (distance < least) {
                        least = distance;
                        nearest = candidate;
                    }
                }
            }
        }
        return nearest;
    }
}
