package io.unmask.experiments.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;

/**
 * The training step that DJL makes with no framework around it: forward, backward, DJL's own Adam on every weight. The batch
 * lies on the device beforehand.
 */
public final class BareTraining implements AutoCloseable {
    private static final float RATE = 1e-4f;
    private static final float FIRST_BETA = 0.9f;
    private static final float SECOND_BETA = 0.999f;
    private static final float EPS = 1e-8f;

    private final BareNetwork network;
    private final NDManager manager;
    private final BareLayers layers;
    private final NDArray images;
    private final NDArray labels;
    private final List<NDArray> means = new ArrayList<>();
    private final List<NDArray> variances = new ArrayList<>();

    /** Noise in place of pictures, in the present engine with as many threads as it has. */
    public BareTraining(BareNetwork network, NDManager parent, int batchSize, int sidePixels) {
        this.network = network;
        manager = parent.newSubManager();
        layers = new BareLayers(manager);
        images = manager.randomNormal(new Shape(batchSize, sidePixels, sidePixels, 3))
                .transpose(0, 3, 1, 2);
        float[] oneHot = new float[2 * batchSize];
        for (int i = 0; i < batchSize; i++) {
            oneHot[2 * i + i % 2] = 1;
        }
        labels = manager.create(oneHot, new Shape(batchSize, 2));
    }

    /** Makes an update and returns its loss. */
    public float step() {
        try (NDManager scratch = manager.newSubManager()) {
            float loss = backward(scratch);
            for (int i = 0; i < layers.trained().size(); i++) {
                update(i, layers.trained().get(i), scratch);
            }
            return loss;
        }
    }

    private float backward(NDManager scratch) {
        layers.begin();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray input = images.duplicate();
            input.attach(scratch);
            NDArray loss = BareLayers.crossEntropy(network.scores(layers, input), labels);
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    private void update(int at, NDArray weight, NDManager scratch) {
        if (at == means.size()) {
            means.add(weight.zerosLike());
            variances.add(weight.zerosLike());
        }
        NDArray gradient = weight.getGradient();
        gradient.attach(scratch);
        JniUtils.adamUpdate(
                (PtNDArray) weight,
                (PtNDArray) gradient,
                (PtNDArray) means.get(at),
                (PtNDArray) variances.get(at),
                RATE,
                RATE,
                0,
                1,
                -1,
                FIRST_BETA,
                SECOND_BETA,
                EPS,
                false);
        JniUtils.zeroGrad((PtNDArray) weight);
    }

    @Override
    public void close() {
        manager.close();
    }
}
