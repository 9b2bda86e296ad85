package io.unmask.report;

import java.util.List;

/**
 * A table for readers, before it is put into a notation.
 *
 * @param title what it shows, one line
 * @param label a short name for references: letters, digits and dashes
 * @param head column titles
 * @param rows cells; an empty first cell continues the row above
 * @param leftColumns how many columns, from the left, hold text and are set flush left
 * @param notes sentences below the table
 */
record TextTable(
        String title, String label, List<String> head, List<List<String>> rows, int leftColumns, List<String> notes) {
    TextTable {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        notes = List.copyOf(notes);
        for (List<String> row : rows) {
            if (row.size() != head.size()) {
                throw new IllegalArgumentException(row.size() + " cells under " + head.size() + " titles");
            }
        }
    }
}
