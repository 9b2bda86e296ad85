package io.unmask.experiments.predict;

/**
 * A face with its score.
 *
 * @param crop the face; of a detector of clips, the first one of the clip
 * @param score what the detector says, 0 real .. 1 fake, not calibrated
 * @param probability of being fake, by the calibration; NaN where there is none
 */
record ScoredFrame(Crop crop, double score, double probability) {
    /** Number of the frame, from 0. */
    int number() {
        return crop.frame();
    }
}
