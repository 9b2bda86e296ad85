package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.config.BadInputException;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeepfakeBenchTest {
    @TempDir
    Path folder;

    private DeepfakeBench source(String dataset, String json) throws IOException {
        Files.writeString(folder.resolve(dataset + ".json"), json.replace('\'', '"'));
        return new DeepfakeBench(folder, folder.resolve("rgb"), dataset, 2, Map.of());
    }

    private List<Clip> clips(DeepfakeBench source, Split split, Compression level) {
        return source.clips(Pictures.request(split, folder).at(level));
    }

    private static String image(Clip clip, int frame) {
        return clip.frames().get(frame).image().describe();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Celeb-DF-v2\\\\YouTube-real\\\\frames\\\\00000\\\\",
                "./datasets/Celeb-DF-v2/YouTube-real/frames/00000/",
                "./datasets/rgb/Celeb-DF-v2/YouTube-real/frames/00000/",
                "/home/somebody/data/Celeb-DF-v2/YouTube-real/frames/00000/",
                "D:\\\\data\\\\Celeb-DF-v2\\\\YouTube-real\\\\frames\\\\00000\\\\"
            })
    void paths_areRepaired_andFramesOrderedByNumber(String start) throws IOException {
        for (String name : List.of("000", "9", "010")) {
            Pictures.write(folder.resolve("rgb/Celeb-DF-v2/YouTube-real/frames/00000/" + name + ".png"));
        }
        var source = source(
                "Celeb-DF-v2",
                "{'Celeb-DF-v2': {'CelebDFv2_real': {'test': {'00000': {'label': 'CelebDFv2_real', 'frames': ['" + start
                        + "010.png', '" + start + "9.png', '" + start + "000.png']}}}}}");
        List<Clip> clips = clips(source, Split.TEST, Compression.HQ);
        assertEquals(
                List.of("Celeb-DF-v2/real/raw/00000"),
                clips.stream().map(Clip::key).toList());
        Path video = folder.resolve("rgb/Celeb-DF-v2/YouTube-real/frames/00000");
        assertEquals(video.resolve("000.png").toString(), image(clips.get(0), 0));
        assertEquals(video.resolve("010.png").toString(), image(clips.get(0), 1));
        clips.get(0)
                .frames()
                .forEach(frame -> assertEquals(12, frame.image().read().width()));
    }

    private static final String LEVELS = """
            {'FF-DF': {
              'FF-real': {'train': {
                'c23': {'000': {'label': 'FF-real', 'frames': ['FaceForensics++/r/c23/frames/000/000.png'], 'masks': []}},
                'c40': {'000': {'label': 'FF-real', 'frames': ['FaceForensics++/r/c40/frames/000/000.png']}}}},
              'FF-DF': {'train': {
                'c23': {'000_003': {'label': 'FF-DF',
                  'frames': ['FaceForensics++/f/c23/frames/000_003/000.png'],
                  'masks': ['FaceForensics++/f/c23/masks/000_003/000.png']}},
                'c40': {'000_003': {'label': 'FF-DF', 'frames': ['FaceForensics++/f/c40/frames/000_003/000.png']}}}}}}
            """;

    private void plantLevels() {
        for (String level : List.of("c23", "c40")) {
            Pictures.write(folder.resolve("rgb/FaceForensics++/r/" + level + "/frames/000/000.png"));
            Pictures.write(folder.resolve("rgb/FaceForensics++/f/" + level + "/frames/000_003/000.png"));
        }
        Pictures.write(folder.resolve("rgb/FaceForensics++/f/c23/masks/000_003/000.png"));
    }

    @Test
    void levels_masksAndPeopleOfFaceForensics() throws IOException {
        plantLevels();
        List<Clip> clips = clips(source("FF-DF", LEVELS), Split.TRAIN, Compression.HQ);
        assertEquals(
                List.of("faceforensics/real/hq/000", "faceforensics/FF-DF/hq/000_003"),
                clips.stream().map(Clip::key).toList());
        assertEquals(List.of("000", "003"), clips.get(1).identities());
        assertEquals(
                folder.resolve("rgb/FaceForensics++/f/c23/masks/000_003/000.png")
                        .toString(),
                Objects.requireNonNull(clips.get(1).frames().get(0).mask()).describe());
    }

    @Test
    void aNameWithLevel_readsThatLevelOfTheKeyWithoutIt() throws IOException {
        plantLevels();
        var source = source("FF-DF_c40", LEVELS);
        List<Clip> clips = clips(source, Split.TRAIN, Compression.LQ);
        assertEquals("faceforensics/real/lq/000", clips.get(0).key());
        assertEquals(
                folder.resolve("FF-DF_c40.json") + ": holds c40 alone, but hq (c23) was asked for",
                assertThrows(BadInputException.class, () -> clips(source, Split.TRAIN, Compression.HQ))
                        .getMessage());
        assertEquals(
                folder.resolve("FF-DF.json") + ": FF-real/train has no level c0; found: c23, c40",
                assertThrows(
                                BadInputException.class,
                                () -> clips(source("FF-DF", LEVELS), Split.TRAIN, Compression.RAW))
                        .getMessage());
    }

    @Test
    void malformedEntries_emptyAndMissingVideos_areListed() throws IOException {
        Pictures.write(folder.resolve("rgb/DFDC/a/0.png"));
        var source = source(
                "DFDC",
                "{'DFDC': {'DFDC_Fake': {'val': {'label': 'DFDC_Fake', 'frames': []}, 'test': {"
                        + "'a': {'label': 'DFDC_Fake', 'frames': ['DFDC/a/0.png']},"
                        + "'b': {'label': 'DFDC_Fake', 'frames': []},"
                        + "'c': {'label': 'DFDC_Fake', 'frames': ['DFDC/c/0.png']}}}}}");
        assertEquals(List.of(), clips(source, Split.VAL, Compression.RAW));
        String file = folder.resolve("DFDC.json") + ": DFDC_Fake/";
        assertEquals(
                List.of(
                        new Skipped(file + "val/label", "malformed_entry"),
                        new Skipped(file + "val/frames", "malformed_entry")),
                source.skipped(Pictures.request(Split.VAL, folder)));
        assertEquals(1, clips(source, Split.TEST, Compression.RAW).size());
        assertEquals(
                List.of(new Skipped(file + "b", "no_frames"), new Skipped(file + "c", "missing_video")),
                source.skipped(Pictures.request(Split.TEST, folder)));
    }

    @Test
    void unknownLabels_areAnError_unlessSaidWhatTheyAre() throws IOException {
        Pictures.write(folder.resolve("rgb/new/a/0.png"));
        String json = "{'New': {'New_fake': {'test': {'a': {'label': 'New_fake', 'frames': ['new/a/0.png']}}}}}";
        var source = source("New", json);
        String message = assertThrows(BadInputException.class, () -> clips(source, Split.TEST, Compression.RAW))
                .getMessage();
        assertEquals(
                folder.resolve("New.json")
                        + ": unknown label \"New_fake\"; say what it is with labels: {New_fake: fake}. Known: ",
                message.substring(0, message.indexOf("CelebDFv1_fake")));
        var told = new DeepfakeBench(folder, folder.resolve("rgb"), "New", 2, Map.of("New_fake", Label.FAKE));
        assertEquals(Label.FAKE, clips(told, Split.TEST, Compression.RAW).get(0).label());
    }

    @Test
    void nothingOnTheDisk_isShownBesideWhatWasExpected() throws IOException {
        Files.createDirectories(folder.resolve("rgb/UADFV"));
        var source = source(
                "UADFV",
                "{'UADFV': {'UADFV_Real': {'test': {'a': {'label': 'UADFV_Real', 'frames': ['UADFV/r/a/0.png']}}}}}");
        assertEquals(
                folder.resolve("UADFV.json") + ": none of its 1 videos is on the disk\n    expected: "
                        + folder.resolve("rgb/UADFV/r/a/0.png") + "\n    found:    UADFV",
                assertThrows(BadInputException.class, () -> clips(source, Split.TEST, Compression.RAW))
                        .getMessage());
    }

    @Test
    void brokenFiles_areNamed() throws IOException {
        assertEquals(
                folder.resolve("X.json") + ": no data set \"X\"; found: Y",
                assertThrows(
                                BadInputException.class,
                                () -> clips(source("X", "{'Y': {}}"), Split.TEST, Compression.RAW))
                        .getMessage());
        var broken = source("Z", "{'Z': {\n'a' 1}}");
        assertEquals(
                folder.resolve("Z.json") + ":2: not JSON:",
                assertThrows(BadInputException.class, () -> clips(broken, Split.TEST, Compression.RAW))
                        .getMessage()
                        .substring(0, (folder.resolve("Z.json") + ":2: not JSON:").length()));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "Celeb-DF-v2, id0_id16_0003, id0;id16",
        "Celeb-DF-v2, id7_0001, id7",
        "Celeb-DF-v2, 00042, 00042",
        "DeepFakeDetection, 01_02__meeting_serious__YVGY8LOK, 01;02",
        "DeepFakeDetection, 01__hugging_happy, 01",
        "UADFV, 0044_fake, 0044_fake"
    })
    void people_areReadFromTheNamesOfVideos(String dataset, String video, String people) {
        assertEquals(List.of(people.split(";", -1)), BenchLabels.identities(dataset, video));
    }
}
