package io.unmask.data.portraits;

import io.unmask.config.Check;
import io.unmask.data.Landmarks;
import io.unmask.files.WholeFile;
import io.unmask.media.Ffmpeg;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;
import io.unmask.random.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A true H.264 video of a drawn portrait that moves about, with a tone as sound: for tests and measurements of what
 * reads videos. Where the face is in every frame is known. The same settings give the same frames before encoding.
 *
 * @param person who; another number, another person
 * @param width columns
 * @param height rows
 * @param faceSidePixels side of the square portrait that moves, at most the smaller side of the frame
 * @param frames how many
 * @param framesPerSecond the rate
 * @param sound whether there is a track of sound (AAC)
 * @param constantRateFactor of x264, 0 to 51
 * @param uneven whether every third frame comes late, which makes the rate variable
 * @param grain noise of a sensor, other on every frame, up to so many levels of 255 in either direction; with 0 most of a
 *     frame is the one before, which decodes faster than any filmed video
 */
public record PortraitVideo(
        int person,
        int width,
        int height,
        int faceSidePixels,
        int frames,
        int framesPerSecond,
        boolean sound,
        int constantRateFactor,
        boolean uneven,
        int grain) {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final double TURNS = 1.3;
    private static final int TONE_HERTZ = 220;

    /** Checks that the face fits. */
    public PortraitVideo {
        Check.that(frames >= 1, "frames", frames, "must be at least 1");
        Check.that(
                faceSidePixels >= 32 && faceSidePixels <= Math.min(width, height),
                "faceSidePixels",
                faceSidePixels,
                "must be at least 32 and fit into the frame");
    }

    /** A short one: 30 frames of 320 x 240 at 25 a second, with sound. */
    public static PortraitVideo of(int person) {
        return new PortraitVideo(person, 320, 240, 160, 30, 25, true, 23, false, 0);
    }

    /** The same in another size. */
    public PortraitVideo sized(int columns, int rows) {
        return new PortraitVideo(
                person,
                columns,
                rows,
                faceSidePixels,
                frames,
                framesPerSecond,
                sound,
                constantRateFactor,
                uneven,
                grain);
    }

    /** The same with another number of frames. */
    public PortraitVideo lasting(int count) {
        return new PortraitVideo(
                person,
                width,
                height,
                faceSidePixels,
                count,
                framesPerSecond,
                sound,
                constantRateFactor,
                uneven,
                grain);
    }

    /** The same without sound. */
    public PortraitVideo silent() {
        return new PortraitVideo(
                person,
                width,
                height,
                faceSidePixels,
                frames,
                framesPerSecond,
                false,
                constantRateFactor,
                uneven,
                grain);
    }

    /** The same at another constant rate factor. */
    public PortraitVideo at(int factor) {
        return new PortraitVideo(
                person, width, height, faceSidePixels, frames, framesPerSecond, sound, factor, uneven, grain);
    }

    /** The same at a variable rate. */
    public PortraitVideo unevenly() {
        return new PortraitVideo(
                person, width, height, faceSidePixels, frames, framesPerSecond, sound, constantRateFactor, true, grain);
    }

    /** The 68 points of the face in a frame, in its pixels. */
    public Landmarks landmarks(int frame) {
        float[] xy = studio().landmarks(faceSidePixels).xy().clone();
        for (int i = 0; i < xy.length; i += 2) {
            xy[i] += left(frame);
            xy[i + 1] += top(frame);
        }
        return new Landmarks(xy);
    }

    /** Column where the portrait begins in a frame. */
    public int left(int frame) {
        return (int) Math.rint((width - faceSidePixels) * (0.5 - 0.5 * StrictMath.cos(phase(frame))));
    }

    /** Row where the portrait begins in a frame. */
    public int top(int frame) {
        return (int) Math.rint((height - faceSidePixels) * (0.5 - 0.5 * StrictMath.cos(0.7 * phase(frame))));
    }

    private double phase(int frame) {
        return 2 * Math.PI * TURNS * frame / frames;
    }

    /**
     * Encodes it with x264; the name's end decides on the container. It appears when it is whole.
     *
     * @throws io.unmask.config.BadInputException if ffmpeg fails or the file cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public void write(Path file) throws InterruptedException {
        WholeFile.work(
                file,
                part -> Ffmpeg.find()
                        .run(arguments(part, extension(file)), this::send, InputStream::readAllBytes, TIMEOUT));
    }

    private List<String> arguments(Path file, String container) {
        List<String> arguments = new ArrayList<>(List.of("-f", "rawvideo", "-pix_fmt", "rgb24"));
        arguments.addAll(List.of("-s", width + "x" + height, "-r", Integer.toString(framesPerSecond), "-i", "pipe:0"));
        if (sound) {
            String seconds = String.format(Locale.ROOT, "%.4f", (double) frames / framesPerSecond);
            arguments.addAll(List.of("-f", "lavfi", "-i"));
            arguments.add("sine=frequency=" + (TONE_HERTZ + 20 * person) + ":sample_rate=16000:duration=" + seconds);
            arguments.addAll(List.of("-c:a", "aac", "-b:a", "32k"));
        }
        if (uneven) {
            arguments.addAll(List.of("-vf", "setpts=(N+0.4*eq(mod(N\\,3)\\,1))/" + framesPerSecond + "/TB"));
            arguments.addAll(Ffmpeg.find().framesAsDecoded());
            arguments.addAll(List.of("-enc_time_base", "1/10000"));
        }
        // x264 calls lossless 4:4:4 "High 4:4:4 Predictive", which RGB is not: 0 keeps 4:2:0.
        arguments.addAll(List.of("-c:v", "libx264", "-pix_fmt", "yuv420p", "-threads", "1"));
        arguments.addAll(List.of("-crf", Integer.toString(constantRateFactor), "-preset", "veryfast"));
        arguments.addAll(List.of("-y", "-f", container, file.toString()));
        return arguments;
    }

    private static String extension(Path file) {
        String name = file.toString();
        String end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return end.equals("mkv") ? "matroska" : end;
    }

    private void send(OutputStream out) throws IOException {
        Image face = studio().photograph(faceSidePixels);
        byte[] frame = backdrop();
        byte[] clean = frame.clone();
        for (int i = 0; i < frames; i++) {
            System.arraycopy(clean, 0, frame, 0, clean.length);
            int row = faceSidePixels * 3;
            for (int y = 0; y < faceSidePixels; y++) {
                System.arraycopy(face.pixels(), y * row, frame, ((top(i) + y) * width + left(i)) * 3, row);
            }
            out.write(grain == 0 ? frame : grainy(frame, i));
        }
    }

    private byte[] grainy(byte[] frame, int number) {
        RandomStream random = Seeds.of(person).stream("grain of a video", number);
        byte[] noisy = new byte[frame.length];
        long bits = random.nextLong() | 1;
        for (int i = 0; i < frame.length; i++) {
            // xorshift: fast, and good enough for grain.
            bits ^= bits << 13;
            bits ^= bits >>> 7;
            bits ^= bits << 17;
            int change = (int) Math.floorMod(bits >>> 20, 2L * grain + 1) - grain;
            noisy[i] = (byte) Math.max(0, Math.min(255, (frame[i] & 0xff) + change));
        }
        return noisy;
    }

    /** A gradient with grain: something to compress. */
    private byte[] backdrop() {
        RandomStream random = Seeds.of(person).stream("backdrop of a video");
        byte[] pixels = new byte[width * height * 3];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            pixels[i] = (byte) (60 + 80 * x / width + 40 * y / height + random.integer(0, 8));
        }
        return pixels;
    }

    private Studio studio() {
        Portraits portraits = new Portraits(person + 3, 1, faceSidePixels, 0.7, 0.15, 1);
        return new Studio(portraits.identity(person), portraits.shot(person, 0));
    }
}
