package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.data.DataSource;
import io.unmask.data.blend.SelfBlend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What YAML leaves out takes the published values, not others that the code also knows. */
class SourcesInYamlTest {
    @TempDir
    Path folder;

    /** The record that the YAML is bound to. */
    public record Holder(DataSource source) {}

    private DataSource read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("test.yaml"), yaml);
        return new ConfigReader(Components.builtIn(), Map.of())
                .read(file, List.of(), Holder.class)
                .source();
    }

    @Test
    void defaults_areThePublishedValues() throws IOException {
        assertEquals(
                new SelfBlended(
                        new Photographs(Path.of("p"), null, "photographs", PersonRule.NAME, 0.6, 0.15, 1, 0.5),
                        SelfBlended.Partner.AS_GIVEN,
                        SelfBlended.When.BEFORE_COMPRESSION,
                        SelfBlend.standard()),
                read("source: {self_blended: {source: {photographs: {root: p}}}}"));
    }

    @Test
    void everySource_hasItsName() throws IOException {
        assertEquals(
                new FaceForensics(Path.of("r"), null, List.of("DF"), 8),
                read("source: {faceforensics: {root: r, methods: [DF], frames_per_video: 8}}"));
        assertEquals(new ListFile(Path.of("l.csv"), null, "list"), read("source: {list: {file: l.csv}}"));
        assertEquals(
                new PictureFolders(Path.of("r"), "m", null, "folder", PersonRule.FILE, 32, 0.6, 0.15, 1),
                read("source: {folder: {root: r, masks: m, person: file}}"));
        assertEquals(
                new DeepfakeBench(Path.of("j"), Path.of("r"), "UADFV", 32, Map.of()),
                read("source: {deepfakebench: {json: j, root: r, dataset: UADFV}}"));
    }
}
