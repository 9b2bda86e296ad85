package io.unmask.data.source;

import io.unmask.config.BadInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A CSV file read row by row: commas, a header whose names matter and whose order does not, optional double
 * quotes (doubled inside), no line breaks inside a field, UTF-8. Blank lines are passed over. Errors name file
 * and line.
 */
public final class CsvFile implements AutoCloseable {
    private final Path file;
    private final BufferedReader reader;
    private final List<String> header;
    private String[] fields = {};
    private int line;

    /**
     * Opens the file and reads its header.
     *
     * @throws BadInputException if it is missing, cannot be read, is empty or names a column twice
     */
    public CsvFile(Path file) {
        this.file = file;
        try {
            reader = Files.newBufferedReader(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + e + ")", e);
        }
        if (!advance()) {
            throw new BadInputException(file + ": the file is empty; expected a first line with names of columns");
        }
        header = List.of(fields.clone());
        for (String name : header) {
            if (header.indexOf(name) != header.lastIndexOf(name)) {
                throw error("the column \"" + name + "\" is there twice");
            }
        }
    }

    /** Names of the columns, in the order of the file. */
    public List<String> header() {
        return header;
    }

    /** A line of such a file, without its end: fields with a comma, a quote or blanks at their ends are quoted. */
    public static String line(List<String> fields) {
        return fields.stream().map(CsvFile::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String field) {
        if (field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("no field can hold a line break: " + field);
        }
        boolean plain = field.indexOf(',') < 0
                && field.indexOf('"') < 0
                && field.strip().equals(field);
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /** Position of a column, or -1. */
    public int column(String name) {
        return header.indexOf(name);
    }

    /** Position of a column that must be there. */
    public int requiredColumn(String name) {
        int column = column(name);
        if (column < 0) {
            throw error("no column \"" + name + "\"; found: " + String.join(", ", header));
        }
        return column;
    }

    /** Refuses columns of other names, so that a misspelt optional one is not passed over in silence. */
    public void allowOnly(List<String> known) {
        for (String name : header) {
            if (!known.contains(name)) {
                throw error("unknown column \"" + name + "\"; known: " + String.join(", ", known));
            }
        }
    }

    /** Goes to the next row; false at the end of the file. */
    public boolean next() {
        if (!advance()) {
            return false;
        }
        if (fields.length != header.size()) {
            throw error(fields.length + " fields where the header has " + header.size());
        }
        return true;
    }

    /** A field of the current row; empty where the file has no such column. */
    public String field(int column) {
        return column < 0 ? "" : fields[column];
    }

    /** A field that must not be empty. */
    public String filled(int column) {
        String value = field(column);
        if (value.isEmpty()) {
            throw error("the column \"" + header.get(column) + "\" is empty");
        }
        return value;
    }

    /** A number in the current row. */
    public float number(int column) {
        String value = filled(column);
        try {
            float number = Float.parseFloat(value);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below: what is no number and what is not finite are the same mistake to a user.
        }
        throw error(header.get(column) + ": expected a number, found \"" + value + "\"");
    }

    /** A field that must name one of the values, in any letter case. */
    public <E extends Enum<E>> E oneOf(int column, E[] known) {
        String text = filled(column);
        for (E value : known) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        List<String> names = new ArrayList<>();
        for (E value : known) {
            names.add(value.name().toLowerCase(Locale.ROOT));
        }
        throw error(header.get(column) + ": expected " + String.join(" or ", names) + ", found \"" + text + "\"");
    }

    /** Number of the current line, counted from 1. */
    public int line() {
        return line;
    }

    /** A problem in the current line, for throwing. */
    public BadInputException error(String problem) {
        return new BadInputException(file + ":" + line + ": " + problem);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // Everything wanted has been read.
        }
    }

    private boolean advance() {
        try {
            String text;
            do {
                text = reader.readLine();
                line++;
            } while (text != null && text.isBlank());
            if (text == null) {
                return false;
            }
            fields = split(line == 1 && text.startsWith("\ufeff") ? text.substring(1) : text);
            return true;
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + ":" + line + ": not UTF-8 text; save the file as UTF-8", e);
        } catch (IOException e) {
            throw new BadInputException(file + ":" + line + ": cannot be read (" + e + ")", e);
        }
    }

    private String[] split(String text) {
        if (text.indexOf('"') >= 0) {
            return splitQuoted(text);
        }
        String[] parts = new String[Math.max(8, fields.length)];
        int count = 0;
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            if (count == parts.length) {
                parts = Arrays.copyOf(parts, 2 * count);
            }
            parts[count++] = text.substring(start, end).strip();
            start = end + 1;
        }
        return count == parts.length ? parts : Arrays.copyOf(parts, count);
    }

    private String[] splitQuoted(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                part.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (quoted) {
            throw error("a quote is opened and not closed");
        }
        parts.add(part.toString().strip());
        return parts.toArray(String[]::new);
    }
}
