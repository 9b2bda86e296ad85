package io.unmask.augment.quality;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.augment.Augmentation;
import io.unmask.augment.PictureChange;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.Box;
import io.unmask.media.Image;
import io.unmask.random.RandomStream;
import java.util.List;

/**
 * Fills a rectangle of random area and ratio: torchvision's RandomErasing, which works after normalisation, with 0 as the
 * data set's mean. Here pixels are 0..255, so the fill is a colour in levels, and noise has the mean 127.5 and the
 * standard deviation 64, which is about what normalisation makes of N(0, 1). Of ten rectangles the first that fits is
 * taken. Mask and landmarks stay.
 *
 * @param lowestScale smallest share of the area
 * @param highestScale largest share of the area
 * @param lowestRatio smallest height / width
 * @param highestRatio largest height / width
 * @param fill red, green, blue
 * @param noise whether to fill with noise instead
 * @param probability how often
 */
@JsonTypeName("erasing")
@AutoService(Augmentation.class)
@Doc("Fills a random rectangle with a constant or with noise.")
public record Erasing(
        @Doc("Smallest share of the area.") @Default("0.02") double lowestScale,
        @Doc("Largest share of the area.") @Default("0.33") double highestScale,
        @Doc("Smallest height / width.") @Default("0.3") double lowestRatio,
        @Doc("Largest height / width.") @Default("3.3") double highestRatio,

        @Doc("Red, green and blue to fill with, 0 to 255.") @Default("[0, 0, 0]")
        List<Integer> fill,

        @Doc("Whether to fill with noise instead.") @Default("false")
        boolean noise,

        @Doc("How often.") @Default("0.5") double probability)
        implements PictureChange {
    /** Checks the settings. */
    public Erasing {
        fill = List.copyOf(fill);
        Check.that(lowestScale > 0, "lowestScale", lowestScale, "must be above 0");
        Check.that(
                highestScale >= lowestScale && highestScale <= 1,
                "highestScale",
                highestScale,
                "must be from lowest_scale to 1");
        Check.that(lowestRatio > 0, "lowestRatio", lowestRatio, "must be above 0");
        Check.that(highestRatio >= lowestRatio, "highestRatio", highestRatio, "must be at least lowest_ratio");
        Check.that(
                fill.size() == 3 && fill.stream().allMatch(level -> level >= 0 && level <= 255),
                "fill",
                fill,
                "must be three levels from 0 to 255");
        Check.that(probability >= 0 && probability <= 1, "probability", probability, "must be from 0 to 1");
    }

    private static final int TRIES = 10;
    private static final double MEAN = 127.5;
    private static final double DEVIATION = 64;

    @Override
    public Image changed(Image image, RandomStream random) {
        for (int i = 0; i < TRIES; i++) {
            double area = (double) image.width() * image.height() * random.uniform(lowestScale, highestScale);
            double ratio = Math.exp(random.uniform(Math.log(lowestRatio), Math.log(highestRatio)));
            int height = (int) Math.rint(Math.sqrt(area * ratio));
            int width = (int) Math.rint(Math.sqrt(area / ratio));
            if (height < image.height() && width < image.width()) {
                int top = random.integer(0, image.height() - height);
                int left = random.integer(0, image.width() - width);
                return filled(image, new Box(left, top, width, height), random);
            }
        }
        return image;
    }

    private Image filled(Image image, Box box, RandomStream random) {
        byte[] pixels = image.pixels().clone();
        int channels = image.channels();
        for (int y = box.top(); y < box.top() + box.height(); y++) {
            int start = (y * image.width() + box.left()) * channels;
            for (int i = 0; i < box.width() * channels; i++) {
                double level = noise ? MEAN + DEVIATION * random.nextGaussian() : fill.get(i % channels);
                pixels[start + i] = (byte) Math.max(0, Math.min(255, Math.rint(level)));
            }
        }
        return new Image(image.width(), image.height(), channels, pixels);
    }
}
