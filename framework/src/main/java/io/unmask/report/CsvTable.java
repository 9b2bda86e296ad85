package io.unmask.report;

import io.unmask.files.WholeFile;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * A table of numbers for programs: a Tablesaw table whose column types are stated, never guessed, and its
 * CSV file. Missing values are empty fields.
 */
public final class CsvTable {
    /** Digits after the point: beyond the noise of any metric, and few enough to read. */
    private static final double PRECISION = 1e6;

    private final String name;
    private final List<Column<?>> columns = new ArrayList<>();

    /** A table without columns. */
    public CsvTable(String name) {
        this.name = name;
    }

    /** Adds columns of text. */
    public CsvTable text(String... names) {
        for (String column : names) {
            columns.add(StringColumn.create(column));
        }
        return this;
    }

    /** Adds columns of whole numbers. */
    public CsvTable whole(String... names) {
        for (String column : names) {
            columns.add(LongColumn.create(column));
        }
        return this;
    }

    /** Adds columns of numbers, written to six digits after the point. */
    public CsvTable number(String... names) {
        for (String column : names) {
            columns.add(DoubleColumn.create(column));
        }
        return this;
    }

    /** A row, a value a column in order; null and NaN are missing. */
    public void row(List<? extends @Nullable Object> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + columns.size() + " columns");
        }
        for (int i = 0; i < values.size(); i++) {
            append(columns.get(i), values.get(i));
        }
    }

    private static void append(Column<?> column, @Nullable Object value) {
        if (value == null || (value instanceof Double number && number.isNaN())) {
            column.appendMissing();
        } else if (column instanceof DoubleColumn numbers) {
            numbers.append(Math.rint(((Number) value).doubleValue() * PRECISION) / PRECISION);
        } else if (column instanceof LongColumn wholes) {
            wholes.append(((Number) value).longValue());
        } else {
            ((StringColumn) column).append(value.toString());
        }
    }

    /** As Tablesaw's type, for grouping and selecting. */
    Table table() {
        return Table.create(name, columns);
    }

    /** Writes the CSV file, with a row of titles. */
    public void write(Path file) {
        StringWriter text = new StringWriter();
        table().write().usingOptions(CsvWriteOptions.builder(text).lineEnd("\n").build());
        WholeFile.write(file, text.toString());
    }
}
