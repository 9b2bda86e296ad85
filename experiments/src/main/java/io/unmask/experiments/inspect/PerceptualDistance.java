package io.unmask.experiments.inspect;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.media.Image;
import io.unmask.model.nn.Parameter;
import io.unmask.model.nn.Parameters;
import io.unmask.model.perceptual.LpipsNet;
import io.unmask.train.Torch;
import io.unmask.weights.TensorData;
import io.unmask.weights.WeightFile;
import io.unmask.weights.WeightStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The perceptual distance of two pictures, with weights that the user names. Safe for any thread, one at a time. */
public final class PerceptualDistance implements AutoCloseable {
    private final NDManager manager = NDManager.newBaseManager();
    private final LpipsNet net = new LpipsNet();
    private final Parameters parameters = Parameters.allocate(net, manager, DataType.FLOAT32);

    private PerceptualDistance() {}

    /**
     * Loads the weights.
     *
     * @param alexnet AlexNet of torchvision: a file or a name of the catalogue
     * @param channels weights of the channels: {@code weights/v0.1/alex.pth} of richzhang/PerceptualSimilarity, or the same
     *     tensors as safetensors
     * @param cache folder of downloaded weights
     * @throws BadInputException if one is missing, broken or of another network
     */
    public static PerceptualDistance open(String alexnet, Path channels, Path cache) {
        WeightFile backbone = WeightFile.read(WeightStore.in(cache).reference(alexnet));
        WeightFile linear = WeightFile.read(channels.toString());
        PerceptualDistance distance = new PerceptualDistance();
        try {
            for (Map.Entry<String, Parameter> each : distance.net.parameters().entrySet()) {
                boolean ofChannel = each.getKey().startsWith("lin");
                distance.set(each.getKey(), each.getValue(), ofChannel ? linear : backbone);
            }
            return distance;
        } catch (BadInputException e) {
            distance.close();
            throw e;
        }
    }

    private void set(String name, Parameter parameter, WeightFile file) {
        TensorData tensor = file.tensors().get(name);
        if (tensor == null || !Arrays.equals(tensor.shape(), parameter.shape())) {
            throw new BadInputException(file.file() + ": "
                    + (tensor == null ? "has no tensor " + name : name + " is " + Arrays.toString(tensor.shape()))
                    + "; expected " + Arrays.toString(parameter.shape())
                    + (name.startsWith("lin")
                            ? ", as in weights/v0.1/alex.pth of github.com/richzhang/PerceptualSimilarity"
                            : ", as in torchvision's AlexNet"));
        }
        parameters.set(name, tensor.floats());
    }

    /** The distance of two pictures of three channels and the same size, 31 pixels and more a side. */
    synchronized double of(Image first, Image second) {
        Torch.recordNothing();
        try (NDManager scratch = manager.newSubManager()) {
            return net.distance(array(scratch, first), array(scratch, second)).toFloatArray()[0];
        }
    }

    private static NDArray array(NDManager manager, Image image) {
        float[] values = new float[image.pixels().length];
        int area = image.width() * image.height();
        for (int i = 0; i < values.length; i++) {
            values[i % 3 * area + i / 3] = (image.pixels()[i] & 0xff) / 255f;
        }
        return manager.create(values, new Shape(1, 3, image.height(), image.width()));
    }

    @Override
    public void close() {
        manager.close();
    }
}
