package io.unmask.face;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.face.FaceDetector;
import io.unmask.data.face.FaceFinder;
import io.unmask.files.Sha256;
import io.unmask.model.nn.Parameters;
import io.unmask.weights.Catalogue;
import io.unmask.weights.Pretrained;
import io.unmask.weights.WeightStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Faces with five landmarks by MTCNN (Zhang, Zhang, Li, Qiao 2016) with the published weights of
 * timesler/facenet-pytorch, and its arithmetic; on the CPU, one thread a finder. Landmarks: right eye, left eye, nose,
 * right and left corner of the mouth, right and left as seen by the person.
 */
@JsonTypeName("mtcnn")
@AutoService(FaceDetector.class)
@Doc(
        "Faces with five landmarks by MTCNN with the published weights of timesler/facenet-pytorch, which are yours to download.")
public record Mtcnn(
        @Doc("Folder with pnet.pt, rnet.pt and onet.pt of github.com/timesler/facenet-pytorch (data/).")
        Path weights,

        @Doc("Smaller faces are not looked for, in pixels; half of it takes four times as long.") @Default("20")
        int minFacePixels,

        @Doc("Least probability of a face for the three networks, 0 to 1.") @Default("[0.6, 0.7, 0.7]")
        List<Double> thresholds,

        @Doc("From one size of the picture to the next smaller one.") @Default("0.709")
        double factor)
        implements FaceDetector {
    private static final List<String> FILES = List.of("pnet.pt", "rnet.pt", "onet.pt");

    /** Checks the ranges. */
    public Mtcnn {
        thresholds = List.copyOf(thresholds);
        Check.that(minFacePixels >= 12, "minFacePixels", minFacePixels, "must be at least 12");
        Check.that(
                thresholds.size() == FILES.size() && thresholds.stream().allMatch(least -> least >= 0 && least <= 1),
                "thresholds",
                thresholds,
                "must be three numbers from 0 to 1");
        Check.that(factor > 0.1 && factor < 0.99, "factor", factor, "must be above 0.1 and below 0.99");
    }

    @Override
    public FaceFinder open() {
        NDManager manager = NDManager.newBaseManager(Device.cpu());
        try {
            CascadeNet proposing = load(CascadeNet.proposing(), FILES.get(0), manager);
            CascadeNet refining = load(CascadeNet.refining(), FILES.get(1), manager);
            CascadeNet output = load(CascadeNet.output(), FILES.get(2), manager);
            return new Cascade(this, manager, proposing, refining, output);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private CascadeNet load(CascadeNet net, String name, NDManager manager) {
        Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);
        Pretrained.whole(net, parameters, file(name).toString(), new WeightStore(weights, new Catalogue(List.of())));
        return net;
    }

    private Path file(String name) {
        Path file = weights.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new BadInputException(file + ": no such file\n    expected: a folder with " + String.join(", ", FILES)
                    + "\n    cure: download them from github.com/timesler/facenet-pytorch (folder data) and name theirs:"
                    + " mtcnn: {weights: FOLDER}");
        }
        return file;
    }

    @Override
    public String fingerprint() {
        StringBuilder text = new StringBuilder(
                "Mtcnn[minFacePixels=" + minFacePixels + ", thresholds=" + thresholds + ", factor=" + factor);
        FILES.forEach(name -> text.append(", ").append(name).append('=').append(Sha256.of(file(name))));
        return text.append(']').toString();
    }
}
