package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.video.VideoSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frame-difference idea of the FFDV baseline's authors: how alike frames at a distance are, as numbers of each video,
 * for the detector {@code numbers}. One picture of numbers a video, 16 × 16, made once and packed. See
 * {@link io.unmask.media.FrameSimilarity} for the numbers.
 *
 * @param from the videos with their labels
 * @param every the distance
 * @param comparedSide of the grey squares that frames are brought to
 * @param split which part of the videos it gives; null for the one that is asked for
 * @param trainShare share of the people in the training split, where the videos have no splits
 * @param validationShare share of the people in the validation split, where the videos have no splits
 * @param splitSeed decides which people are in which
 */
@JsonTypeName("frame_similarity")
@AutoService(DataSource.class)
@Doc("How alike the frames of each video are, as numbers for the detector numbers; needs data.image.side_pixels: 16.")
public record FrameSimilarities(
        @Doc("The videos with their labels.") VideoSet from,

        @Doc("Frames from one that is compared to the next.") @Default("5")
        int every,

        @Doc("Side of the grey squares that frames are brought to.") @Default("128")
        int comparedSide,

        @Doc("Which part of the videos it gives, train, val or test; the one asked for when left out.") @Nullable
        Split split,

        @Doc("Share of the people in the training split, where the videos have no splits.") @Default("0.6")
        double trainShare,

        @Doc("Share of the people in the validation split, where the videos have no splits.") @Default("0.15")
        double validationShare,

        @Doc("Decides which people are in which split, where the videos have none.") @Default("1")
        long splitSeed)
        implements DataSource {
    /** Side of the pictures that its numbers travel in. */
    public static final int SIDE = 16;

    private static final int SMALLEST = 16;

    /** Checks the numbers. */
    public FrameSimilarities {
        Check.that(every >= 1, "every", every, "must be at least 1");
        Check.that(comparedSide >= SMALLEST, "comparedSide", comparedSide, "must be at least " + SMALLEST);
        RecordingParts.check(trainShare, validationShare);
    }

    @Override
    public Compression levelIn(Compression trial) {
        // Numbers are not sent through a video codec; the videos are compared as they lie on the disk.
        return Compression.RAW;
    }

    @Override
    public Integer numberSide() {
        return SIDE;
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        Split part = split == null ? request.split() : split;
        List<Clip> clips = new RecordingParts(trainShare, validationShare, splitSeed)
                .of(from, Compression.RAW, part).stream()
                        .map(video -> new Clip(
                                video.dataset(),
                                video.method(),
                                Compression.RAW,
                                video.video(),
                                video.identities(),
                                video.label(),
                                List.of(new Frame(0, new SimilarityPixels(video.file(), every, comparedSide)))))
                        .toList();
        if (clips.isEmpty()) {
            throw new BadInputException(
                    "frame_similarity: none of the videos from " + from.source() + " is in the split " + part);
        }
        return clips;
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        return from.skipped();
    }

    @Override
    public List<String> notes() {
        return from.notes();
    }
}
