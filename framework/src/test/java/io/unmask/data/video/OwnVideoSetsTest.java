package io.unmask.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.config.Component;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.data.Compression;
import io.unmask.data.source.PersonRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Label files, folders and lists; and what holds for every video set. */
class OwnVideoSetsTest {
    private static final List<String> REAL = List.of("real", "original");

    @TempDir
    Path root;

    /** The record that the YAML is bound to. */
    public record Holder(VideoSet set) {}

    private VideoSet read(String yaml) throws IOException {
        Path file = Files.writeString(root.resolve("test.yaml"), yaml);
        return new ConfigReader(Components.builtIn(), Map.of())
                .read(file, List.of(), Holder.class)
                .set();
    }

    private static String message(VideoSet set) {
        return String.valueOf(
                assertThrows(BadInputException.class, set::recordings).getMessage());
    }

    @Test
    void labelFiles_ofBothTracks_areRead_oneIsFake() {
        Trees.write(root, "trainset_label.txt", "video_name,target\naa.mp4,0\nbb.mp4,1\ngone.mp4,1\n");
        Trees.write(root, "val_label.txt", "video_name,target\ncc.mp4,1\n");
        Trees.touch(root, "trainset/aa.mp4", "trainset/bb.mp4", "valset/cc.mp4");
        assertEquals(
                List.of(
                        "multi_ffdv/real/raw/aa real [aa] train",
                        "multi_ffdv/fake/raw/bb fake [bb] train",
                        "multi_ffdv/fake/raw/cc fake [cc] val"),
                Trees.lines(new MultiFfdv(root)));
        assertEquals(List.of("trainset/gone.mp4 missing_video"), Trees.skipped(new MultiFfdv(root), root));
        Trees.write(root, "trainset_label.txt", "img_name,target\n3381.jpg,1\nnotes.mp4,0\n");
        Trees.write(root, "val_label.txt", "img_name,target\n");
        Trees.touch(root, "trainset/3381.jpg");
        assertEquals(List.of("ffdi/fake/raw/3381 fake [3381] train"), Trees.lines(new Ffdi(root)));
        assertEquals(List.of("trainset/notes.mp4 not_a_video"), Trees.skipped(new Ffdi(root), root));
    }

    @Test
    void labelFiles_ofTheOtherTrack_orWithOtherTargets_areErrors() {
        Trees.write(root, "trainset_label.txt", "video_name,target\naa.mp4,fake\n");
        assertTrue(message(new MultiFfdv(root)).endsWith(":2: target: expected 0 (real) or 1 (fake), found \"fake\""));
        assertTrue(message(new Ffdi(root)).endsWith(":1: no column \"img_name\"; found: video_name, target"));
        assertTrue(message(new Ffdi(root.resolve("trainset"))).contains("not the tree of FFDI: no such folder"));
    }

    @Test
    void folders_areMethods_andPicturesInFoldersAreVideos() {
        Trees.touch(
                root,
                "Real/anna_01.mp4",
                "Real/sub/bert_02.MOV",
                "Real/photo_3.jpg",
                "FaceSwap/anna_02.mkv",
                "FaceSwap/frames_7/000.png",
                "FaceSwap/frames_7/001.png",
                "FaceSwap/broken.xyz",
                "masks/FaceSwap/anna_02.mp4",
                "masks/FaceSwap/frames_7/000.png");
        var set = new FolderOfVideos(root, REAL, "mine", PersonRule.NAME);
        assertEquals(
                List.of(
                        "mine/FaceSwap/raw/anna_02 fake [anna] -",
                        "mine/FaceSwap/raw/frames_7 fake [frames] -",
                        "mine/real/raw/anna_01 real [anna] -",
                        "mine/real/raw/sub_bert_02 real [sub/bert] -",
                        "mine/real/raw/photo_3 real [photo] -"),
                Trees.lines(set));
        assertEquals(List.of("FaceSwap/broken.xyz not_a_video"), Trees.skipped(set, root));
        assertEquals(
                root.resolve("masks/FaceSwap/anna_02.mp4"),
                Objects.requireNonNull(set.recordings().get(0).mask()));
        assertEquals(
                root.resolve("masks/FaceSwap/frames_7"),
                Objects.requireNonNull(set.recordings().get(1).mask()));
        assertNull(set.recordings().get(2).mask());
    }

    @Test
    void foldersOfSplits_comeBeforeClasses() {
        Trees.touch(root, "train/original/a.mp4", "train/DF/a.mp4", "test/real/a.mp4");
        assertEquals(
                List.of(
                        "folder/DF/raw/train_a fake [train_a] train",
                        "folder/real/raw/train_a real [train_a] train",
                        "folder/real/raw/test_a real [test_a] test"),
                Trees.lines(new FolderOfVideos(root, REAL, "folder", PersonRule.FILE)));
        assertTrue(message(new FolderOfVideos(root.resolve("train"), List.of("genuine"), "folder", PersonRule.NAME))
                .contains("there is no folder genuine"));
    }

    @Test
    void lists_nameVideosWithAllThatIsKnown() {
        Trees.touch(root, "v/a.mp4", "v/b.AVI", "v/frames/0.png", "v/readme.md");
        Path file = Trees.write(root, "list.csv", """
                path,label,identity,video,method,compression,split,mask
                v/a.mp4,real,anna,,,hq,train,
                v\\b.AVI,FAKE,anna;bert,fake_b,FSGAN,,test,v/a.mp4
                v/frames,fake,,,,,,
                v/gone.mp4,fake,,,,,,
                v/readme.md,real,,,,,,
                """);
        var set = new VideoList(file, null, "sr_df");
        assertEquals(
                List.of(
                        "sr_df/real/hq/v_a real [anna] train",
                        "sr_df/FSGAN/raw/fake_b fake [anna, bert] test",
                        "sr_df/fake/raw/v_frames fake [v_frames] -"),
                Trees.lines(set));
        assertEquals(
                root.resolve("v/a.mp4"),
                Objects.requireNonNull(set.recordings().get(1).mask()));
        assertEquals(List.of("v/gone.mp4 missing_video", "v/readme.md not_a_video"), Trees.skipped(set, root));
    }

    @Test
    void lists_withMistakes_nameTheLine() {
        Path file = Trees.write(root, "list.csv", "path,label\na/x.mp4,real\na/x.mp4,real\n");
        assertTrue(message(new VideoList(file, null, "list"))
                .startsWith(file + ":3: the video \"a_x\" of method real is in line 2 already"));
        Trees.write(root, "list.csv", "path,label\na/x.mp4,genuine\n");
        assertEquals(
                file + ":2: label: expected real or fake, found \"genuine\"",
                message(new VideoList(file, null, "list")));
        Trees.write(root, "list.csv", "path,label\na/x.mp4,real\n");
        assertTrue(message(new VideoList(file, null, "list")).contains("none of its 1 videos is on the disk"));
        Trees.write(root, "list.csv", "path,label\n");
        assertTrue(message(new VideoList(file, null, "list")).endsWith("no rows below the header"));
        Trees.write(root, "list.csv", "path,label,person\n");
        assertTrue(message(new VideoList(file, null, "list")).contains("unknown column \"person\""));
    }

    @Test
    void yamlNamesEachSet_andLeavesTheRestToDefaults() throws IOException {
        assertEquals(
                new FaceForensicsVideos(Path.of("r"), null, List.of("DF", "F2F", "FS", "NT"), List.of(Compression.HQ)),
                read("set: {faceforensics: {root: r}}"));
        assertEquals(
                new FaceForensicsVideos(
                        Path.of("r"), Path.of("s"), List.of("DFD"), List.of(Compression.RAW, Compression.LQ)),
                read("set: {faceforensics: {root: r, splits: s, methods: [DFD], compressions: [raw, lq]}}"));
        assertEquals(new CelebDf(Path.of("r"), 1, null), read("set: {celeb_df: {root: r, version: 1}}"));
        assertEquals(new Dfdc(Path.of("r"), List.of(3)), read("set: {dfdc: {root: r, validation_parts: [3]}}"));
        assertEquals(
                new ForgeryNet(Path.of("r"), ForgeryNet.Kind.IMAGES),
                read("set: {forgerynet: {root: r, kind: images}}"));
        assertEquals(
                new FolderOfVideos(Path.of("r"), REAL, "folder", PersonRule.NAME), read("set: {folder: {root: r}}"));
        assertEquals(new VideoList(Path.of("l.csv"), null, "list"), read("set: {list: {file: l.csv}}"));
    }

    static List<Component> sets() {
        return Components.builtIn().of(VideoSet.class).stream()
                .filter(component -> component.settings().stream()
                        .anyMatch(setting -> setting.key().equals("root") && setting.doc() != null))
                .filter(component -> !component.name().equals("list"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everySet_givenAnotherTree_showsExpectedAndFound_andCitesItsLayout(Component set) throws IOException {
        Trees.touch(root, "holiday/beach.mov");
        VideoSet wrong = read("set: {" + set.name() + ": {root: \"" + root.resolve("holiday") + "\"}}");
        String message = message(wrong);
        assertTrue(message.startsWith(root.resolve("holiday") + ": not the tree of "), message);
        assertTrue(message.contains("    expected "), message);
        assertTrue(message.contains(" beach.mov"), message);
        assertTrue(message.contains("    cure: "), message);
        assertTrue(message.endsWith("the layout is that of " + wrong.source()), message);
        assertFalse(wrong.source().isBlank());
        assertTrue(message.contains("github.com/") || set.name().equals("folder"), message);
    }
}
