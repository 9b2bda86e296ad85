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
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.Pixels;
import io.unmask.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Pictures sorted into folders {@code real} and {@code fake}, or {@code train|val|test/real|fake}. A picture that
 * lies in them directly is a clip of its own; a folder of pictures is a video and they are its frames. Where
 * there are no folders of splits, the people are divided.
 *
 * <p>The mask of a fake is the picture at the same path, any extension, below the folder of masks. The table of
 * landmarks is that of {@link PhotoTable}: its paths start at the root, and what it says about people counts
 * before the rule.
 *
 * @param root the folder
 * @param masks folder of masks below it; null for masks where it exists
 * @param landmarks name of the table below it; null for landmarks.csv where it exists
 * @param name key of the data set
 * @param person who is on a picture or video, by its path below real or fake
 * @param framesPerVideo evenly spaced frames of each video; 0 for all
 * @param trainShare share of the people in the training split, without folders of splits
 * @param validationShare share of the people in the validation split, without folders of splits
 * @param splitSeed decides which people
 */
@JsonTypeName("folder")
@AutoService(DataSource.class)
@Doc("Pictures in folders real and fake, with or without folders train, val and test above them.")
public record PictureFolders(
        @Doc("The folder that holds real and fake, or train, val and test with real and fake in each.")
        Path root,

        @Doc("Folder of masks below root, with the same paths; masks where it exists.") @Nullable
        String masks,

        @Doc("CSV of landmarks below root: path, x0, y0, …; landmarks.csv where it exists.") @Nullable
        String landmarks,

        @Doc("Key of the data set in scores and tables.") @Default("folder")
        String name,

        @Doc("Who is on a picture, by its path below real or fake: name (less its number), folder, or file.")
        @Default("name")
        PersonRule person,

        @Doc("Evenly spaced frames of each video, first and last among them; 0 for all.") @Default("32")
        int framesPerVideo,

        @Doc("Share of the people in the training split, without folders of splits.") @Default("0.6")
        double trainShare,

        @Doc("Share of the people in the validation split, without folders of splits.") @Default("0.15")
        double validationShare,

        @Doc("Decides which people are in which split, without folders of splits.") @Default("1")
        long splitSeed)
        implements DataSource {
    private static final String USUAL_MASKS = "masks";
    private static final String USUAL_TABLE = "landmarks.csv";

    /** Checks names and shares. */
    public PictureFolders {
        Check.that(!name.isBlank() && name.indexOf('/') < 0, "name", name, "must be a name without /");
        Check.that(framesPerVideo >= 0, "framesPerVideo", framesPerVideo, "must be at least 0");
        Check.that(trainShare > 0 && trainShare < 1, "trainShare", trainShare, "must be above 0 and below 1");
        Check.that(
                validationShare > 0 && trainShare + validationShare < 1,
                "validationShare",
                validationShare,
                "must be above 0 and leave something for the test split");
    }

    /** One video before its split is known; paths are below the root. */
    private record Found(Label label, String video, String identity, List<String> paths) {}

    @Override
    public List<Clip> clips(DataRequest request) {
        if (!Files.isDirectory(root)) {
            throw new BadInputException(root + ": no such folder; expected folders real and fake in it");
        }
        Map<String, Photo> table = table();
        List<Found> found;
        if (hasClasses("")) {
            found = divided(both("", table), request.split());
        } else if (hasSplits()) {
            found = both(request.split().name().toLowerCase(Locale.ROOT) + "/", table);
        } else {
            throw new BadInputException(root + ": neither classes nor splits\n"
                    + "    expected: real/ and fake/, or train/, val/, test/ with real/ and fake/ in each\n"
                    + "    found:    " + FrameTree.listing(root));
        }
        return found.stream().map(video -> clip(video, table)).toList();
    }

    private boolean hasClasses(String above) {
        return Files.isDirectory(root.resolve(above + "real")) || Files.isDirectory(root.resolve(above + "fake"));
    }

    private boolean hasSplits() {
        return hasClasses("train/") || hasClasses("val/") || hasClasses("test/");
    }

    private List<Found> both(String above, Map<String, Photo> table) {
        List<Found> found = new ArrayList<>();
        for (Label label : Label.values()) {
            String below = above + labelFolder(label);
            if (!Files.isDirectory(root.resolve(below))) {
                throw new BadInputException(root.resolve(below) + ": no such folder; expected pictures or folders of"
                        + " frames, labelled " + label.name().toLowerCase(Locale.ROOT));
            }
            found.addAll(videos(below, label, table));
        }
        return found;
    }

    private static String labelFolder(Label label) {
        return label.name().toLowerCase(Locale.ROOT) + "/";
    }

    private List<Found> videos(String below, Label label, Map<String, Photo> table) {
        Map<String, List<String>> paths = new TreeMap<>();
        for (String path : PictureFolder.below(root.resolve(below))) {
            int slash = path.lastIndexOf('/');
            String video = slash < 0 ? PersonRule.stem(path) : path.substring(0, slash);
            paths.computeIfAbsent(video, v -> new ArrayList<>()).add(path);
        }
        if (paths.isEmpty()) {
            throw new BadInputException(root.resolve(below) + ": no pictures; expected at least one, labelled "
                    + label.name().toLowerCase(Locale.ROOT));
        }
        List<Found> found = new ArrayList<>();
        paths.forEach((video, inside) -> {
            List<String> frames = EvenFrames.inOrder(inside).stream()
                    .map(path -> below + path)
                    .toList();
            Photo known = table.get(frames.get(0));
            String said = known == null ? "" : known.identity();
            // Where every file shows somebody else, equal names in two splits are two people.
            String place = person == PersonRule.FILE
                    ? below.substring(0, below.length() - labelFolder(label).length())
                    : "";
            String who = said.isEmpty() ? place + personOf(video, inside.get(0)) : said;
            found.add(new Found(label, place + video, who, frames));
        });
        return found;
    }

    private String personOf(String video, String firstPath) {
        boolean folderOfFrames = firstPath.startsWith(video + "/");
        // A folder of frames has the name; a file in no folder has its own.
        return folderOfFrames && person != PersonRule.NAME ? video : person.person(video);
    }

    private List<Found> divided(List<Found> found, Split wanted) {
        Set<String> people = new TreeSet<>();
        found.forEach(video -> people.add(video.identity()));
        if (people.size() < 3) {
            throw new BadInputException(root + ": three splits need at least 3 people, but the names show "
                    + people.size() + " (" + String.join(", ", people) + ") by the rule person: "
                    + person.name().toLowerCase(Locale.ROOT)
                    + ". If every file shows somebody else, set person: file; or sort the pictures into"
                    + " train/, val/ and test/.");
        }
        IdentitySplit split = new IdentitySplit(people, trainShare, validationShare, splitSeed);
        return found.stream()
                .filter(video -> split.of(video.identity()) == wanted)
                .toList();
    }

    private Clip clip(Found video, Map<String, Photo> table) {
        String method = video.label().name().toLowerCase(Locale.ROOT);
        List<Frame> frames = new ArrayList<>();
        for (int position : EvenFrames.of(video.paths().size(), framesPerVideo)) {
            String path = video.paths().get(position);
            Photo known = table.get(path);
            Landmarks points = known == null ? null : known.landmarks();
            Pixels mask = video.label() == Label.FAKE ? mask(path) : null;
            frames.add(new Frame(position, FilePixels.picture(root, path), mask, points));
        }
        return new Clip(name, method, Compression.RAW, video.video(), List.of(video.identity()), video.label(), frames);
    }

    private @Nullable Pixels mask(String path) {
        Path folder = root.resolve(masks == null ? USUAL_MASKS : masks);
        if (masks != null && !Files.isDirectory(folder)) {
            throw new BadInputException(folder + ": no such folder of masks");
        }
        String own = path.substring(path.lastIndexOf('.'));
        for (String extension : List.of(".png", own)) {
            String name = PersonRule.stem(path) + extension;
            if (Files.isRegularFile(folder.resolve(name))) {
                return FilePixels.mask(folder, name);
            }
        }
        return null;
    }

    private Map<String, Photo> table() {
        Path file = root.resolve(landmarks == null ? USUAL_TABLE : landmarks);
        Map<String, Photo> photos = new HashMap<>();
        if (landmarks != null || Files.exists(file)) {
            for (Photo photo : PhotoTable.read(file, root, path -> "")) {
                if (photo.split() != null) {
                    throw new BadInputException(
                            file + ": splits come from the folders train, val and test here; take the"
                                    + " column split out, or use the data source list");
                }
                photos.put(photo.path(), photo);
            }
        }
        return photos;
    }
}
