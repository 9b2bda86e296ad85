package io.unmask.media.audio;

import io.unmask.media.Ffmpeg;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sounds that tests make, and what they hold results against. */
public final class TestSounds {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private TestSounds() {}

    /** A sine of amplitude 0.5. */
    public static Waveform sine(double hertz, int length, int rate) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return new Waveform(samples, rate);
    }

    /** The frequency with the most power. */
    public static double pitch(Waveform sound) {
        RealFourier fourier = new RealFourier(sound.length());
        double[] samples = new double[sound.length()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = sound.samples()[i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / samples.length));
        }
        double[] real = new double[fourier.bins()];
        double[] imaginary = new double[fourier.bins()];
        fourier.forward(samples, real, imaginary);
        int best = 0;
        for (int k = 0; k < real.length; k++) {
            if (Math.hypot(real[k], imaginary[k]) > Math.hypot(real[best], imaginary[best])) {
                best = k;
            }
        }
        return (double) best * sound.rate() / samples.length;
    }

    /** A file of the test resources. */
    public static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(TestSounds.class.getResource("/audio/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first channel of a file. */
    public static Waveform read(Path file) throws InterruptedException {
        return SoundFiles.read(file, Ffmpeg.find()).orElseThrow().channels().get(0);
    }

    /** Writes a sound of one or two channels as the name of the file asks for. */
    public static Path write(Path file, Waveform... channels) throws InterruptedException {
        int length = channels[0].length();
        ByteBuffer bytes =
                ByteBuffer.allocate(channels.length * Float.BYTES * length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < length; i++) {
            for (Waveform channel : channels) {
                bytes.putFloat(channel.samples()[i]);
            }
        }
        List<String> arguments = new ArrayList<>(List.of("-f", "f32le", "-ar", "" + channels[0].rate()));
        arguments.addAll(List.of("-ac", "" + channels.length, "-i", "pipe:0", "-y", file.toString()));
        Ffmpeg.find().run(arguments, in -> in.write(bytes.array()), out -> drained(out.readAllBytes()), MINUTE);
        return file;
    }

    private static int drained(byte[] bytes) throws IOException {
        return bytes.length;
    }
}
