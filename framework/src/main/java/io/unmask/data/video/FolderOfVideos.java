package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.source.PersonRule;
import io.unmask.media.ImageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any videos, sorted into a folder of reals and a folder for each method: {@code root/real/a.mp4}, {@code
 * root/fake/b.mp4} or {@code root/FaceSwap/b.mp4}, with or without train, val and test above them. A folder of
 * pictures below a class is a video too, a picture directly in it a photograph. The mask of a fake is the file or
 * folder of the same path without extension below {@code root/masks}.
 *
 * @param root the folder
 * @param real names of folders of reals; all others are methods
 * @param name key of the data set
 * @param person who is in a video, by its path below the class
 */
@JsonTypeName("folder")
@AutoService(VideoSet.class)
@Doc("Videos in folders: one of reals and one for each method, with or without train, val and test above them.")
public record FolderOfVideos(
        @Doc("The folder that holds real and fake (or methods), or train, val and test with them in each.")
        Path root,

        @Doc("Names of folders of reals, in any letter case; every other folder is a method.")
        @Default("[real, original]")
        List<String> real,

        @Doc("Key of the data set in scores and tables.") @Default("folder")
        String name,

        @Doc("Who is in a video, by its path below the class: name (less its number), folder, or file.")
        @Default("name")
        PersonRule person)
        implements IndexedVideoSet {
    private static final String MASKS = "masks";

    /** Checks the names. */
    public FolderOfVideos {
        real = List.copyOf(real);
        Check.that(!real.isEmpty(), "real", real, "must name at least one folder");
        Check.that(!name.isBlank() && name.indexOf('/') < 0, "name", name, "must be a name without /");
    }

    @Override
    public String source() {
        return "the layout of Unmask (docs/datasets.md)";
    }

    private ExpectedTree tree() {
        return new ExpectedTree("videos in folders", real.get(0), """
                real/ (or train/real/, val/real/, test/real/)
                  anna_01.mp4
                fake/ (or a folder a method)
                  anna_02.mp4
                masks/ (optional)
                  fake/
                    anna_02.mp4""", source());
    }

    @Override
    public VideoIndex index() {
        if (!Files.isDirectory(root)) {
            throw tree().differs(root, "no such folder", null);
        }
        VideoIndex index = new VideoIndex();
        boolean any = false;
        for (Split split : Split.values()) {
            Path above = root.resolve(split.name().toLowerCase(Locale.ROOT));
            if (classes(above).stream().anyMatch(this::isReal)) {
                classes(above).forEach(folder -> add(folder, split, index));
                any = true;
            }
        }
        if (!any) {
            if (classes(root).stream().noneMatch(this::isReal)) {
                throw tree().differs(root, "there is no folder " + String.join(" or ", real), null);
            }
            classes(root).forEach(folder -> add(folder, null, index));
        }
        if (index.isEmpty()) {
            throw tree().differs(root, "no videos or pictures in its folders", null);
        }
        return index;
    }

    private List<Path> classes(Path above) {
        return VideoFolder.folders(above).stream()
                .filter(folder -> !folder.getFileName().toString().equals(MASKS))
                .toList();
    }

    private boolean isReal(Path folder) {
        return real.stream().anyMatch(folder.getFileName().toString()::equalsIgnoreCase);
    }

    private void add(Path folder, @Nullable Split split, VideoIndex index) {
        VideoIndex aside = new VideoIndex();
        VideoFolder videos = VideoFolder.below(folder, aside);
        for (String video : videos.names()) {
            add(folder, videos.required(video), split, index);
        }
        for (Path frames : PictureSequences.below(folder)) {
            add(folder, frames, split, index);
        }
        for (Path picture : PictureSequences.pictures(folder)) {
            if (folder.equals(picture.getParent())) {
                add(folder, picture, split, index);
            }
        }
        aside.skipped().stream()
                .filter(left -> !ImageFiles.isImage(Path.of(left.what())))
                .forEach(left -> index.skip(left.what(), left.rule()));
    }

    private void add(Path folder, Path item, @Nullable Split split, VideoIndex index) {
        String path = folder.relativize(item).toString().replace('\\', '/');
        String stem = Files.isDirectory(item) ? path : PersonRule.stem(path);
        boolean isReal = isReal(folder);
        String above = split == null ? "" : split.name().toLowerCase(Locale.ROOT) + "_";
        // Where every file shows somebody else, equal names in two splits are two people.
        String place = person == PersonRule.FILE ? above : "";
        index.add(new Recording(
                name,
                isReal ? "real" : folder.getFileName().toString(),
                Compression.RAW,
                above + stem.replace('/', '_'),
                List.of(place + person.person(path)),
                isReal ? Label.REAL : Label.FAKE,
                split,
                item,
                isReal ? null : mask(item)));
    }

    private @Nullable Path mask(Path item) {
        String path = root.relativize(item).toString();
        Path stem = root.resolve(MASKS).resolve(Files.isDirectory(item) ? path : PersonRule.stem(path));
        if (Files.isDirectory(stem)) {
            return stem;
        }
        return Stream.of(VideoFolder.extension(item), "mp4", "avi", "mkv", "png")
                .map(extension -> Path.of(stem + "." + extension))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }
}
