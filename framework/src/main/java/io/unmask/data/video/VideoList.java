package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.source.CsvFile;
import io.unmask.data.source.PersonRule;
import io.unmask.data.source.VideoNames;
import io.unmask.media.ImageFiles;
import io.unmask.media.audio.SoundFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Videos listed in a CSV file: {@code path} (a video, a picture, a folder of frames or a sound) and {@code label} (real or
 * fake) must be there; {@code identity} (two or more divided by ;), {@code video} (its name), {@code method}, {@code
 * compression} (raw, hq, lq), {@code split} (train, val, test) and {@code mask} may. Without an identity every video
 * shows somebody else. This is also the way to data sets whose layout is not public.
 *
 * @param file the CSV file
 * @param root what its paths start at; null for the folder of the file
 * @param name key of the data set
 */
@JsonTypeName("list")
@AutoService(VideoSet.class)
@Doc("Videos listed in a CSV file: path, label and, optionally, identity, video, method, compression, split, mask.")
public record VideoList(
        @Doc("The CSV file: path, label; optionally identity, video, method, compression, split, mask.")
        Path file,

        @Doc("What the paths start at; the folder of the file where left out.") @Nullable
        Path root,

        @Doc("Key of the data set in scores and tables.") @Default("list")
        String name)
        implements IndexedVideoSet {
    private static final List<String> COLUMNS =
            List.of("path", "label", "identity", "video", "method", "compression", "split", "mask");

    /** Checks the name. */
    public VideoList {
        Check.that(!name.isBlank() && name.indexOf('/') < 0, "name", name, "must be a name without /");
    }

    @Override
    public String source() {
        return "the list " + file;
    }

    @Override
    public VideoIndex index() {
        VideoIndex index = new VideoIndex();
        Path folder = root == null ? file.toAbsolutePath().resolveSibling("") : root;
        Map<String, Integer> lines = new HashMap<>();
        try (CsvFile csv = new CsvFile(file)) {
            csv.allowOnly(COLUMNS);
            int[] at = COLUMNS.stream().mapToInt(csv::column).toArray();
            csv.requiredColumn("path");
            csv.requiredColumn("label");
            while (csv.next()) {
                Recording recording = recording(csv, at, folder);
                Integer before = lines.putIfAbsent(recording.key(), csv.line());
                if (before != null) {
                    throw csv.error("the video \"" + recording.video() + "\" of method " + recording.method()
                            + " is in line " + before + " already; give videos names of their own in a column video");
                }
                add(recording, index);
            }
            if (lines.isEmpty()) {
                throw csv.error("no rows below the header");
            }
        }
        if (index.isEmpty()) {
            throw new BadInputException(file + ": none of its " + lines.size()
                    + " videos is on the disk\n    expected: "
                    + index.skipped().get(0).what() + "\n    cure:     name"
                    + " the folder that its paths start at with root:");
        }
        return index;
    }

    private static void add(Recording recording, VideoIndex index) {
        Path found = recording.file();
        if (Files.isDirectory(found)) {
            index.add(recording);
        } else if (!VideoFolder.isVideo(found) && !ImageFiles.isImage(found) && !SoundFiles.isSound(found)) {
            index.skip(found, VideoIndex.NOT_A_VIDEO);
        } else if (Files.isRegularFile(found)) {
            index.add(recording);
        } else {
            index.skip(found, VideoIndex.MISSING_VIDEO);
        }
    }

    private Recording recording(CsvFile csv, int[] at, Path folder) {
        String path = csv.filled(at[0]).replace('\\', '/');
        Label label = csv.oneOf(at[1], Label.values());
        String video = csv.field(at[3]).isEmpty() ? PersonRule.stem(path).replace('/', '_') : csv.field(at[3]);
        List<String> people = VideoNames.listed(csv.field(at[2]));
        String method = csv.field(at[4]).isEmpty() ? label.name().toLowerCase(Locale.ROOT) : csv.field(at[4]);
        Compression level = csv.field(at[5]).isEmpty() ? Compression.RAW : csv.oneOf(at[5], Compression.values());
        Split split = csv.field(at[6]).isEmpty() ? null : csv.oneOf(at[6], Split.values());
        String mask = csv.field(at[7]);
        if (video.indexOf('/') >= 0) {
            throw csv.error("video: a name has no /, found \"" + video + "\"");
        }
        return new Recording(
                name,
                method,
                level,
                video,
                people.isEmpty() ? List.of(video) : people,
                label,
                split,
                folder.resolve(path),
                mask.isEmpty() ? null : folder.resolve(mask));
    }
}
