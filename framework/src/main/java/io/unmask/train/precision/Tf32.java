package io.unmask.train.precision;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Doc;

/**
 * Single precision, but convolutions and matrix products on the GPU's tensor cores, which round their inputs to 10 bits of
 * fraction and add up in float32. NVIDIA GPUs have it from compute capability 8.0 (Ampere) on.
 */
@JsonTypeName("tf32")
@AutoService(Precision.class)
@Doc("Single precision whose convolutions and matrix products a GPU rounds to TensorFloat-32 (10 bits of fraction).")
public record Tf32() implements Precision {
    private static final int AMPERE = 80;

    @Override
    public boolean roundsProducts() {
        return true;
    }

    @Override
    public void require(Device device) {
        if (!device.isGpu()) {
            throw new BadInputException("train.precision: tf32 is arithmetic of NVIDIA GPUs, but the device is the CPU."
                    + " Set train.precision: fp32, or see `unmask doctor` for what a GPU needs.");
        }
        requireCapability(CudaUtils.getComputeCapability(device.getDeviceId()));
    }

    /** Guards by the GPU's compute capability as DJL writes it: 75 for 7.5. */
    static void requireCapability(String capability) {
        int number = Integer.parseInt(capability);
        if (number < AMPERE) {
            throw new BadInputException(
                    "train.precision: tf32 needs a GPU of compute capability 8.0 or later, but this one has "
                            + number / 10 + "." + number % 10 + ". Set train.precision: fp32 or fp16.");
        }
    }
}
