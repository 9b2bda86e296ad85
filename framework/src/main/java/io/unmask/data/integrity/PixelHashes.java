package io.unmask.data.integrity;

import io.unmask.data.Clip;
import io.unmask.data.Frame;
import io.unmask.media.Image;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes of decoded pixels: the same picture in another file or format has the same hash, whatever the bytes of
 * the file. Every picture is read, on all cores.
 */
final class PixelHashes {
    private PixelHashes() {}

    /** 128 bits of a digest of size and pixels. */
    record Hash(long high, long low) {}

    /** The pictures of some clips by hash; of equal ones, the first by name. */
    static Map<Hash, String> of(List<Clip> clips) {
        Map<Hash, String> places = new ConcurrentHashMap<>();
        clips.parallelStream().forEach(clip -> {
            for (Frame frame : clip.frames()) {
                String place = frame.image().describe();
                places.merge(of(frame.image().read()), place, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        });
        return places;
    }

    private static Hash of(Image image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(12)
                    .putInt(image.width())
                    .putInt(image.height())
                    .putInt(image.channels())
                    .array());
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest(image.pixels()));
            return new Hash(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
