package io.unmask.media.audio;

import java.util.List;

/**
 * A track of sound as it was recorded.
 *
 * @param channels the channels from the left, at least one, all of one length and rate
 */
public record Sound(List<Waveform> channels) {
    /** Checks that the channels fit each other. */
    public Sound {
        channels = List.copyOf(channels);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("a sound without channels");
        }
        for (Waveform channel : channels) {
            if (channel.length() != channels.get(0).length()
                    || channel.rate() != channels.get(0).rate()) {
                throw new IllegalArgumentException("channels of different lengths or rates");
            }
        }
    }

    /** Samples a second. */
    public int rate() {
        return channels.get(0).rate();
    }

    /** Samples of each channel. */
    public int length() {
        return channels.get(0).length();
    }

    /** The mean of all channels. */
    public Waveform mono() {
        if (channels.size() == 1) {
            return channels.get(0);
        }
        float[] mean = new float[length()];
        for (int i = 0; i < mean.length; i++) {
            float sum = 0;
            for (Waveform channel : channels) {
                sum += channel.samples()[i];
            }
            mean[i] = sum / channels.size();
        }
        return channels.get(0).with(mean);
    }
}
