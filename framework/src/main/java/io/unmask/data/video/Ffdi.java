package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import java.nio.file.Path;

/**
 * FFDI, the picture track of the Global Multimedia Deepfake Detection challenge (2024), phase 1:
 * trainset_label.txt and valset_label.txt with img_name,target (1 is fake), pictures in trainset and valset.
 *
 * @param root folder of the label files
 */
@JsonTypeName("ffdi")
@AutoService(VideoSet.class)
@Doc("FFDI (2024 challenge): pictures of faces, label files for training and validation.")
public record Ffdi(
        @Doc("Folder with trainset_label.txt, trainset, valset_label.txt and valset.")
        Path root) implements IndexedVideoSet {
    private static final String SOURCE = "github.com/iwant2333/inclusion_multiffdi (README.md) for the tree, and"
            + " blog.csdn.net/weixin_48024605/article/details/140579907 for the columns";

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public VideoIndex index() {
        ExpectedTree tree = new ExpectedTree("FFDI", "trainset", """
                trainset_label.txt (img_name,target)
                trainset/
                  3381ccbc4df9e7778b720d53a2987014.jpg
                valset_label.txt (img_name,target)
                valset/
                  cd0e3907b3312f6046b98187fc25f9c7.jpg""", SOURCE);
        return new LabelFile("ffdi", "img_name", true, tree).index(root);
    }
}
