package io.unmask.experiments.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.media.Plane;
import io.unmask.media.audio.CosineTransform;
import io.unmask.media.audio.Decibels;
import io.unmask.media.audio.MelFilters;
import io.unmask.media.audio.MelSpectrogram;
import io.unmask.media.audio.Padding;
import io.unmask.media.audio.Stft;
import java.util.Locale;
import java.util.Map;

/**
 * Mel spectrograms of {@code input.y}: metadata {@code sr} is its rate, {@code configs} names sets of arguments of librosa's
 * melspectrogram, and {@code output.CONFIG.KIND} is the spectrogram ({@code mel}), its decibels ({@code db_ref_max},
 * {@code db_ref1_notop}), these scaled to 0..1 ({@code log_mel_norm01}), the first coefficients of its cepstrum
 * ({@code mfcc20}), or the {@code window} or {@code mel_filters} behind it.
 */
@AutoService(ConformCase.class)
public final class AudioCase implements ConformCase {
    private static final int RATE = 22050;
    private static final int HOP = 512;
    private static final String OUTPUT = "output.";
    private static final String CEPSTRUM = "mfcc";
    private static final double SMALLEST = 1e-10;
    private static final double RANGE = 80;

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("audio") && fixture.json("configs").isObject();
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        float[] samples = fixture.tensor("input.y").floats();
        for (Map.Entry<String, JsonNode> config : fixture.json("configs").properties()) {
            String prefix = OUTPUT + config.getKey() + ".";
            Arguments arguments = new Arguments(fixture, config.getValue());
            MelSpectrogram mel = mel(fixture, arguments);
            arguments.requireAllRead();
            Plane powers = mel.of(samples);
            for (String entry : fixture.names(prefix)) {
                compare(entry, entry.substring(prefix.length()), mel, powers, fixture, comparison);
            }
        }
    }

    private static MelSpectrogram mel(Fixture fixture, Arguments arguments) {
        int rate = arguments.integer("sr", fixture.json("sr").asInt(RATE));
        int size = arguments.integer("n_fft", 2048);
        int window = arguments.integer("win_length", size);
        arguments.require("window", "hann");
        arguments.require("dtype", "float32");
        Stft stft = new Stft(
                size,
                arguments.integer("hop_length", arguments.isNull("hop_length") ? window / 4 : HOP),
                window,
                arguments.flag("center", true),
                padding(arguments.text("pad_mode", "constant")));
        boolean slaney = !arguments.isNull("norm");
        arguments.require("norm", slaney ? "slaney" : "null");
        MelFilters filters = MelFilters.of(
                rate,
                size,
                arguments.integer("n_mels", 128),
                arguments.number("fmin", 0),
                arguments.number("fmax", rate / 2.0),
                arguments.flag("htk", false) ? MelFilters.Scale.HTK : MelFilters.Scale.SLANEY,
                slaney);
        return new MelSpectrogram(stft, filters, arguments.number("power", 2));
    }

    private static Padding padding(String name) {
        return switch (name) {
            case "constant" -> Padding.ZEROS;
            case "reflect" -> Padding.REFLECT;
            case "edge" -> Padding.EDGE;
            default ->
                throw new BadInputException("argument pad_mode: expected constant, reflect or edge, found " + name);
        };
    }

    private static void compare(
            String entry, String kind, MelSpectrogram mel, Plane powers, Fixture fixture, Comparison comparison) {
        double relative = comparison.tolerance("output");
        double decibels = comparison.hasTolerance("db_abs") ? comparison.tolerance("db_abs") : relative;
        switch (kind) {
            case "mel" -> comparison.compare(entry, doubles(powers.values()), relative);
            case "window" -> comparison.compare(entry, mel.stft().windowValues(), relative);
            case "mel_filters" ->
                comparison.compare(entry, doubles(mel.filters().matrix()), relative);
            case "db_ref_max" -> absolute(entry, Decibels.BELOW_LARGEST.of(powers), decibels, fixture, comparison);
            case "db_ref1" ->
                absolute(entry, new Decibels(1, SMALLEST, RANGE).of(powers), decibels, fixture, comparison);
            case "db_ref1_notop" ->
                absolute(
                        entry,
                        new Decibels(1, SMALLEST, Double.POSITIVE_INFINITY).of(powers),
                        decibels,
                        fixture,
                        comparison);
            case "log_mel_norm01" ->
                comparison.compare(
                        entry, doubles(unit(Decibels.BELOW_LARGEST.of(powers).values())), relative);
            default ->
                comparison.compare(
                        entry,
                        doubles(CosineTransform.of(
                                        new Decibels(1, SMALLEST, RANGE).of(powers), coefficients(entry, kind))
                                .values()),
                        relative);
        }
    }

    private static int coefficients(String entry, String kind) {
        if (kind.startsWith(CEPSTRUM)) {
            try {
                return Integer.parseInt(kind.substring(CEPSTRUM.length()).toLowerCase(Locale.ROOT));
            } catch (NumberFormatException e) {
                // Reported below, as any other name that says nothing.
            }
        }
        throw new BadInputException(
                entry + ": expected mel, db_ref_max, db_ref1, db_ref1_notop, log_mel_norm01, window,"
                        + " mel_filters or mfcc with a number, found " + kind);
    }

    /** Decibels have no scale of their own: a tenth is a tenth at −80 as at 0. */
    private static void absolute(String entry, Plane plane, double tolerance, Fixture fixture, Comparison comparison) {
        double[] expected = fixture.tensor(entry).doubles();
        double[] actual = doubles(plane.values());
        double error = actual.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            error = Math.max(error, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
        }
        comparison.within(entry, error, tolerance);
    }

    private static float[] unit(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (values[i] - least) / (largest - least);
        }
        return scaled;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
