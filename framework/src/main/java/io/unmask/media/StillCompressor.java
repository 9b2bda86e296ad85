package io.unmask.media;

import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compresses still pictures with x264 as an all-intra H.264 stream and gives back what a player would show:
 * the compression levels of FaceForensics++ for photographs.
 *
 * <p>What becomes of a picture depends on nothing but the picture. By default x264 does not grant that: in
 * constant rate factor its quantiser follows a running mean of the complexity of earlier frames
 * ({@code qcomp} 0.6), so a picture would look different after another neighbour. With {@code qcomp} 1 every
 * frame has the quantiser of the rate factor, and adaptive quantisation still acts inside the frame. It also
 * compresses less: on 256 face photographs of 160² at 23 and 40 it gave 38.1 and 28.7 dB at 2473 and 522
 * bytes a picture, the default 34.6 and 25.7 dB at 1391 and 328. 38 dB is what videos at c23 have.
 *
 * <p>Sides are filled up to a multiple of 16, the codec's block, by repeating the last column and row, as
 * x264 itself does, and cut back afterwards.
 */
public final class StillCompressor {
    private static final int BLOCK = 16;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final String SCALE_FLAGS = "flags=bicubic+accurate_rnd+full_chroma_int+bitexact";
    private static final Pattern BUILD = Pattern.compile("x264 - core (\\d+)(?: (r\\d+))?");

    private final Ffmpeg ffmpeg;
    private final int constantRateFactor;

    /**
     * A compressor of one level.
     *
     * @param constantRateFactor 1..51: 23 is HQ, 40 is LQ
     * @throws BadInputException if the program has no libx264
     */
    public StillCompressor(Ffmpeg ffmpeg, int constantRateFactor) {
        Check.that(
                constantRateFactor >= 1 && constantRateFactor <= 51,
                "constantRateFactor",
                constantRateFactor,
                "must be from 1 to 51");
        if (!ffmpeg.hasX264()) {
            throw new BadInputException(ffmpeg.program() + " (version " + ffmpeg.version()
                    + "): has no libx264, which the compression levels hq and lq need; name another with"
                    + " UNMASK_FFMPEG=/path/to/ffmpeg");
        }
        this.ffmpeg = ffmpeg;
        this.constantRateFactor = constantRateFactor;
    }

    /**
     * Everything that a compressed picture depends on besides itself, for manifests and cache keys: "h264
     * all-intra crf 23, qcomp 1, preset medium, yuv420p bt601, x264 core 164 r3075, ffmpeg 4.4.1".
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public String settings() throws InterruptedException {
        Image black = Image.blank(BLOCK, BLOCK, 3);
        Matcher build = BUILD.matcher(new String(encode(List.of(black)), StandardCharsets.ISO_8859_1));
        String x264 = !build.find() ? "unknown" : build.group(1) + (build.group(2) == null ? "" : " " + build.group(2));
        return String.format(
                Locale.ROOT,
                "h264 all-intra crf %d, qcomp 1, preset medium, yuv420p bt601, x264 core %s, ffmpeg %s",
                constantRateFactor,
                x264,
                ffmpeg.version());
    }

    /**
     * Compressed and decoded pictures, in the order of the given ones.
     *
     * @param images three channels; all of one {@link #streamWidth} and {@link #streamHeight}
     * @throws BadInputException if the program fails
     * @throws InterruptedException if the thread is interrupted; the programs are stopped
     */
    public List<Image> compress(List<Image> images) throws InterruptedException {
        return images.isEmpty() ? List.of() : decode(encode(images), images);
    }

    /** Columns that a picture has in the stream: the width rounded up to the codec's block. */
    public static int streamWidth(Image image) {
        return (image.width() + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Rows that a picture has in the stream: the height rounded up to the codec's block. */
    public static int streamHeight(Image image) {
        return (image.height() + BLOCK - 1) / BLOCK * BLOCK;
    }

    private byte[] encode(List<Image> images) throws InterruptedException {
        int width = streamWidth(images.get(0));
        int height = streamHeight(images.get(0));
        for (Image image : images) {
            if (image.channels() != 3 || streamWidth(image) != width || streamHeight(image) != height) {
                throw new IllegalArgumentException("pictures of one stream must be colour pictures of one size");
            }
        }
        // -threads 1: with more, x264 divides its work otherwise and the result changes.
        List<String> arguments = List.of(
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-s",
                width + "x" + height,
                "-r",
                "25",
                "-i",
                "pipe:0",
                "-vf",
                "scale=in_range=full:out_range=limited:out_color_matrix=bt601:" + SCALE_FLAGS + ",format=yuv420p",
                "-c:v",
                "libx264",
                "-preset",
                "medium",
                "-crf",
                Integer.toString(constantRateFactor),
                "-threads",
                "1",
                "-x264-params",
                "keyint=1:bframes=0:qcomp=1:mbtree=0:rc-lookahead=0:threads=1",
                "-f",
                "h264",
                "pipe:1");
        return ffmpeg.run(arguments, in -> writeAll(images, width, height, in), InputStream::readAllBytes, TIMEOUT);
    }

    private static void writeAll(List<Image> images, int width, int height, OutputStream in) throws IOException {
        for (Image image : images) {
            boolean fits = image.width() == width && image.height() == height;
            in.write((fits ? image : Crops.window(image, 0, 0, width, height)).pixels());
        }
    }

    private List<Image> decode(byte[] stream, List<Image> originals) throws InterruptedException {
        int width = streamWidth(originals.get(0));
        int height = streamHeight(originals.get(0));
        List<String> arguments = List.of(
                "-threads",
                "1",
                "-f",
                "h264",
                "-i",
                "pipe:0",
                "-vf",
                "scale=in_color_matrix=bt601:in_range=limited:out_range=full:" + SCALE_FLAGS + ",format=rgb24",
                "-f",
                "rawvideo",
                "pipe:1");
        return ffmpeg.run(arguments, in -> in.write(stream), out -> readAll(out, originals, width, height), TIMEOUT);
    }

    private static List<Image> readAll(InputStream out, List<Image> originals, int width, int height)
            throws IOException {
        List<Image> images = new ArrayList<>(originals.size());
        for (Image original : originals) {
            byte[] pixels = out.readNBytes(width * height * 3);
            if (pixels.length < width * height * 3) {
                break;
            }
            Image image = new Image(width, height, 3, pixels);
            boolean fits = original.width() == width && original.height() == height;
            images.add(fits ? image : Crops.window(image, 0, 0, original.width(), original.height()));
        }
        if (images.size() < originals.size() || out.read() >= 0) {
            out.transferTo(OutputStream.nullOutputStream());
            throw new IOException("the stream does not hold the " + originals.size() + " pictures that went in");
        }
        return images;
    }
}
