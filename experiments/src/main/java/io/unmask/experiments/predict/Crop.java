package io.unmask.experiments.predict;

import io.unmask.data.Frame;
import io.unmask.data.Pixels;
import io.unmask.data.face.Face;
import io.unmask.media.Image;

/**
 * A face as it was cut out of a frame.
 *
 * @param frame number of the frame, from 0; 0 for a picture
 * @param face where it was
 * @param picture the crop
 * @param describe what a message calls it
 */
record Crop(int frame, Face face, Image picture, String describe) implements Pixels {
    @Override
    public Image read() {
        return picture;
    }

    /** The same with a picture of one black pixel in place of its own. */
    Crop withoutPicture() {
        return new Crop(frame, face, Image.blank(1, 1, 3), describe);
    }

    /** As a frame of a clip. */
    Frame asFrame() {
        return new Frame(frame, this);
    }
}
