package io.unmask.experiments.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.unmask.data.HostBatch;
import io.unmask.train.Normalise;
import java.nio.ByteBuffer;

/**
 * The way of a batch onto the device, as in training.
 *
 * @param normalise how pixels become inputs
 * @param manager of the device
 */
record DeviceInputs(Normalise normalise, NDManager manager) {
    /** Makes inputs and lets them go. */
    void make(HostBatch host) {
        try (NDManager scratch = manager.newSubManager()) {
            Shape shape = new Shape(host.pictures(), host.sidePixels(), host.sidePixels(), 3);
            normalise.apply(scratch.create(ByteBuffer.wrap(host.pixels()), shape, DataType.UINT8), DataType.FLOAT32);
        }
    }
}
