package io.unmask.data.face;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.unmask.config.BadInputException;
import io.unmask.data.source.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Faces that a user gives in a CSV or JSON file, by video and frame. */
final class FaceTable {
    private static final List<String> REQUIRED = List.of("video", "left", "top", "width", "height");

    private final Path file;
    private final Map<String, NavigableMap<Integer, List<Face>>> videos = new HashMap<>();

    private FaceTable(Path file) {
        this.file = file;
    }

    /**
     * Reads a file: JSON where its name ends in {@code .json}, otherwise CSV.
     *
     * @throws BadInputException if it is missing or a row of it is wrong, with the line
     */
    static FaceTable read(Path file) {
        FaceTable table = new FaceTable(file);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            table.json();
        } else {
            table.csv();
        }
        if (table.videos.isEmpty()) {
            throw new BadInputException(file + ": no faces in it; expected a row a face");
        }
        return table;
    }

    /**
     * The faces of a video by frame; a row for all frames is under {@link FaceRow#EVERY_FRAME}. Its rows are those whose
     * video is the key, or the end of it after a slash, the longest that there is.
     *
     * @throws BadInputException if there is none
     */
    NavigableMap<Integer, List<Face>> of(String key) {
        String plain = FaceRow.plain(key);
        String end = plain;
        while (true) {
            NavigableMap<Integer, List<Face>> rows = videos.get(end);
            if (rows != null) {
                return rows;
            }
            int slash = end.indexOf('/');
            if (slash < 0) {
                throw new BadInputException(file + ": no row for the video " + key + "\n    expected: " + plain + " or "
                        + end + " in the column video, as the file has " + Collections.min(videos.keySet()));
            }
            end = end.substring(slash + 1);
        }
    }

    private void add(FaceRow row) {
        NavigableMap<Integer, List<Face>> frames = videos.computeIfAbsent(row.video(), video -> new TreeMap<>());
        int frame = row.frame();
        boolean every = frame == FaceRow.EVERY_FRAME;
        if (!frames.isEmpty() && every != frames.containsKey(FaceRow.EVERY_FRAME)) {
            throw row.error("frame: the video " + row.video() + " has rows with a frame and rows without; expected a"
                    + " frame in all of them, or in none where the face is in the same place all along");
        }
        frames.computeIfAbsent(frame, number -> new ArrayList<>(1)).add(row.face());
    }

    private void csv() {
        try (CsvFile csv = new CsvFile(file)) {
            REQUIRED.forEach(csv::requiredColumn);
            List<String> header = csv.header();
            while (csv.next()) {
                Map<String, String> fields = new LinkedHashMap<>();
                for (int i = 0; i < header.size(); i++) {
                    fields.put(header.get(i), csv.field(i));
                }
                FaceRow row = new FaceRow(file, csv.line(), fields);
                row.requireKnownColumns();
                add(row);
            }
        }
    }

    private void json() {
        try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw wrong(parser, "an array of objects, one a face: [{\"video\": …, \"frame\": …, \"left\": …, …}]");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int line = line(parser);
                FaceRow row = new FaceRow(file, line, object(parser));
                row.requireKnownColumns();
                add(row);
            }
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    file + ":" + e.getLocation().getLineNr() + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private Map<String, String> object(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(parser, "an object, {\"video\": …, \"frame\": …, \"left\": …, \"top\": …, …}");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("landmarks")) {
                landmarks(parser, fields);
            } else if (value.isScalarValue()) {
                fields.put(name, value == JsonToken.VALUE_NULL ? "" : parser.getText());
            } else {
                throw wrong(parser, "a number or a text under \"" + name + "\"");
            }
        }
        return fields;
    }

    private void landmarks(JsonParser parser, Map<String, String> fields) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(parser, "\"landmarks\": [x0, y0, x1, y1, …]");
        }
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isNumeric()) {
                throw wrong(parser, "\"landmarks\": [x0, y0, x1, y1, …]");
            }
            fields.put((count % 2 == 0 ? "x" : "y") + count / 2, parser.getText());
            count++;
        }
    }

    private BadInputException wrong(JsonParser parser, String expected) {
        return new BadInputException(
                file + ":" + line(parser) + ": found " + parser.currentToken() + "; expected " + expected);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
