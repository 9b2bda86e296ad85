package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.frequency.SrmBank;
import io.unmask.model.frequency.SrmSeparate;
import io.unmask.model.frequency.SrmSimple;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import org.jspecify.annotations.Nullable;

/**
 * Noise residuals of the picture, by the kernels of the spatial rich model (Fridrich and Kodovský 2012), in the forms
 * of Locate and Verify and DeepfakeBench.
 */
@JsonTypeName("srm")
@AutoService(Stream.class)
@Doc("Noise residuals by the kernels of the spatial rich model.")
public record Srm(
        @Doc("simple: three kernels, each over all colours. separate: the kernels on each colour alone, mixed by a "
                + "1×1 convolution with BatchNorm and ReLU. bank: all thirty kernels, neither divided nor cut off.")
        @Default("simple")
        Kernels kernels,

        @Doc("Whether training changes the kernels.") @Default("false")
        boolean learnable,

        @Doc("Factor on the normalised picture. simple and separate cut residuals off at ±3, which hardly ever happens "
                + "in -1..1; 127.5 gives the range of 0..255 that the kernels were made for.")
        @Default("1")
        double inputScale,

        @Doc("Channels after separate; 3 when left out. The others have a number of their own: simple 3, bank 30.")
        @Nullable
        Integer outputs)
        implements Stream {
    private static final int COLOURS = 3;

    /** Which kernels, and how they are applied. */
    public enum Kernels {
        /** {@code SRMConv2d_simple}. */
        SIMPLE,
        /** {@code SRMConv2d_Separate}. */
        SEPARATE,
        /** {@code SRMConv2d}. */
        BANK
    }

    /** Guards the settings. */
    public Srm {
        Check.that(inputScale > 0, "inputScale", inputScale, "must be above 0");
        Check.that(
                outputs == null || (kernels == Kernels.SEPARATE && outputs > 0),
                "outputs",
                String.valueOf(outputs),
                "must be above 0, and left out unless kernels is separate");
    }

    @Override
    public StreamNet build(InputShape picture) {
        return new Network(this, picture);
    }

    private static final class Network extends StreamNet {
        private final double scale;
        private final Layer filter;
        private final InputShape output;

        Network(Srm settings, InputShape picture) {
            int inputs = picture.channels();
            if (settings.kernels == Kernels.BANK && inputs != COLOURS) {
                throw new BadInputException(
                        "stream srm: kernels bank: made for pictures of 3 channels, found " + inputs);
            }
            scale = settings.inputScale;
            int separate = settings.outputs == null ? COLOURS : settings.outputs;
            filter = inline(
                    switch (settings.kernels) {
                        case SIMPLE -> new SrmSimple(inputs, settings.learnable);
                        case SEPARATE -> new SrmSeparate(inputs, separate, settings.learnable);
                        case BANK -> new SrmBank(settings.learnable);
                    });
            int channels = switch (settings.kernels) {
                case SIMPLE -> SrmSimple.OUTPUTS;
                case SEPARATE -> separate;
                case BANK -> SrmBank.OUTPUTS;
            };
            output = new InputShape(channels, picture.sidePixels());
        }

        @Override
        public InputShape output() {
            return output;
        }

        @Override
        public NDArray forward(Inputs inputs, Pass pass) {
            NDArray images = inputs.images();
            return filter.forward(scale == 1 ? images : images.mul(Constant.of(scale)), pass);
        }
    }
}
