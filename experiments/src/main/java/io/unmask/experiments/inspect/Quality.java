package io.unmask.experiments.inspect;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Label;
import io.unmask.data.video.Even;
import io.unmask.data.video.Recording;
import io.unmask.media.Box;
import io.unmask.media.Crops;
import io.unmask.media.Image;
import io.unmask.media.StructuralSimilarity;
import io.unmask.media.WarpingError;
import io.unmask.report.data.DataReport.Grid;
import io.unmask.report.data.DataReport.Part;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How good fakes look, a method at a time, by the measures that data sets such as Celeb-DF and SR-DF compare themselves
 * with; what they are is written in docs/inspect.md.
 */
public final class Quality {
    /** A mask is cut out with the window of the similarity around it, so that nothing changes inside. */
    private static final int MARGIN = 6;

    private final @Nullable PerceptualDistance perceptual;
    private final int framesPerVideo;
    private final Map<String, FrameSource> reals = new LinkedHashMap<>();

    private Quality(@Nullable PerceptualDistance perceptual, int framesPerVideo) {
        this.perceptual = perceptual;
        this.framesPerVideo = framesPerVideo;
    }

    /** One video's measures, each a mean over frames; NaN where one cannot be taken. */
    private record Measured(
            String method, double maskSimilarity, double similarity, double warping, double distance, String fault) {}

    private record Job(Clip clip, FrameSource source) {
        String level() {
            return clip.dataset() + ", " + clip.method() + ", "
                    + clip.compression().name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Measures every video.
     *
     * @param perceptual the perceptual distance; null to leave it out
     * @param framesPerVideo evenly spaced frames of each video
     * @param threads videos at a time
     */
    public static Part of(
            Subject subject,
            @Nullable PerceptualDistance perceptual,
            int framesPerVideo,
            int threads,
            PrintStream progress)
            throws InterruptedException {
        Quality quality = new Quality(perceptual, framesPerVideo);
        List<Job> jobs = jobs(subject);
        RealNames names = new RealNames(jobs.stream().map(Job::clip).toList());
        for (Job job : jobs) {
            if (job.clip().label() == Label.REAL) {
                quality.reals.putIfAbsent(key(names.real(job.clip()), job.clip()), job.source());
            }
        }
        List<Callable<Measured>> work = new ArrayList<>();
        jobs.forEach(job -> work.add(() -> quality.measured(job, names)));
        return quality.part(new Workers(progress, threads).all("measured", work));
    }

    /** Every video once, in whichever sets it is. */
    private static List<Job> jobs(Subject subject) {
        Set<String> seen = new LinkedHashSet<>();
        List<Job> jobs = new ArrayList<>();
        subject.sets()
                .forEach(set -> set.clips().stream()
                        .filter(clip -> seen.add(clip.key()))
                        .forEach(clip -> jobs.add(new Job(clip, new FrameSource.OfClip(clip)))));
        for (Recording recording : subject.recordings()) {
            jobs.add(new Job(Examination.clip(recording), new FrameSource.OfRecording(recording)));
        }
        return jobs;
    }

    /** Reals are looked for at the level of the fake. */
    private static String key(String real, Clip clip) {
        return real + " " + clip.compression();
    }

    private Measured measured(Job job, RealNames names) throws InterruptedException {
        try {
            int[] numbers = job.source().numbers();
            int[] chosen = Arrays.stream(new Even(framesPerVideo).of(Math.max(0, numbers.length)))
                    .map(i -> numbers[i])
                    .toArray();
            Map<Integer, Image> frames = job.source().frames(withNext(chosen, numbers));
            FrameSource real =
                    job.clip().label() == Label.REAL ? null : reals.get(key(names.real(job.clip()), job.clip()));
            double[] pair = real == null
                    ? new double[] {Double.NaN, Double.NaN, Double.NaN}
                    : against(frames, real.frames(chosen), job.source().masks(chosen), chosen);
            return new Measured(job.level(), pair[0], pair[1], warping(frames, chosen), pair[2], "");
        } catch (BadInputException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return new Measured(job.level(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, message);
        }
    }

    /** The chosen frames and after each the next, where it is the very next. */
    private static int[] withNext(int[] chosen, int[] numbers) {
        return IntStream.concat(Arrays.stream(chosen), Arrays.stream(chosen).map(n -> n + 1))
                .filter(n -> Arrays.binarySearch(numbers, n) >= 0)
                .sorted()
                .distinct()
                .toArray();
    }

    private static double warping(Map<Integer, Image> frames, int[] chosen) {
        Mean mean = new Mean();
        for (int number : chosen) {
            Image first = frames.get(number);
            Image second = frames.get(number + 1);
            if (first != null && second != null) {
                mean.add(WarpingError.of(first, second));
            }
        }
        return mean.value();
    }

    /** Similarity over the mask, similarity, and perceptual distance of fake and real. */
    private double[] against(
            Map<Integer, Image> fakes, Map<Integer, Image> reals, Map<Integer, Image> masks, int[] chosen) {
        Mean[] means = {new Mean(), new Mean(), new Mean()};
        for (int number : chosen) {
            Image fake = fakes.get(number);
            Image real = reals.get(number);
            if (fake != null && real != null && fake.width() == real.width() && fake.height() == real.height()) {
                Image mask = masks.get(number);
                if (mask != null && mask.width() == fake.width() && mask.height() == fake.height()) {
                    means[0].add(overMask(fake, real, mask));
                }
                means[1].add(StructuralSimilarity.of(fake, real, null));
                if (perceptual != null) {
                    means[2].add(perceptual.of(fake, real));
                }
            }
        }
        return new double[] {means[0].value(), means[1].value(), means[2].value()};
    }

    private static double overMask(Image fake, Image real, Image soft) {
        Image mask = hard(soft);
        int left = mask.width();
        int right = -1;
        int top = mask.height();
        int bottom = -1;
        for (int i = 0; i < mask.pixels().length; i++) {
            if ((mask.pixels()[i] & 0xff) > 127) {
                left = Math.min(left, i % mask.width());
                right = Math.max(right, i % mask.width());
                top = Math.min(top, i / mask.width());
                bottom = i / mask.width();
            }
        }
        if (right < 0) {
            return Double.NaN;
        }
        int x = Math.max(0, left - MARGIN);
        int y = Math.max(0, top - MARGIN);
        Box box = new Box(
                x, y, Math.min(mask.width(), right + MARGIN + 1) - x, Math.min(mask.height(), bottom + MARGIN + 1) - y);
        return StructuralSimilarity.of(cut(fake, box), cut(real, box), cut(mask, box));
    }

    /** White where a mask is above half of its highest value: blends of a low ratio have masks that are nowhere white. */
    private static Image hard(Image mask) {
        int highest = 0;
        for (byte value : mask.pixels()) {
            highest = Math.max(highest, value & 0xff);
        }
        byte[] pixels = new byte[mask.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (2 * (mask.pixels()[i] & 0xff) > highest ? 255 : 0);
        }
        return new Image(mask.width(), mask.height(), 1, pixels);
    }

    private static Image cut(Image image, Box box) {
        return Crops.window(image, box.left(), box.top(), box.width(), box.height());
    }

    private Part part(List<Measured> all) {
        Map<String, List<Measured>> byMethod = new LinkedHashMap<>();
        all.forEach(each -> byMethod.computeIfAbsent(each.method(), none -> new ArrayList<>())
                .add(each));
        List<List<String>> rows = new ArrayList<>();
        byMethod.forEach((method, some) -> rows.add(List.of(
                method,
                InspectionReport.number(some.size()),
                cell(some.stream().mapToDouble(Measured::maskSimilarity).toArray(), 3),
                cell(some.stream().mapToDouble(Measured::similarity).toArray(), 3),
                cell(some.stream().mapToDouble(Measured::warping).toArray(), 5),
                perceptual == null
                        ? "no weights"
                        : cell(some.stream().mapToDouble(Measured::distance).toArray(), 4))));
        List<String> sentences = new ArrayList<>();
        sentences.add("Mean ± standard deviation over videos, of each up to " + framesPerVideo
                + " evenly spaced frames; in brackets of how many videos. Higher similarity, lower error and lower distance are"
                + " harder to see. Fakes are held against the real they were made of, frame by frame.");
        all.stream()
                .map(Measured::fault)
                .filter(fault -> !fault.isEmpty())
                .distinct()
                .limit(20)
                .forEach(fault -> sentences.add("not measured: " + fault));
        Grid grid = new Grid(
                "Quality of fakes",
                List.of("method", "videos", "Mask-SSIM", "SSIM", "warping error", "LPIPS"),
                1,
                rows);
        return new Part("quality", "Quality", sentences, List.of(grid), List.of());
    }

    /** "0.812 ± 0.041 (140)", or "–" where nothing could be measured. */
    private static String cell(double[] values, int digits) {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        if (known.length == 0) {
            return "–";
        }
        double mean = Arrays.stream(known).average().orElse(Double.NaN);
        double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
        String format = "%." + digits + "f";
        String deviation = known.length < 2
                ? ""
                : " ± " + String.format(Locale.ROOT, format, Math.sqrt(squares / (known.length - 1)));
        return String.format(Locale.ROOT, format, mean) + deviation + " (" + known.length + ")";
    }

    /** A mean that leaves out what is not a number. */
    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }

        double value() {
            return count == 0 ? Double.NaN : sum / count;
        }
    }
}
