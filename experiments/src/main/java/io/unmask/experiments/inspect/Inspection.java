package io.unmask.experiments.inspect;

import io.unmask.data.Clip;
import io.unmask.data.Split;
import io.unmask.data.integrity.Duplicates;
import io.unmask.data.integrity.Integrity;
import io.unmask.data.integrity.Integrity.NamedSet;
import io.unmask.data.integrity.Overlap;
import io.unmask.data.video.Recording;
import io.unmask.files.Sha256;
import io.unmask.report.ContactSheet.Tile;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * What was found in a data set.
 *
 * @param subject what was inspected
 * @param quick whether pixels were left alone
 * @param items every video or photograph, by set and method, then in the order of the source
 * @param sameBytes files of equal bytes, a list each time
 * @param samePictures pictures of different videos that are or look the same
 * @param leaks people and videos that sets of different splits share
 * @param tiles one picture of some videos of each method, by {@link Item#place}
 */
public record Inspection(
        Subject subject,
        boolean quick,
        List<Item> items,
        List<List<Path>> sameBytes,
        List<Duplicates.Pair> samePictures,
        List<Overlap> leaks,
        Map<String, Tile> tiles) {
    /** Pictures of each method on the sheet. */
    private static final int SHOWN = 12;

    /** Copies the lists. */
    public Inspection {
        items = List.copyOf(items);
        sameBytes = List.copyOf(sameBytes);
        samePictures = List.copyOf(samePictures);
        leaks = List.copyOf(leaks);
        tiles = Map.copyOf(tiles);
    }

    /**
     * Inspects.
     *
     * @param quick whether to leave pixels alone and probe videos only
     * @param threads videos at a time; what is found does not depend on it
     * @param progress hears how far it is
     */
    public static Inspection of(Subject subject, boolean quick, int threads, PrintStream progress)
            throws InterruptedException {
        List<NamedSet> sets = subject.sets().isEmpty() ? bySplit(subject.recordings()) : subject.sets();
        List<Clip> clips = new ArrayList<>();
        subject.sets().forEach(set -> clips.addAll(set.clips()));
        subject.recordings().forEach(recording -> clips.add(Examination.clip(recording)));
        Examination examination = new Examination(quick, new RealNames(clips), shown(subject));
        List<Callable<Item>> work = new ArrayList<>();
        for (NamedSet set : subject.sets()) {
            set.clips().forEach(clip -> work.add(() -> examination.of(set.name(), set.split(), clip)));
        }
        subject.recordings().forEach(recording -> work.add(() -> examination.of(recording)));
        List<Item> items = new ArrayList<>(new Workers(progress, threads).all("examined", work));
        items.sort(Comparator.comparing(Item::split, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Item::set)
                .thenComparing(item -> item.clip().dataset())
                .thenComparing(item -> item.clip().label())
                .thenComparing(item -> item.clip().method()));
        return new Inspection(
                subject,
                quick,
                items,
                quick ? List.of() : sameBytes(items),
                quick ? List.of() : examination.duplicates().pairs(),
                Integrity.of(sets, false).overlaps(),
                examination.tiles());
    }

    /** Recordings of each official split as a set without frames, so that names can be held against each other. */
    private static List<NamedSet> bySplit(List<Recording> recordings) {
        Map<Split, List<Clip>> clips = new TreeMap<>();
        for (Recording recording : recordings) {
            if (recording.split() != null) {
                clips.computeIfAbsent(recording.split(), none -> new ArrayList<>())
                        .add(Examination.clip(recording));
            }
        }
        List<NamedSet> sets = new ArrayList<>();
        clips.forEach((split, some) -> sets.add(new NamedSet(split.name().toLowerCase(Locale.ROOT), split, some)));
        return sets;
    }

    /** Names of some videos of each method, evenly chosen. */
    private static Set<String> shown(Subject subject) {
        Map<String, List<String>> ofMethod = new LinkedHashMap<>();
        for (NamedSet set : subject.sets()) {
            for (Clip clip : set.clips()) {
                add(ofMethod, clip, set.name());
            }
        }
        for (Recording recording : subject.recordings()) {
            add(ofMethod, Examination.clip(recording), Examination.set(recording));
        }
        Set<String> shown = new HashSet<>();
        for (List<String> places : ofMethod.values()) {
            int count = Math.min(SHOWN, places.size());
            for (int i = 0; i < count; i++) {
                shown.add(places.get(count == 1 ? 0 : i * (places.size() - 1) / (count - 1)));
            }
        }
        return shown;
    }

    private static void add(Map<String, List<String>> ofMethod, Clip clip, String set) {
        ofMethod.computeIfAbsent(clip.dataset() + "/" + clip.method(), none -> new ArrayList<>())
                .add(Examination.place(set, clip));
    }

    /** Only files of equal sizes are read. */
    private static List<List<Path>> sameBytes(List<Item> items) {
        Set<Path> files = new TreeSet<>();
        items.forEach(item ->
                item.files().forEach(file -> files.add(file.toAbsolutePath().normalize())));
        Map<Long, List<Path>> bySize = new TreeMap<>();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                bySize.computeIfAbsent(file.toFile().length(), none -> new ArrayList<>())
                        .add(file);
            }
        }
        Map<String, List<Path>> byHash = new LinkedHashMap<>();
        bySize.values().stream()
                .filter(same -> same.size() > 1)
                .flatMap(Collection::stream)
                .forEach(file -> byHash.computeIfAbsent(Sha256.of(file), none -> new ArrayList<>())
                        .add(file));
        return byHash.values().stream().filter(same -> same.size() > 1).toList();
    }

    /** Of {@link #samePictures} those that are in sets of different splits. */
    List<Duplicates.Pair> pictureLeaks() {
        Map<String, Split> splits = new LinkedHashMap<>();
        items.forEach(item -> {
            if (item.split() != null) {
                splits.put(item.set(), item.split());
            }
        });
        return samePictures.stream()
                .filter(pair -> {
                    Split first = splits.get(setOf(pair.first()));
                    Split second = splits.get(setOf(pair.second()));
                    return first != null && second != null && first != second;
                })
                .toList();
    }

    /** Of a place, which begins with the name of the set. */
    private static String setOf(String place) {
        return place.substring(0, place.indexOf(": "));
    }

    /** Whether something is wrong that a number would suffer from: broken files, or leaks between splits. */
    public boolean hasFaults() {
        return !leaks.isEmpty()
                || !pictureLeaks().isEmpty()
                || items.stream().anyMatch(item -> !item.faults().isEmpty());
    }
}
