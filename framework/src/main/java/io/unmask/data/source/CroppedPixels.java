package io.unmask.data.source;

import io.unmask.data.Pixels;
import io.unmask.media.Box;
import io.unmask.media.Crops;
import io.unmask.media.Image;

/**
 * A window of a picture.
 *
 * @param whole the picture
 * @param window which part; what lies outside the picture repeats its edge
 */
record CroppedPixels(Pixels whole, Box window) implements Pixels {
    @Override
    public Image read() {
        return Crops.window(whole.read(), window.left(), window.top(), window.width(), window.height());
    }

    @Override
    public String describe() {
        return whole.describe();
    }

    @Override
    public String fingerprint() {
        return whole.fingerprint() + " " + window;
    }

    @Override
    public boolean isCostly() {
        return true;
    }
}
