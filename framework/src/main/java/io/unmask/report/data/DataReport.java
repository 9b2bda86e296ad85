package io.unmask.report.data;

import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.report.html.Element;
import io.unmask.report.html.Page;
import io.unmask.report.html.Section;
import io.unmask.report.html.Table;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A report on data: parts with sentences, tables and pictures, which become text for a terminal or a page that needs
 * nothing but itself. Equal reports give equal text.
 *
 * @param title what was examined
 * @param lead what it comes to, in a sentence
 * @param parts in order
 */
public record DataReport(String title, String lead, List<Part> parts) {
    private static final int JPEG_QUALITY = 85;

    /** Copies the list. */
    public DataReport {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param id letters, digits and dashes
     * @param title its heading
     * @param sentences above its tables
     * @param tables in order
     * @param pictures in order; in text only their captions are counted
     */
    public record Part(String id, String title, List<String> sentences, List<Grid> tables, List<Picture> pictures) {
        /** Copies the lists. */
        public Part {
            sentences = List.copyOf(sentences);
            tables = List.copyOf(tables);
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * A table.
     *
     * @param caption what it shows
     * @param head titles of the columns
     * @param leftColumns how many of them name the row
     * @param rows cells; an empty one among those that name the row continues the row above
     */
    public record Grid(String caption, List<String> head, int leftColumns, List<List<String>> rows) {
        /** Copies the lists. */
        public Grid {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** A picture with what it shows. */
    public record Picture(String caption, Image image) {}

    /** The report for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(title).append('\n').append(lead).append('\n');
        for (Part part : parts) {
            if (part.sentences().isEmpty() && part.tables().isEmpty()) {
                continue;
            }
            text.append('\n').append(part.title()).append('\n');
            part.sentences()
                    .forEach(sentence -> text.append("  ").append(sentence).append('\n'));
            part.tables().forEach(grid -> append(text, grid));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Grid grid) {
        int[] widths = new int[grid.head().size()];
        List<List<String>> lines = new ArrayList<>();
        lines.add(grid.head());
        lines.addAll(grid.rows());
        for (List<String> line : lines) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder("  ");
            for (int c = 0; c < widths.length; c++) {
                String gap = " ".repeat(widths[c] - line.get(c).length());
                row.append(c < grid.leftColumns() ? line.get(c) + gap : gap + line.get(c));
                row.append("  ");
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }

    /** The report as a page, whole in itself. */
    public String html() {
        List<Section> sections = new ArrayList<>();
        for (Part part : parts) {
            List<Element> content = new ArrayList<>();
            part.sentences().forEach(sentence -> content.add(Element.of("p", sentence)));
            for (Grid grid : part.tables()) {
                content.add(Table.ofText(grid.caption(), grid.head(), grid.leftColumns(), grid.rows())
                        .element());
            }
            part.pictures().forEach(picture -> content.add(figure(picture)));
            sections.add(new Section(part.id(), part.title(), content));
        }
        return new Page(title, lead, sections).html();
    }

    private static Element figure(Picture picture) {
        byte[] jpeg = ImageFiles.encodeJpeg(picture.image(), JPEG_QUALITY);
        return Element.of("figure")
                .add(Element.of("img")
                        .with("alt", picture.caption())
                        .with("width", String.valueOf(picture.image().width()))
                        .with("height", String.valueOf(picture.image().height()))
                        .with("style", "max-width:100%;height:auto")
                        .with(
                                "src",
                                "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg)))
                .add(Element.of("figcaption", picture.caption()));
    }
}
