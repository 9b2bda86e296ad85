package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Frames listed in a CSV file: {@code path, label} (real or fake), {@code identity} (two or more divided by ;)
 * and {@code video} must be there; {@code mask, second (a second picture, such as depth), method, compression} (raw, hq or lq), {@code split} (train, val or
 * test) and {@code frame} (a number) may. Rows of one video make one clip, wherever they stand. A list without
 * the column split is given whole to whichever split asks.
 *
 * <p>Where the list has frames of the compression asked for, those are given, otherwise its raw ones.
 *
 * @param file the CSV file
 * @param root what its paths start at; null for the folder of the file
 * @param name key of the data set
 */
@JsonTypeName("list")
@AutoService(DataSource.class)
@Doc(
        "Frames listed in a CSV file with label, identity, video and, optionally, mask, second picture, method, compression and split.")
public record ListFile(
        @Doc("The CSV file: path, label, identity, video; optionally mask, second, method, compression, split, frame.")
        Path file,

        @Doc("What the paths start at; the folder of the file where left out.") @Nullable
        Path root,

        @Doc("Key of the data set in scores and tables.") @Default("list")
        String name)
        implements DataSource {
    /** Checks the name. */
    public ListFile {
        Check.that(!name.isBlank() && name.indexOf('/') < 0, "name", name, "must be a name without /");
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        Path folder = root == null ? file.toAbsolutePath().resolveSibling("") : root;
        List<Clip> clips = ClipTable.read(file, folder, name, request.split());
        Set<Compression> levels = EnumSet.noneOf(Compression.class);
        clips.forEach(clip -> levels.add(clip.compression()));
        Compression level = levels.contains(request.compression()) ? request.compression() : Compression.RAW;
        if (!levels.isEmpty() && !levels.contains(level)) {
            throw new BadInputException(file + ": has only frames of compression "
                    + levels.stream().map(ListFile::lower).collect(Collectors.joining(", ")) + ", but "
                    + lower(request.compression())
                    + " was asked for; it can be made from raw frames, never from other compressed ones");
        }
        return clips.stream().filter(clip -> clip.compression() == level).toList();
    }

    private static String lower(Compression level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
