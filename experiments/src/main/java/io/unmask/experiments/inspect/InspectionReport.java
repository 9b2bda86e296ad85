package io.unmask.experiments.inspect;

import io.unmask.data.Clip;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import io.unmask.data.integrity.Duplicates;
import io.unmask.data.integrity.Overlap;
import io.unmask.report.ContactSheet;
import io.unmask.report.ContactSheet.Tile;
import io.unmask.report.data.DataReport;
import io.unmask.report.data.DataReport.Grid;
import io.unmask.report.data.DataReport.Part;
import io.unmask.report.data.DataReport.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts the findings of an inspection into words, tables and sheets. */
public final class InspectionReport {
    private static final int LISTED = 50;
    private static final int PER_ROW = 6;

    private final Inspection inspection;

    private InspectionReport(Inspection inspection) {
        this.inspection = inspection;
    }

    /**
     * The report.
     *
     * @param more parts that follow the counts
     */
    public static DataReport of(Inspection inspection, List<Part> more) {
        InspectionReport report = new InspectionReport(inspection);
        List<Part> parts = new ArrayList<>();
        parts.add(report.counts());
        parts.add(MediaPart.of(inspection.items()));
        parts.addAll(more);
        parts.add(report.faults());
        parts.add(report.duplicates());
        parts.add(report.leaks());
        parts.add(report.sheets());
        parts.add(report.notes());
        return new DataReport("Data: " + inspection.subject().name(), report.lead(), parts);
    }

    private String lead() {
        List<Item> items = inspection.items();
        long fakes =
                items.stream().filter(item -> item.clip().label() == Label.FAKE).count();
        long broken = items.stream().filter(item -> !item.faults().isEmpty()).count();
        return count(items.size(), "video or photograph", "videos and photographs") + ", "
                + count(items.size() - fakes, "real", "reals") + " and " + count(fakes, "fake", "fakes") + ", of "
                + count(people(items), "person", "people") + " in "
                + count(items.stream().map(Item::set).distinct().count(), "set", "sets") + "; "
                + (broken == 0 ? "none is broken" : broken + " broken") + "; "
                + (inspection.leaks().isEmpty()
                        ? "splits share neither people nor videos by name"
                        : count(inspection.leaks().size(), "leak", "leaks") + " between splits by name")
                + ".";
    }

    private Part counts() {
        List<List<String>> rows = new ArrayList<>();
        String set = "";
        for (Map.Entry<String, List<Item>> group : grouped(
                        item -> item.set() + "\n" + item.clip().dataset() + "\n"
                                + item.clip().method() + "\n"
                                + item.clip().compression().name().toLowerCase(Locale.ROOT))
                .entrySet()) {
            String[] key = group.getKey().split("\n", -1);
            List<Item> items = group.getValue();
            int frames = items.stream().mapToInt(Item::frames).sum();
            rows.add(List.of(
                    key[0].equals(set) ? "" : key[0],
                    key[1],
                    key[2],
                    key[3],
                    items.get(0).clip().label().name().toLowerCase(Locale.ROOT),
                    number(items.size()),
                    number(frames),
                    spread(items.stream().mapToInt(Item::frames).sorted().toArray()),
                    number(people(items))));
            set = key[0];
        }
        Grid counts = new Grid(
                "Videos, frames and people, a row a method and compression level",
                List.of("set", "data", "method", "level", "label", "videos", "frames", "frames a video", "people"),
                5,
                rows);
        return new Part("counts", "Counts", List.of(), List.of(counts, balance(), perPerson()), List.of());
    }

    private Grid balance() {
        List<List<String>> rows = new ArrayList<>();
        grouped(Item::set).forEach((set, items) -> {
            long fakes = items.stream()
                    .filter(item -> item.clip().label() == Label.FAKE)
                    .count();
            long reals = items.size() - fakes;
            rows.add(List.of(
                    set,
                    number(reals),
                    number(fakes),
                    items.isEmpty() ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * fakes / items.size()),
                    reals == 0 || fakes == 0
                            ? "one class only"
                            : String.format(Locale.ROOT, "1 : %.2f", (double) fakes / reals)));
        });
        return new Grid(
                "Class balance, by videos",
                List.of("set", "reals", "fakes", "share of fakes", "reals : fakes"),
                1,
                rows);
    }

    private Grid perPerson() {
        List<List<String>> rows = new ArrayList<>();
        grouped(Item::set).forEach((set, items) -> {
            Map<String, Integer> videos = new TreeMap<>();
            for (Item item : items) {
                for (String person : item.clip().identities()) {
                    videos.merge(item.clip().dataset() + "/" + person, 1, Integer::sum);
                }
            }
            int[] sorted = videos.values().stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            String most = videos.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("");
            rows.add(List.of(set, number(videos.size()), spread(sorted), most));
        });
        return new Grid("People", List.of("set", "people", "videos a person", "most often"), 1, rows);
    }

    private Part faults() {
        List<String> sentences = new ArrayList<>();
        for (Item item : inspection.items()) {
            item.faults().forEach(fault -> sentences.add(item.place() + ": " + fault));
        }
        return new Part(
                "faults",
                "Broken",
                listed(
                        sentences,
                        inspection.quick()
                                ? "Nothing found; pixels were not looked at (--quick)."
                                : "Every picture could be read, and of every video the first, the middle and the last frame."),
                List.of(),
                List.of());
    }

    private Part duplicates() {
        List<String> found = new ArrayList<>();
        inspection
                .sameBytes()
                .forEach(same -> found.add(
                        "the same bytes: " + same.stream().map(Object::toString).collect(Collectors.joining(" = "))));
        inspection.samePictures().forEach(pair -> found.add(text(pair)));
        String none = inspection.quick()
                ? "Not looked for (--quick)."
                : "None: no two files have the same bytes (SHA-256), no pictures of different videos look the same.";
        return new Part("duplicates", "Duplicates", listed(found, none), List.of(), List.of());
    }

    private static String text(Duplicates.Pair pair) {
        return (pair.identical() ? "the same pixels: " : "look the same: ") + pair.first() + " ~ " + pair.second();
    }

    private Part leaks() {
        List<String> found = new ArrayList<>(
                inspection.leaks().stream().map(Overlap::describe).toList());
        inspection.pictureLeaks().forEach(pair -> found.add("in two splits: " + text(pair)));
        return new Part(
                "leaks",
                "Leaks between splits",
                listed(
                        found,
                        "No person and no video is in two splits by name"
                                + (inspection.quick() ? "." : ", and no picture by its pixels or its look.")),
                List.of(),
                List.of());
    }

    private Part sheets() {
        Map<String, ContactSheet> sheets = new LinkedHashMap<>();
        Map<String, List<Tile>> rows = new LinkedHashMap<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Item item : inspection.items()) {
            Tile tile = inspection.tiles().get(item.place());
            String method = item.clip().dataset() + ", " + item.clip().method();
            if (tile != null && seen.add(item.place())) {
                List<Tile> row = rows.computeIfAbsent(method, none -> new ArrayList<>());
                row.add(tile);
                if (row.size() == PER_ROW) {
                    sheets.computeIfAbsent(method, none -> new ContactSheet()).row(row);
                    row.clear();
                }
            }
        }
        rows.forEach((method, row) -> {
            if (!row.isEmpty()) {
                sheets.computeIfAbsent(method, none -> new ContactSheet()).row(row);
            }
        });
        List<Picture> pictures = new ArrayList<>();
        sheets.forEach((method, sheet) -> pictures.add(new Picture(method, sheet.image())));
        return new Part("sheets", "Pictures", List.of(), List.of(), pictures);
    }

    private Part notes() {
        List<String> sentences = new ArrayList<>(inspection.subject().notes());
        Map<String, Long> rules = inspection.subject().skipped().stream()
                .collect(Collectors.groupingBy(Skipped::rule, TreeMap::new, Collectors.counting()));
        rules.forEach((rule, count) -> sentences.add("left out by the rule " + rule + ": " + count));
        inspection.subject().skipped().stream()
                .limit(LISTED)
                .forEach(skipped -> sentences.add("  " + skipped.rule() + ": " + skipped.what()));
        return new Part("notes", "Notes of the source", listed(sentences, "It has none."), List.of(), List.of());
    }

    private Map<String, List<Item>> grouped(Function<Item, String> key) {
        Map<String, List<Item>> groups = new LinkedHashMap<>();
        inspection
                .items()
                .forEach(item -> groups.computeIfAbsent(key.apply(item), none -> new ArrayList<>())
                        .add(item));
        return groups;
    }

    private static List<String> listed(List<String> sentences, String none) {
        if (sentences.isEmpty()) {
            return List.of(none);
        }
        if (sentences.size() <= LISTED) {
            return sentences;
        }
        List<String> some = new ArrayList<>(sentences.subList(0, LISTED));
        some.add("… and " + (sentences.size() - LISTED) + " more");
        return some;
    }

    private static long people(List<Item> items) {
        return items.stream()
                .map(Item::clip)
                .flatMap((Clip clip) -> clip.identities().stream().map(person -> clip.dataset() + "/" + person))
                .distinct()
                .count();
    }

    /** "3", or "1 / 32 / 300" for lowest, median and highest. */
    static String spread(int[] sorted) {
        if (sorted.length == 0) {
            return "";
        }
        int last = sorted[sorted.length - 1];
        return sorted[0] == last
                ? number(last)
                : number(sorted[0]) + " / " + number(sorted[sorted.length / 2]) + " / " + number(last);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }
}
