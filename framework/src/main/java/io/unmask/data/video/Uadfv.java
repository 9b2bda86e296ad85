package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import java.nio.file.Path;
import java.util.List;

/**
 * UADFV (Yang, Li and Lyu, ICASSP 2019): 49 videos real/0000.mp4 and the fake made from each, fake/0000_fake.mp4.
 * A pair counts as one identity. There is no official split.
 *
 * @param root the tree
 */
@JsonTypeName("uadfv")
@AutoService(VideoSet.class)
@Doc("UADFV: 49 pairs of a real and a fake video, without an official split.")
public record Uadfv(@Doc("The tree, with real and fake.") Path root) implements IndexedVideoSet {
    private static final String SOURCE = "github.com/SCLBD/DeepfakeBench (preprocessing/rearrange.py) and"
            + " github.com/wdrink/PyDeepFakeDet (preprocess/UADFV.py)";
    private static final ExpectedTree TREE = new ExpectedTree("UADFV", "fake", """
            real/
              0000.mp4
            fake/
              0000_fake.mp4""", SOURCE);

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public VideoIndex index() {
        TREE.require(root);
        VideoIndex index = new VideoIndex();
        VideoFolder reals = VideoFolder.of(root.resolve("real"), index);
        VideoFolder fakes = VideoFolder.of(root.resolve("fake"), index);
        if (reals.isEmpty() || fakes.isEmpty()) {
            throw TREE.noVideos(root, reals.isEmpty() ? "real" : "fake");
        }
        reals.names().forEach(video -> index.real("uadfv", video, List.of(video), null, reals.required(video)));
        fakes.names()
                .forEach(video -> index.fake(
                        "uadfv",
                        "fake",
                        video,
                        List.of(video.replaceFirst("_fake$", "")),
                        null,
                        fakes.required(video)));
        index.note("UADFV has no official split; use it for testing, or divide its pairs.");
        return index;
    }
}
