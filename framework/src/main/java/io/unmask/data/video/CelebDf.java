package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Label;
import io.unmask.data.Split;
import io.unmask.data.source.VideoNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Celeb-DF (Li et al., CVPR 2020), version 1 or 2: folders Celeb-real, YouTube-real and Celeb-synthesis, and
 * List_of_testing_videos.txt, in which <b>1 is real and 0 is fake</b>. What the list names is the test split,
 * everything else is for training; there is no validation split. A fake id0_id1_0000 shows both people.
 *
 * @param root the tree
 * @param version 1 or 2
 * @param splits folder of List_of_testing_videos.txt; null to look in the tree
 */
@JsonTypeName("celeb_df")
@AutoService(VideoSet.class)
@Doc("Celeb-DF, version 1 or 2, with the official list of testing videos; the rest is for training.")
public record CelebDf(
        @Doc("The tree, with Celeb-real, YouTube-real and Celeb-synthesis.")
        Path root,

        @Doc("Version 1 (795 fakes) or 2 (5639 fakes).") @Default("2")
        int version,

        @Doc("Folder of List_of_testing_videos.txt; looked for in root where left out.") @Nullable
        Path splits)
        implements IndexedVideoSet {
    private static final String SYNTHESIS = "Celeb-synthesis";
    private static final List<String> FOLDERS = List.of("Celeb-real", "YouTube-real", SYNTHESIS);
    private static final String LIST = "List_of_testing_videos.txt";
    /** Published numbers, by which a tree or list of the other version is recognised. */
    private static final Map<Integer, Integer> FAKES = Map.of(1, 795, 2, 5639);

    private static final int LISTED_OF_VERSION_2 = 518;

    /** Checks the version. */
    public CelebDf {
        Check.that(version == 1 || version == 2, "version", version, "must be 1 or 2");
    }

    @Override
    public String source() {
        return "github.com/yuezunli/celeb-deepfakeforensics (Celeb-DF-v" + version + "/README.md)";
    }

    private ExpectedTree tree() {
        return new ExpectedTree("Celeb-DF (v" + version + ")", SYNTHESIS, """
                Celeb-real/
                  id0_0000.mp4
                YouTube-real/
                  00000.mp4
                Celeb-synthesis/
                  id0_id1_0000.mp4
                List_of_testing_videos.txt""", source());
    }

    @Override
    public VideoIndex index() {
        ExpectedTree tree = tree();
        tree.require(root);
        VideoIndex index = new VideoIndex();
        Map<String, Label> tested = testList();
        Map<String, VideoFolder> folders = new HashMap<>();
        for (String name : FOLDERS) {
            VideoFolder videos = VideoFolder.of(root.resolve(onDisk(tree, name)), index);
            if (videos.isEmpty()) {
                throw tree.noVideos(root, name);
            }
            if (name.equals(SYNTHESIS) && Objects.equals(videos.names().size(), FAKES.get(3 - version))) {
                throw other(videos.folder(), "holds " + FAKES.get(3 - version) + " videos");
            }
            folders.put(name.toLowerCase(Locale.ROOT), videos);
            for (String video : videos.names()) {
                Split split = tested.containsKey(key(name, video)) ? Split.TEST : Split.TRAIN;
                Path file = videos.required(video);
                List<String> people = VideoNames.celebDf(video);
                if (name.equals(SYNTHESIS)) {
                    index.fake("celeb_df_v" + version, SYNTHESIS, video, people, split, file);
                } else {
                    index.real("celeb_df_v" + version, video, people, split, file);
                }
            }
        }
        tested.keySet().forEach(key -> {
            int slash = key.indexOf('/');
            VideoFolder videos = folders.get(key.substring(0, slash));
            if (videos != null) {
                videos.expect(key.substring(slash + 1), index);
            }
        });
        index.note("Celeb-DF has no validation split, and the same people are in training and test split.");
        return index;
    }

    /** Copies differ in the letter case of the folders. */
    private String onDisk(ExpectedTree tree, String name) {
        for (Path folder : VideoFolder.folders(root)) {
            if (folder.getFileName().toString().equalsIgnoreCase(name)) {
                return folder.getFileName().toString();
            }
        }
        throw tree.differs(root, "there is no folder " + name, null);
    }

    private static String key(String folder, String video) {
        return folder.toLowerCase(Locale.ROOT) + "/" + video;
    }

    private Map<String, Label> testList() {
        Path file = (splits == null ? root : splits).resolve(LIST);
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(
                    file + ": no such file; it comes with the data set, and a copy of that of version"
                            + " 2 is in the repository AKASH2907/deepfakes_video_classification; name its folder with splits:");
        }
        Map<String, Label> tested = new LinkedHashMap<>();
        List<String> lines = ListedLines.of(file);
        for (int i = 0; i < lines.size(); i++) {
            line(file, i + 1, lines.get(i), tested);
        }
        if (version == 1 && tested.size() == LISTED_OF_VERSION_2) {
            throw other(file, "lists " + LISTED_OF_VERSION_2 + " videos");
        }
        return tested;
    }

    private BadInputException other(Path where, String what) {
        return new BadInputException(where + ": " + what + ", as that of version " + (3 - version)
                + " does, but version: " + version + " was set");
    }

    private static void line(Path file, int number, String line, Map<String, Label> tested) {
        String where = file + ":" + number + ": ";
        if (line.isBlank()) {
            return;
        }
        String[] parts = line.strip().split("\\s+", 2);
        String path = parts.length < 2 ? "" : parts[1].replace('\\', '/');
        int slash = path.lastIndexOf('/');
        if (slash < 0 || !(parts[0].equals("0") || parts[0].equals("1"))) {
            throw new BadInputException(where + "found \"" + line + "\"; expected as \"1 YouTube-real/00170.mp4\"");
        }
        String folder = path.substring(path.lastIndexOf('/', slash - 1) + 1, slash);
        Label label = parts[0].equals("1") ? Label.REAL : Label.FAKE;
        boolean known = FOLDERS.stream().anyMatch(folder::equalsIgnoreCase);
        if (!known || (label == Label.FAKE) != folder.equalsIgnoreCase(SYNTHESIS)) {
            throw new BadInputException(where + "\"" + line + "\" calls a video of " + folder + " "
                    + label.name().toLowerCase(Locale.ROOT)
                    + "; in this list 1 is real (Celeb-real, YouTube-real) and 0 is fake (Celeb-synthesis)");
        }
        tested.put(key(folder, VideoFolder.nameIn(path)), label);
    }
}
