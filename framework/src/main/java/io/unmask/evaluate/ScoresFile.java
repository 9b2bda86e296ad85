package io.unmask.evaluate;

import io.unmask.config.BadInputException;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.files.WholeFile;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * {@code scores/<set>.csv.gz}: comma-separated, UTF-8, one header, a row a frame, fields with commas or
 * quotes in quotes (RFC 4180), never a line break inside a field. Scores are printed so that they read back
 * bit for bit.
 */
final class ScoresFile {
    static final String HEADER = "dataset,method,compression,identity,video,frame,label,score";
    private static final int COLUMNS = 8;
    private static final int BUFFER_BYTES = 1 << 16;

    private ScoresFile() {}

    static void write(Scores scores, Path file) {
        List<String> prefixes = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (ScoredVideo video : scores.videos()) {
            prefixes.add(prefix(video));
            labels.add("," + name(video.label()) + ",");
        }
        WholeFile.write(file, out -> {
            // Java's gzip header carries no time stamp: equal scores give equal bytes.
            GZIPOutputStream zipped = new GZIPOutputStream(out, BUFFER_BYTES);
            Writer text = new BufferedWriter(new OutputStreamWriter(zipped, StandardCharsets.UTF_8), BUFFER_BYTES);
            text.write(HEADER + "\n");
            for (int row = 0; row < scores.size(); row++) {
                int video = scores.videoIndex(row);
                text.write(prefixes.get(video));
                text.write(Integer.toString(scores.frame(row)));
                text.write(labels.get(video));
                text.write(Float.toString(scores.score(row)));
                text.write('\n');
            }
            text.flush();
            // Finished rather than closed: the stream belongs to the caller.
            zipped.finish();
        });
    }

    private static String prefix(ScoredVideo video) {
        return quoted(video.dataset())
                + ','
                + quoted(video.method())
                + ','
                + name(video.compression())
                + ','
                + quoted(String.join(String.valueOf(ScoredVideo.IDENTITY_SEPARATOR), video.identities()))
                + ','
                + quoted(video.video())
                + ',';
    }

    private static String quoted(String field) {
        boolean plain = field.indexOf(',') < 0 && field.indexOf('"') < 0;
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static Scores read(Path file) {
        try (BufferedReader text = new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES), StandardCharsets.UTF_8),
                BUFFER_BYTES)) {
            return new Reader(file).read(text);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file of scores; run the experiment again to write it", e);
        } catch (ZipException | EOFException e) {
            throw new BadInputException(
                    file + ": not a whole gzip file (" + e.getMessage() + "); delete it and run the experiment again",
                    e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    /** One pass over one file. */
    private static final class Reader {
        private final Path file;
        private final Scores.Builder scores = new Scores.Builder();
        private int line = 1;
        /** The last row's text up to the frame and from label to score: rows of a video share both. */
        private String lastPrefix = "";

        private String lastLabel = "";
        private int lastVideo;

        Reader(Path file) {
            this.file = file;
        }

        Scores read(BufferedReader text) throws IOException {
            String header = text.readLine();
            if (!HEADER.equals(header)) {
                throw malformed("the header is " + (header == null ? "missing" : "\"" + header + "\""), HEADER);
            }
            for (String row = text.readLine(); row != null; row = text.readLine()) {
                line++;
                add(row);
            }
            try {
                return scores.build();
            } catch (BadInputException e) {
                throw new BadInputException(file + ": " + e.getMessage(), e);
            }
        }

        private void add(String row) {
            // From the right: the last three fields are never quoted.
            int scoreComma = row.lastIndexOf(',');
            int labelComma = row.lastIndexOf(',', scoreComma - 1);
            int frameComma = row.lastIndexOf(',', labelComma - 1);
            if (frameComma < 0) {
                throw malformed("found \"" + row + "\"", COLUMNS + " columns: " + HEADER);
            }
            boolean sameVideo = frameComma == lastPrefix.length()
                    && row.startsWith(lastPrefix)
                    && scoreComma - labelComma - 1 == lastLabel.length()
                    && row.startsWith(lastLabel, labelComma + 1);
            if (!sameVideo) {
                lastPrefix = row.substring(0, frameComma);
                lastLabel = row.substring(labelComma + 1, scoreComma);
                lastVideo = video(lastPrefix, lastLabel);
            }
            scores.add(
                    lastVideo, frame(row.substring(frameComma + 1, labelComma)), score(row.substring(scoreComma + 1)));
        }

        private int video(String prefix, String label) {
            List<String> fields = fields(prefix);
            if (fields == null || fields.size() != COLUMNS - 3) {
                throw malformed("found \"" + prefix + ",…\"", COLUMNS + " columns: " + HEADER);
            }
            String people = fields.get(3);
            try {
                return scores.videoIndex(new ScoredVideo(
                        fields.get(0),
                        fields.get(1),
                        value(Compression.class, fields.get(2)),
                        fields.get(4),
                        people.isEmpty()
                                ? List.of()
                                : List.of(people.split(String.valueOf(ScoredVideo.IDENTITY_SEPARATOR), -1)),
                        value(Label.class, label)));
            } catch (BadInputException e) {
                throw new BadInputException(file + ":" + line + ": " + e.getMessage(), e);
            }
        }

        private static @Nullable List<String> fields(String text) {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean inQuotes = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    boolean escaped = inQuotes && i + 1 < text.length() && text.charAt(i + 1) == '"';
                    if (escaped) {
                        field.append(c);
                        i++;
                    } else {
                        inQuotes = !inQuotes;
                    }
                } else if (c == ',' && !inQuotes) {
                    fields.add(field.toString());
                    field.setLength(0);
                } else {
                    field.append(c);
                }
            }
            fields.add(field.toString());
            return inQuotes ? null : fields;
        }

        private <T extends Enum<T>> T value(Class<T> type, String text) {
            List<String> known = new ArrayList<>();
            for (T constant : type.getEnumConstants()) {
                if (name(constant).equals(text)) {
                    return constant;
                }
                known.add(name(constant));
            }
            throw new BadInputException(
                    name(type) + " \"" + text + "\": one of " + String.join(", ", known) + " was expected");
        }

        private static String name(Class<?> type) {
            return type.getSimpleName().toLowerCase(Locale.ROOT);
        }

        private static String name(Enum<?> value) {
            return ScoresFile.name(value);
        }

        private int frame(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw malformed("frame \"" + text + "\"", "a whole number");
            }
        }

        private float score(String text) {
            try {
                return Float.parseFloat(text);
            } catch (NumberFormatException e) {
                throw malformed("score \"" + text + "\"", "a number");
            }
        }

        private BadInputException malformed(String found, String expected) {
            return new BadInputException(file + ":" + line + ": " + found + "; expected " + expected);
        }
    }
}
