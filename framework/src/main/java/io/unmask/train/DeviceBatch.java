package io.unmask.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.data.HostBatch;
import io.unmask.model.Inputs;
import io.unmask.model.Targets;
import io.unmask.model.nn.Frames;
import org.jspecify.annotations.Nullable;

/**
 * A batch on the device.
 *
 * @param inputs pictures, normalised
 * @param targets one-hot labels, masks and regions
 */
record DeviceBatch(Inputs inputs, Targets targets) {
    private static final int CLASSES = 2;

    /** Copies the bytes to the manager's device once and does the rest there. */
    static DeviceBatch of(HostBatch host, NDManager manager, Normalise normalise, DataType type) {
        return new DeviceBatch(
                new Inputs(
                        images(host, manager, normalise, type),
                        second(host, manager, normalise, type),
                        host.secondSide() != 0),
                new Targets(
                        labels(host, manager, type),
                        mask(host.masks(), host, manager, type),
                        mask(host.regions(), host, manager, type)));
    }

    private static @Nullable NDArray second(HostBatch host, NDManager manager, Normalise normalise, DataType type) {
        int side = host.secondSide() == 0 ? host.sidePixels() : host.secondSide();
        return host.second() == null ? null : pictures(host.second(), host.size(), side, manager, normalise, type);
    }

    private static NDArray pictures(
            byte[] pixels, int count, int side, NDManager manager, Normalise normalise, DataType type) {
        Shape shape = new Shape(count, side, side, 3);
        return Staging.stage(pixels, shape, manager, bytes -> normalise.apply(bytes, type));
    }

    private static NDArray images(HostBatch host, NDManager manager, Normalise normalise, DataType type) {
        NDArray pictures = pictures(host.pixels(), host.pictures(), host.sidePixels(), manager, normalise, type);
        if (host.clipFrames() == 0) {
            return pictures;
        }
        NDArray clips = Frames.together(pictures, host.clipFrames());
        // In planes, as the kernels of clips lie: else every convolution lays its kernel out anew.
        return clips.flatten().reshape(clips.getShape());
    }

    private static NDArray labels(HostBatch host, NDManager manager, DataType type) {
        float[] oneHot = new float[host.size() * CLASSES];
        for (int i = 0; i < host.size(); i++) {
            oneHot[i * CLASSES + host.labels()[i]] = 1;
        }
        return manager.create(oneHot, new Shape(host.size(), CLASSES)).toType(type, false);
    }

    private static @Nullable NDArray mask(byte @Nullable [] mask, HostBatch host, NDManager manager, DataType type) {
        if (mask == null) {
            return null;
        }
        Shape shape = new Shape(host.size(), 1, host.sidePixels(), host.sidePixels());
        return Staging.stage(
                mask, shape, manager, bytes -> bytes.toType(type, false).divi(255));
    }
}
