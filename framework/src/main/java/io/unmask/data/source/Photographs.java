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
import io.unmask.data.Skipped;
import io.unmask.data.blend.FivePoints;
import io.unmask.media.Box;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder of real photographs of faces, with its sub-folders. A table beside them ({@link PhotoTable}) may say
 * who is on a photograph, which video it is from, which split it belongs to, and where the landmarks are. What
 * it does not say is found: people from the file names, splits by dividing the people, faces by the detector
 * that OpenCV carries, with an egg-shaped hull in the detector's box in place of landmarks. Of photographs with
 * several faces the largest is used; those without a face are left out by the rule {@code no_face}.
 *
 * <p>Each picture is the largest square around the face that the margin asks for and the photograph has.
 *
 * @param root the folder
 * @param landmarks name of the table, below the folder; null for faces.csv where it exists
 * @param name key of the data set
 * @param person who is on a photograph where the table does not say it
 * @param trainShare share of the people in the training split, where the table has no splits
 * @param validationShare share of the people in the validation split, where the table has no splits
 * @param splitSeed decides which people; every seed of an experiment uses the same splits
 * @param margin room around the face, as a share of the longer side of its box
 */
@JsonTypeName("photographs")
@AutoService(DataSource.class)
@Doc("A folder of real photographs of faces, optionally with a table of identities, splits and landmarks.")
public record Photographs(
        @Doc("The folder; sub-folders count.") Path root,

        @Doc("CSV below the folder: path, identity, video, split, x0, y0, …; faces.csv where it exists.") @Nullable
        String landmarks,

        @Doc("Key of the data set in scores and tables.") @Default("photographs")
        String name,

        @Doc("Who is on a photograph without a table: name (path less its number), folder, or file.") @Default("name")
        PersonRule person,

        @Doc("Share of the people in the training split, where the table has no splits.") @Default("0.6")
        double trainShare,

        @Doc("Share of the people in the validation split; the rest is the test split.") @Default("0.15")
        double validationShare,

        @Doc("Decides which people are in which split.") @Default("1")
        long splitSeed,

        @Doc("Room on each side of the face, as a share of the longer side of its box.") @Default("0.5")
        double margin)
        implements DataSource {
    /** Name of the rule that leaves out photographs on which no face was found. */
    public static final String NO_FACE = "no_face";

    private static final String USUAL_TABLE = "faces.csv";

    /** Checks shares and margin. */
    public Photographs {
        Check.that(!name.isBlank() && name.indexOf('/') < 0, "name", name, "must be a name without /");
        Check.that(trainShare > 0 && trainShare < 1, "trainShare", trainShare, "must be above 0 and below 1");
        Check.that(
                validationShare > 0 && trainShare + validationShare < 1,
                "validationShare",
                validationShare,
                "must be above 0 and leave something for the test split");
        Check.that(margin >= 0 && margin <= 10, "margin", margin, "must be from 0 to 10");
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        Map<String, List<Photo>> videos = new LinkedHashMap<>();
        List<Photo> photos = photosOf(request);
        Map<String, FaceSurvey.Finding> findings = survey(photos, request);
        for (Photo photo : photos) {
            if (hasFace(photo, findings)) {
                videos.computeIfAbsent(photo.video(), v -> new ArrayList<>()).add(photo);
            }
        }
        List<Clip> clips = new ArrayList<>(videos.size());
        videos.forEach((video, frames) -> clips.add(clip(video, frames, findings)));
        return clips;
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        List<Photo> photos = photosOf(request);
        Map<String, FaceSurvey.Finding> findings = survey(photos, request);
        return photos.stream()
                .filter(photo -> !hasFace(photo, findings))
                .map(photo -> new Skipped(root.resolve(photo.path()).toString(), NO_FACE))
                .toList();
    }

    @Override
    public List<String> notes() {
        return List.of(name + ": raw means as given; whatever compression the photographs already have stays.");
    }

    private Clip clip(String video, List<Photo> photos, Map<String, FaceSurvey.Finding> findings) {
        List<Frame> frames = new ArrayList<>(photos.size());
        Set<String> people = new LinkedHashSet<>();
        for (Photo photo : photos) {
            frames.add(frame(frames.size(), photo, Objects.requireNonNull(findings.get(photo.path()))));
            people.add(photo.identity());
        }
        return new Clip(name, "real", Compression.RAW, video, List.copyOf(people), Label.REAL, frames);
    }

    private Frame frame(int number, Photo photo, FaceSurvey.Finding finding) {
        Landmarks points = photo.landmarks();
        if (points == null) {
            points = FaceWindow.hullOf(Objects.requireNonNull(finding.face()));
        }
        Box window = FaceWindow.around(FivePoints.whole(points), margin, finding.width(), finding.height());
        Pixels whole = FilePixels.picture(root, photo.path());
        boolean all = window.width() == finding.width() && window.height() == finding.height();
        return new Frame(
                number, all ? whole : new CroppedPixels(whole, window), null, FaceWindow.inside(points, window));
    }

    /** Sizes of all photographs, and faces of those whose landmarks no table gives. */
    private Map<String, FaceSurvey.Finding> survey(List<Photo> photos, DataRequest request) {
        Map<Boolean, List<String>> paths = photos.stream()
                .collect(Collectors.partitioningBy(
                        photo -> photo.landmarks() == null, Collectors.mapping(Photo::path, Collectors.toList())));
        Map<String, FaceSurvey.Finding> findings = new HashMap<>();
        paths.forEach((detect, some) ->
                findings.putAll(new FaceSurvey(root, request.cache(), detect).of(some, request.listener())));
        return findings;
    }

    private static boolean hasFace(Photo photo, Map<String, FaceSurvey.Finding> findings) {
        return photo.landmarks() != null
                || Objects.requireNonNull(findings.get(photo.path())).face() != null;
    }

    private List<Photo> photosOf(DataRequest request) {
        return photos().stream()
                .filter(photo -> photo.split() == request.split())
                .toList();
    }

    /** Every photograph of the folder, each with its split. */
    private List<Photo> photos() {
        if (!Files.isDirectory(root)) {
            throw new BadInputException(root + ": no such folder; expected a folder of photographs of faces");
        }
        Path table = root.resolve(landmarks == null ? USUAL_TABLE : landmarks);
        List<Photo> photos =
                landmarks != null || Files.exists(table) ? PhotoTable.read(table, root, person::person) : scan();
        return photos.get(0).split() == null ? divided(photos) : photos;
    }

    private List<Photo> scan() {
        List<Photo> photos = PictureFolder.below(root).stream()
                .map(path -> new Photo(path, person.person(path), PersonRule.stem(path), null, null))
                .toList();
        if (photos.isEmpty()) {
            throw new BadInputException(root + ": no pictures in this folder or below it; expected photographs of"
                    + " faces (JPEG, PNG, WebP, BMP or TIFF)");
        }
        return photos;
    }

    private List<Photo> divided(List<Photo> photos) {
        Set<String> people = new LinkedHashSet<>();
        photos.forEach(photo -> people.add(photo.identity()));
        if (people.size() < 3) {
            throw new BadInputException(root + ": three splits need at least 3 people, but the "
                    + photos.size() + " photographs show " + people.size() + " (" + String.join(", ", people)
                    + ") by the rule person: " + person.name().toLowerCase(java.util.Locale.ROOT)
                    + ". If every file shows somebody else, set person: file; if each folder is a person, person:"
                    + " folder; or give a table with a column identity.");
        }
        IdentitySplit split = new IdentitySplit(people, trainShare, validationShare, splitSeed);
        return photos.stream()
                .map(photo -> photo.in(split.of(photo.identity())))
                .toList();
    }
}
