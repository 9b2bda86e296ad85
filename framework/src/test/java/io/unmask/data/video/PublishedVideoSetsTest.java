package io.unmask.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data sets with a small reader each, on miniature trees of their layouts. */
class PublishedVideoSetsTest {
    @TempDir
    Path root;

    private static String message(VideoSet set) {
        return String.valueOf(
                assertThrows(BadInputException.class, set::recordings).getMessage());
    }

    private void deeperForensics() {
        Trees.write(root, "df/lists/splits/train.txt", "000_M101.mp4\n001_W004.mp4\n");
        Trees.write(root, "df/lists/splits/val.txt", "002_M102.mp4\n");
        Trees.write(root, "df/lists/splits/test.txt", "003_W005.mp4\n");
        Trees.touch(
                root,
                "df/manipulated_videos/end_to_end/000_M101.mp4",
                "df/manipulated_videos/end_to_end/002_M102.mp4",
                "df/manipulated_videos/end_to_end/003_W005.mp4",
                "df/source_videos/M101/light_up/happy/camera_front/M101_light_up_happy_camera_front.mp4",
                "ff/original_sequences/youtube/c23/videos/000.mp4",
                "ff/original_sequences/youtube/c23/videos/003.mp4",
                "ff/original_sequences/youtube/c23/videos/100.mp4");
    }

    @Test
    void deeperForensics_takesItsRealsFromFaceForensics_inTheSplitOfTheirFakes() {
        deeperForensics();
        var set = new DeeperForensics(root.resolve("df"), List.of("end_to_end"), root.resolve("ff"), null);
        assertEquals(
                List.of(
                        "deeper_forensics/real/raw/000 real [000] train",
                        "deeper_forensics/real/raw/003 real [003] test",
                        "deeper_forensics/end_to_end/raw/000_M101 fake [000, M101] train",
                        "deeper_forensics/end_to_end/raw/002_M102 fake [002, M102] val",
                        "deeper_forensics/end_to_end/raw/003_W005 fake [003, W005] test"),
                Trees.lines(set));
        assertTrue(Trees.skipped(set, root).contains("df/manipulated_videos/end_to_end/001_W004.mp4 missing_video"));
    }

    @Test
    void deeperForensics_saysWhatIsWrong() {
        deeperForensics();
        Path df = root.resolve("df");
        assertTrue(message(new DeeperForensics(df, List.of("end_to_end_level_9"), null, null))
                .contains("no videos in manipulated_videos/end_to_end_level_9"));
        assertTrue(message(new DeeperForensics(df, List.of("end_to_end"), df, null))
                .endsWith("expected the tree of FaceForensics++ with its originals at c23"));
        Trees.write(root, "df/lists/splits/test.txt", "000_M101.mp4\n");
        assertTrue(message(new DeeperForensics(df, List.of("end_to_end"), null, null))
                .contains("000_M101.mp4 is in the splits train and test; expected in one"));
        assertTrue(message(new DeeperForensics(df, List.of("end_to_end"), null, root))
                .contains("train.txt: no such split file; it is in lists/splits of the data set"));
    }

    @Test
    void uadfv_pairsAFakeWithItsReal() {
        Trees.touch(root, "real/0000.mp4", "real/0001.MP4", "fake/0000_fake.mp4");
        assertEquals(
                List.of(
                        "uadfv/real/raw/0000 real [0000] -",
                        "uadfv/real/raw/0001 real [0001] -",
                        "uadfv/fake/raw/0000_fake fake [0000] -"),
                Trees.lines(new Uadfv(root)));
        assertTrue(message(new Uadfv(root.resolve("real"))).contains("cure: root: " + root + " fits"));
    }

    @Test
    void wildDeepfake_readsSequences_oneIdentityAnArchive() {
        Trees.touch(
                root,
                "real_train/6/real/54/12.png",
                "real_train/6/real/54/13.png",
                "real_train/6/real/55/1.png",
                "real_train/7.tar.gz",
                "real_test/6/3/9.png",
                "fake test/0/fake/1/1.png");
        var set = new WildDeepfake(root);
        assertEquals(
                List.of(
                        "wild_deepfake/real/raw/real_train_6_54 real [real_train_6] train",
                        "wild_deepfake/real/raw/real_train_6_55 real [real_train_6] train",
                        "wild_deepfake/real/raw/real_test_6_3 real [real_test_6] test",
                        "wild_deepfake/fake/raw/fake_test_0_1 fake [fake_test_0] test"),
                Trees.lines(set));
        assertEquals(
                root.resolve("real_train/6/real/54"), set.recordings().get(0).file());
        assertEquals(List.of("real_train/7.tar.gz packed"), Trees.skipped(set, root));
    }

    @Test
    void wildDeepfake_inArchives_saysHowToUnpack() {
        Trees.touch(root, "real_train/0.tar.gz", "fake_train/0.tar.gz");
        String message = message(new WildDeepfake(root));
        assertTrue(message.contains("the archives are not unpacked"), message);
        assertTrue(message.contains("cure: unpack each archive into a folder of its name"), message);
    }

    @Test
    void forgeryNet_isReadByItsLists_ofAnyNumberOfSegments() {
        Trees.write(root, "Training/video_list.txt", """
                1 train_video_release/19/4d/real a.mp4 0 90 0 0 0 0
                2 train_video_release/7/00a1.mp4 0 30 1 60 12 1 1 2 7
                0 train_video_release/7/gone.mp4 1 1 5
                """);
        Trees.write(root, "Validation/video_list.txt", "1 val_video_release/3/b.avi 0 9 1 1 1 3\n");
        Trees.touch(
                root,
                "Training/video/train_video_release/19/4d/real a.mp4",
                "Training/video/train_video_release/7/00a1.mp4",
                "Validation/videos/val_video_release/3/b.avi");
        var set = new ForgeryNet(root, ForgeryNet.Kind.VIDEOS);
        assertEquals(
                List.of(
                        "forgerynet/real/raw/train_video_release_19_4d_real a real"
                                + " [train_video_release_19_4d_real a] train",
                        "forgerynet/class_7/raw/train_video_release_7_00a1 fake"
                                + " [train_video_release_7_00a1] train",
                        "forgerynet/class_3/raw/val_video_release_3_b fake [val_video_release_3_b] val"),
                Trees.lines(set));
        assertEquals(List.of("Training/video/train_video_release/7/gone.mp4 missing_video"), Trees.skipped(set, root));
    }

    @Test
    void forgeryNetsPictures_haveAListOfTheirOwn_andBadLinesAreNamed() {
        Trees.write(root, "Training/image_list.txt", "train_release/1/a.jpg 1 2 9\ntrain_release/16/b.jpg 0 0 0\n");
        Trees.touch(root, "Training/image/train_release/1/a.jpg", "Training/image/train_release/16/b.jpg");
        var set = new ForgeryNet(root, ForgeryNet.Kind.IMAGES);
        assertEquals(
                List.of("forgerynet/class_9/raw/train_release_1_a", "forgerynet/real/raw/train_release_16_b"),
                set.recordings().stream().map(Recording::key).toList());
        Trees.write(root, "Training/image_list.txt", "train_release/1/a.jpg 1 2 9\ntrain_release/1/a.jpg 3\n");
        assertTrue(message(set)
                .startsWith(
                        root.resolve("Training/image_list.txt") + ":2: found \"train_release/1/a.jpg 3\"; expected"));
        assertTrue(message(new ForgeryNet(root, ForgeryNet.Kind.VIDEOS))
                .contains("there is no video_list.txt in Training"));
    }

    @Test
    void ffiw_hasMasks_andNamesWithTheirSplit() {
        Trees.touch(
                root,
                "source/train/00000000.mp4",
                "source/val/videos/00000000.mp4",
                "target/train/00000000.mp4",
                "target/val/videos/00000000.mp4",
                "target_mask/train/00000000.mp4",
                "target_mask/val/00000000/0000.png");
        var set = new Ffiw(root);
        assertEquals(
                List.of(
                        "ffiw/real/raw/train_00000000 real [train_00000000] train",
                        "ffiw/fake/raw/train_00000000 fake [train_00000000] train",
                        "ffiw/real/raw/val_00000000 real [val_00000000] val",
                        "ffiw/fake/raw/val_00000000 fake [val_00000000] val"),
                Trees.lines(set));
        assertEquals(
                root.resolve("target_mask/train/00000000.mp4"),
                Objects.requireNonNull(set.recordings().get(1).mask()));
        assertEquals(
                root.resolve("target_mask/val/00000000"),
                Objects.requireNonNull(set.recordings().get(3).mask()));
        Trees.touch(root, "source/test/a.mp4");
        assertTrue(message(set).contains("no videos in target/test"));
    }

    private void df40() {
        Trees.touch(
                root,
                "DF40/fsgan/ff/000_003.mp4",
                "DF40/fsgan/ff/frames/000_003/000.png",
                "DF40/fsgan/cdf/id0_id1_0000.mp4",
                "DF40/simswap/ff/frames/071_054/000.png",
                "DF40/simswap/ff/masks/071_054/000.png",
                "DF40/MidJourney/fake/a.png",
                "DF40/MidJourney/real/b.jpg",
                "DF40_train/simswap/ff/frames/953_974/000.png");
    }

    @Test
    void df40_readsVideos_frames_andPictures_byItsFolders() {
        df40();
        assertEquals(
                List.of(
                        "df40/MidJourney/raw/fake_a fake [a] test",
                        "df40/real/raw/MidJourney_b real [b] test",
                        "df40/fsgan/raw/ff_000_003 fake [000, 003] test",
                        "df40/fsgan/raw/cdf_id0_id1_0000 fake [id0, id1] test",
                        "df40/simswap/raw/ff_071_054 fake [071, 054] test",
                        "df40/simswap/raw/ff_953_974 fake [953, 974] train"),
                Trees.lines(new Df40(root, List.of(), null)));
        assertEquals(
                List.of("df40/simswap/raw/ff_071_054 fake [071, 054] test"),
                Trees.lines(new Df40(root.resolve("DF40"), List.of("simswap"), null)));
    }

    @Test
    void df40_withOfficialPairs_putsFakesWhereTheirPairIs() {
        df40();
        Trees.write(root, "ff/train.json", "[[\"071\", \"054\"]]");
        Trees.write(root, "ff/val.json", "[[\"720\", \"672\"]]");
        Trees.write(root, "ff/test.json", "[[\"953\", \"974\"]]");
        assertEquals(
                List.of(
                        "df40/simswap/raw/ff_071_054 fake [071, 054] train",
                        "df40/simswap/raw/ff_953_974 fake [953, 974] test"),
                Trees.lines(new Df40(root, List.of("simswap"), root.resolve("ff"))));
    }
}
