package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Pixels;
import io.unmask.media.Colours;
import io.unmask.media.FrameSimilarity;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.Interpolation;
import io.unmask.media.NumberPicture;
import io.unmask.media.Resampling;
import io.unmask.media.video.VideoFrames;
import io.unmask.media.video.VideoInfo;
import io.unmask.media.video.VideoProbe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The similarities of every n-th frame of a video to the next of these, as a picture of numbers.
 *
 * @param file the video
 * @param every the n
 * @param sidePixels of the grey square that each frame is brought to
 */
record SimilarityPixels(Path file, int every, int sidePixels) implements Pixels {
    @Override
    public Image read() {
        try {
            VideoInfo info = VideoProbe.of(file);
            int[] numbers = IntStream.iterate(0, number -> number < info.frames(), number -> number + every)
                    .toArray();
            if (numbers.length < 2) {
                throw new BadInputException(file + ": has " + info.frames() + " frames, of which every " + every
                        + "th are " + numbers.length + "; at least 2 are needed to compare");
            }
            List<Image> frames = new ArrayList<>(numbers.length);
            VideoFrames.decode(file, info, numbers, 1, (number, frame) -> frames.add(grey(frame)));
            return NumberPicture.of(FrameSimilarity.features(frames), FrameSimilarities.SIDE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while decoding " + file, e);
        }
    }

    private Image grey(Image frame) {
        return Resampling.resize(Colours.rgbToGrey(frame), sidePixels, sidePixels, Interpolation.AUTO);
    }

    @Override
    public String describe() {
        return file.toString();
    }

    @Override
    public String fingerprint() {
        return "similarity 1 of every " + every + " at " + sidePixels + " of " + ImageFiles.fingerprint(file);
    }

    @Override
    public boolean isCostly() {
        return true;
    }
}
