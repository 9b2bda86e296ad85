package io.unmask.media.video;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a video file is, found without decoding a frame.
 *
 * @param container as ffmpeg names it: "mov,mp4,m4a,3gp,3g2,mj2"; found from the content, not from the name
 * @param codec of the pictures: "h264"
 * @param profile of the codec and anything in brackets: "High"; empty where not said
 * @param pixelFormat "yuv420p"
 * @param width columns as a player shows them, rotation applied
 * @param height rows as a player shows them, rotation applied
 * @param rotationDegrees counter-clockwise turn that the file asks for: 0, 90, 180 or 270
 * @param frames pictures that are shown; those that an edit list hides are not counted
 * @param seconds from the first picture's time to the end of the last
 * @param variableRate whether pictures stand at uneven times
 * @param sound codec and format of the first track of sound: "aac (LC), 44100 Hz, stereo"; null where there is none
 * @param encoder what x264 left about itself; null where there is nothing
 * @param truncated whether the file ends before its index says
 * @param hash changes with any byte of the pictures' track; equal in two containers with the same pictures
 */
public record VideoInfo(
        String container,
        String codec,
        String profile,
        String pixelFormat,
        int width,
        int height,
        int rotationDegrees,
        int frames,
        double seconds,
        boolean variableRate,
        @Nullable String sound,
        @Nullable EncoderSettings encoder,
        boolean truncated,
        String hash) {
    private static final Set<String> LOSSLESS = Set.of(
            "rawvideo", "ffv1", "ffvhuff", "huffyuv", "utvideo", "png", "apng", "qtrle", "magicyuv", "v210", "v410");

    /** Mean pictures a second; 0 where the file gives no times. */
    public double framesPerSecond() {
        return seconds > 0 ? frames / seconds : 0;
    }

    /** Whether its pictures have lost nothing: by a codec that cannot lose, or by x264's own word. */
    public boolean isLossless() {
        return LOSSLESS.contains(codec) || (encoder != null && encoder.isLossless());
    }

    /** Whether it has sound. */
    public boolean hasSound() {
        return sound != null;
    }
}
