package io.unmask.media.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What x264 writes about itself into the first picture of a stream (an SEI message of unregistered user data, as
 * {@code x264_sei_version_write} in encoder/set.c of x264 does). Other encoders leave nothing of the kind, and a
 * service that sends videos on may have taken it out.
 *
 * @param encoder "x264 - core 164 r3095 baee400"
 * @param options every option with its value: "cabac=1 ref=3 … rc=crf mbtree=1 crf=23.0 qcomp=0.60 …"
 */
public record EncoderSettings(String encoder, String options) {
    /** The message is in the first picture, which comes after the index at the most. */
    private static final int SEARCHED_BYTES = 8 << 20;

    private static final int BLOCK_BYTES = 1 << 18;
    private static final int MESSAGE_BYTES = 4096;
    private static final String BEGINNING = "x264 - core ";
    private static final Pattern MESSAGE =
            Pattern.compile("(x264 - core \\d+[^-\\x00]{0,60}) - [^\\x00]{0,200}? - options: ([ -~]+)");

    /** Of a file, from the text in its first 8 MiB; null where x264 left none. */
    static @Nullable EncoderSettings of(Path file) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            int kept = 0;
            for (int searched = 0; searched < SEARCHED_BYTES; searched += BLOCK_BYTES - MESSAGE_BYTES) {
                int end = kept + in.readNBytes(block, kept, BLOCK_BYTES - kept);
                String text = new String(block, 0, end, StandardCharsets.ISO_8859_1);
                int at = text.indexOf(BEGINNING);
                if (at >= 0 && (at <= end - MESSAGE_BYTES || end < BLOCK_BYTES)) {
                    Matcher message = MESSAGE.matcher(text).region(at, end);
                    return message.lookingAt()
                            ? new EncoderSettings(
                                    message.group(1).strip(), message.group(2).strip())
                            : null;
                }
                if (end < BLOCK_BYTES) {
                    return null;
                }
                // A message may begin in one block and end in the next.
                kept = MESSAGE_BYTES;
                System.arraycopy(block, BLOCK_BYTES - kept, block, 0, kept);
            }
        }
        return null;
    }

    /** How the rate was controlled: "crf", "cqp", "abr", "2pass"; empty where not said. */
    public String rateControl() {
        String found = option("rc");
        return found == null ? "" : found;
    }

    /** The constant rate factor, where there is one. */
    public OptionalDouble constantRateFactor() {
        return "crf".equals(rateControl()) ? number("crf") : OptionalDouble.empty();
    }

    /** The constant quantiser, where there is one. */
    public OptionalDouble constantQuantiser() {
        return "cqp".equals(rateControl()) ? number("qp") : OptionalDouble.empty();
    }

    /** Whether nothing was lost: a constant quantiser of 0, which x264 also takes for crf 0. */
    public boolean isLossless() {
        return constantQuantiser().orElse(-1) == 0 || constantRateFactor().orElse(-1) == 0;
    }

    /** One option by its name; null where it is not there. */
    public @Nullable String option(String name) {
        for (String pair : options.split(" ", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }

    private OptionalDouble number(String name) {
        String text = option(name);
        try {
            return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
