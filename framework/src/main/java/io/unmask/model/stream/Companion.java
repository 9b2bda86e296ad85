package io.unmask.model.stream;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import org.jspecify.annotations.Nullable;

/**
 * The second picture of each sample where it shows something else than the first: a mel picture of the sound that goes with
 * a face. It has a side of its own, to which it is stretched, and no augmentation of pictures reaches it.
 */
@JsonTypeName("companion")
@AutoService(Stream.class)
@Doc("The second picture of each sample where it shows something else, such as a mel picture of its sound (the source"
        + " paired): stretched to a side of its own, and left alone by augmentations.")
public record Companion(
        @Doc("Side of the square in pixels.") @Default("128")
        int sidePixels) implements Stream {
    private static final int LARGEST = 2048;

    /** Checks the side. */
    public Companion {
        Check.that(sidePixels > 0 && sidePixels <= LARGEST, "sidePixels", sidePixels, "must be from 1 to " + LARGEST);
    }

    @Override
    public StreamNet build(InputShape picture) {
        return new SecondNet(
                InputShape.rgb(sidePixels),
                "stream companion: the batch has no second pictures; take the data source paired, or a list with the column"
                        + " \"second\"");
    }

    @Override
    public boolean readsSecond() {
        return true;
    }

    @Override
    public @Nullable Integer companionSide() {
        return sidePixels;
    }
}
