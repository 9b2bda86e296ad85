package io.unmask.data.video;

import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reader has found so far: recordings, what it leaves out by which rule, and what to say beside numbers. */
final class VideoIndex {
    /** Listed by the data set, but not on the disk. */
    static final String MISSING_VIDEO = "missing_video";
    /** Neither a video nor a file that belongs to the data set. */
    static final String NOT_A_VIDEO = "not_a_video";
    /** A second file of a name that is taken: 000.mp4 and 000.MP4. */
    static final String SAME_NAME = "same_name";
    /** On the disk, but in no list of a data set whose lists are complete. */
    static final String UNLISTED = "unlisted";
    /** An archive that was not unpacked. */
    static final String PACKED = "packed";

    private final Map<String, Recording> recordings = new LinkedHashMap<>();
    private final Set<Skipped> skipped = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    /** Adds a recording; one whose key is taken is left out by the rule same_name. */
    void add(Recording recording) {
        if (recordings.putIfAbsent(recording.key(), recording) != null) {
            skip(recording.file(), SAME_NAME);
        }
    }

    /** Adds a real video of a data set that is published in one form. */
    void real(String dataset, String video, List<String> people, @Nullable Split split, Path file) {
        add(new Recording(dataset, "real", Compression.RAW, video, people, Label.REAL, split, file, null));
    }

    /** Adds a fake of a data set that is published in one form, without a mask. */
    void fake(String dataset, String method, String video, List<String> people, @Nullable Split split, Path file) {
        add(new Recording(dataset, method, Compression.RAW, video, people, Label.FAKE, split, file, null));
    }

    /** Adds a video of a data set that names no methods. */
    void add(String dataset, Label label, String video, List<String> people, @Nullable Split split, Path file) {
        if (label == Label.REAL) {
            real(dataset, video, people, split, file);
        } else {
            fake(dataset, "fake", video, people, split, file);
        }
    }

    void skip(Object what, String rule) {
        skipped.add(new Skipped(what.toString(), rule));
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    boolean isEmpty() {
        return recordings.isEmpty();
    }

    List<Recording> recordings() {
        return List.copyOf(recordings.values());
    }

    List<Skipped> skipped() {
        return List.copyOf(skipped);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
