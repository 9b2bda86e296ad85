package io.unmask.data.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DfdcTest {
    @TempDir
    Path root;

    private void parts(String above) {
        Trees.write(root, above + "dfdc_train_part_0/metadata.json", """
                {"owxbbpjpch.mp4": {"label": "FAKE", "split": "train", "original": "wynotylpnm.mp4"},
                 "wynotylpnm.mp4": {"label": "REAL", "split": "train", "original": NaN},
                 "lostlostlo.mp4": {"label": "FAKE", "split": "train", "original": "wynotylpnm.mp4"}}""");
        Trees.write(
                root,
                above + "dfdc_train_part_1/metadata.json",
                "{\"aaaaaaaaaa.mp4\": {\"label\": \"REAL\", \"split\": \"train\"}}");
        Trees.touch(
                root,
                above + "dfdc_train_part_0/owxbbpjpch.mp4",
                above + "dfdc_train_part_0/wynotylpnm.mp4",
                above + "dfdc_train_part_0/unlisted00.mp4",
                above + "dfdc_train_part_1/aaaaaaaaaa.mp4");
    }

    @Test
    void everyPart_hasItsOwnMetadata_andTheOriginalIsTheIdentity() {
        parts("");
        Dfdc set = new Dfdc(root, List.of(1));
        assertEquals(
                List.of(
                        "dfdc/fake/raw/owxbbpjpch fake [wynotylpnm] train",
                        "dfdc/real/raw/wynotylpnm real [wynotylpnm] train",
                        "dfdc/real/raw/aaaaaaaaaa real [aaaaaaaaaa] val"),
                Trees.lines(set));
        assertEquals(
                List.of("dfdc_train_part_0/lostlostlo.mp4 missing_video", "dfdc_train_part_0/unlisted00.mp4 unlisted"),
                Trees.skipped(set, root));
    }

    @Test
    void trainAndTest_inFoldersOfThoseNames_areBothRead() {
        parts("train/");
        Trees.write(root, "test/labels.csv", "filename,label\naalscayrfi.mp4,1\nabcabcabca.mp4,0\n");
        Trees.touch(root, "test/videos/aalscayrfi.mp4", "test/videos/abcabcabca.mp4");
        assertEquals(
                List.of(
                        "dfdc/fake/raw/aalscayrfi fake [aalscayrfi] test",
                        "dfdc/real/raw/abcabcabca real [abcabcabca] test"),
                Trees.lines(new Dfdc(root, List.of())).subList(0, 2));
        assertEquals(5, new Dfdc(root, List.of()).recordings().size());
    }

    @Test
    void aLabelThatIsNeither_isAnError() {
        parts("");
        Trees.write(root, "dfdc_train_part_1/metadata.json", "{\"aaaaaaaaaa.mp4\": {\"label\": \"GENUINE\"}}");
        assertEquals(
                root.resolve("dfdc_train_part_1/metadata.json")
                        + ": aaaaaaaaaa.mp4: expected a label of REAL or FAKE, found {\"label\":\"GENUINE\"}",
                assertThrows(BadInputException.class, () -> new Dfdc(root, List.of()).recordings())
                        .getMessage());
    }

    @Test
    void aFolderWithoutMetadata_isShownBesideTheExpectedTree() {
        Trees.touch(root, "videos/a.mp4");
        String message =
                String.valueOf(assertThrows(BadInputException.class, () -> new Dfdc(root, List.of()).recordings())
                        .getMessage());
        assertTrue(message.contains("no metadata.json in a training part"), message);
        assertTrue(message.contains("dfdc_train_part_0/ (or in train/)    videos/\n"), message);
    }

    @Test
    void thePreview_isReadByItsJson_withActorsFromTheNames() {
        Trees.write(root, "dataset.json", """
                {"method_A/643049/643049_A/1255229_643049_A_001.mp4": {"label": "fake", "set": "train", "augmentations": []},
                 "method_B/1224068/1224068_C/643049_1224068_C_001.mp4": {"label": "fake", "set": "test"},
                 "original_videos/643049/643049_A_001.mp4": {"label": "real", "set": "train"},
                 "original_videos/643049/643049_A_002.mp4": {"label": "real", "set": "train"}}""");
        Trees.touch(
                root,
                "method_A/643049/643049_A/1255229_643049_A_001.mp4",
                "method_A/643049/643049_A/9999999_643049_A_001.mp4",
                "method_B/videos/1224068/1224068_C/643049_1224068_C_001.mp4",
                "original_videos/643049/643049_A_001.mp4");
        DfdcPreview set = new DfdcPreview(root);
        assertEquals(
                List.of(
                        "dfdc_preview/method_A/raw/1255229_643049_A_001 fake [1255229, 643049] train",
                        "dfdc_preview/method_B/raw/643049_1224068_C_001 fake [643049, 1224068] test",
                        "dfdc_preview/real/raw/643049_A_001 real [643049] train"),
                Trees.lines(set));
        assertEquals(
                List.of(
                        "original_videos/643049/643049_A_002.mp4 missing_video",
                        "method_A/643049/643049_A/9999999_643049_A_001.mp4 unlisted"),
                Trees.skipped(set, root));
    }

    @Test
    void aPreviewThatContradictsItself_isAnError() {
        Trees.write(
                root, "dataset.json", "{\"method_A/1/1_A/2_1_A_001.mp4\": {\"label\": \"real\", \"set\": \"train\"}}");
        assertTrue(String.valueOf(assertThrows(BadInputException.class, () -> new DfdcPreview(root).recordings())
                        .getMessage())
                .contains("is labelled \"real\"; expected real in original_videos"));
    }
}
