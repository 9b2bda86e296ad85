package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import java.nio.file.Path;

/**
 * multi-FFDV, the audio and video track of the Global Multimedia Deepfake Detection challenge (2024), phase 1:
 * trainset_label.txt and valset_label.txt with video_name,target (1 is fake), videos in trainset and valset.
 *
 * @param root folder of the label files
 */
@JsonTypeName("multi_ffdv")
@AutoService(VideoSet.class)
@Doc("multi-FFDV (2024 challenge): videos with sound, label files for training and validation.")
public record MultiFfdv(
        @Doc("Folder with trainset_label.txt, trainset, valset_label.txt and valset.")
        Path root) implements IndexedVideoSet {
    private static final String SOURCE = "github.com/1208320416/DeepFakeDefenders (README.md) for the tree, and"
            + " github.com/24447808721/kaggle-The-Global-Multimedia-Deepfake-Detection (README.md) for the columns";

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public VideoIndex index() {
        ExpectedTree tree = new ExpectedTree("multi-FFDV", "trainset", """
                trainset_label.txt (video_name,target)
                trainset/
                  96b04c80704f02cb426076b3f624b69e.mp4
                valset_label.txt (video_name,target)
                valset/
                  f859cb3510c69513d5c57c6934bc9968.mp4""", SOURCE);
        return new LabelFile("multi_ffdv", "video_name", false, tree).index(root);
    }
}
