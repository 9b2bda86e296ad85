package io.unmask.model.backbone;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import org.jspecify.annotations.Nullable;

/** Meso4 (Afchar et al. 2018), 28 thousand parameters at 256 × 256. */
@JsonTypeName("meso4")
@AutoService(Backbone.class)
@Doc("Meso4: four small convolutions, 28 thousand parameters; pictures of at least 32 pixels.")
public record Meso4(
        @Doc("Which PyTorch port; the Keras original is structured as pydeepfakedet.") @Default("pydeepfakedet")
        MesoVariant variant,

        @Doc("Probability of dropout before each linear layer, 0..1.") @Default("0.5")
        double dropout,

        @Doc("Return probabilities as PyDeepFakeDet's forward does; for holding against its outputs, not for training.")
        @Default("false")
        boolean softmax,

        @Doc("Weights to start from: a file; random when left out.") @Nullable
        String weights)
        implements Backbone {
    private static final int[] CHANNELS = {8, 8, 16, 16};
    private static final int[] KERNELS = {3, 5, 5, 5};
    private static final int[] WINDOWS = {2, 2, 2, 4};

    /** Guards the settings. */
    public Meso4 {
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new Network(variant, new Meso.Shape(classes, input, dropout, softmax));
    }

    private static final class Network extends Meso {
        Network(MesoVariant variant, Meso.Shape shape) {
            super(variant, shape);
            boolean shares = variant == MesoVariant.HONGGU;
            BatchNorm norm = null;
            int inputs = shape.input().channels();
            for (int i = 0; i < KERNELS.length; i++) {
                int number = i + 1;
                Conv2d conv = child(
                        "conv" + number + (shares ? "" : ".conv"), same(inputs, CHANNELS[i], KERNELS[i], 1, !shares));
                if (!shares) {
                    norm = child("conv" + number + ".bn", new BatchNorm(CHANNELS[i]));
                } else if (norm == null || i % 2 == 0) {
                    // One norm serves two layers: it is updated twice in a training pass.
                    norm = child("bn" + (i / 2 + 1), new BatchNorm(CHANNELS[i]));
                }
                block(WINDOWS[i], CHANNELS[i], convolution("conv" + number, conv, norm));
                inputs = CHANNELS[i];
            }
            registerHead();
        }
    }
}
