package io.unmask.data;

import io.unmask.media.Image;
import java.util.function.Supplier;

/**
 * A picture that is made anew whenever it is read, always the same, on whichever thread.
 *
 * @param describe what a message calls it
 * @param fingerprint everything that it is made of, as text
 * @param maker makes it
 */
public record MadePixels(String describe, String fingerprint, Supplier<Image> maker) implements Pixels {
    @Override
    public Image read() {
        return maker.get();
    }

    @Override
    public boolean isCostly() {
        return true;
    }
}
