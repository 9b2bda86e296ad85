package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** MesoInception4 (Afchar et al. 2018), 29 thousand parameters at 256 × 256. */
@JsonTypeName("meso_inception4")
@AutoService(Backbone.class)
@Doc("MesoInception4: two inception layers with dilated convolutions, two plain ones; 29 thousand parameters.")
public record MesoInception4(
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
    private static final int[][] WIDTHS = {{1, 4, 4, 2}, {2, 4, 4, 2}};
    private static final int PLAIN = 16;

    /** Guards the settings. */
    public MesoInception4 {
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new Network(variant, new Meso.Shape(classes, input, dropout, softmax));
    }

    private static final class Network extends Meso {
        Network(MesoVariant variant, Meso.Shape shape) {
            super(variant, shape);
            int channels = shape.input().channels();
            for (int i = 0; i < WIDTHS.length; i++) {
                channels = inception(variant, i + 1, channels, WIDTHS[i]);
            }
            if (variant == MesoVariant.HONGGU) {
                Conv2d conv1 = child("conv1", same(channels, PLAIN, 5, 1, false));
                BatchNorm shared = child("bn1", new BatchNorm(PLAIN));
                Conv2d conv2 = child("conv2", same(PLAIN, PLAIN, 5, 1, false));
                block(2, PLAIN, convolution("conv1", conv1, shared));
                block(4, PLAIN, convolution("conv2", conv2, shared));
            } else {
                plain("conv3", channels, 2);
                plain("conv4", PLAIN, 4);
            }
            registerHead();
        }

        private void plain(String name, int inputs, int window) {
            Conv2d conv = child(name + ".conv", same(inputs, PLAIN, 5, 1, true));
            block(window, PLAIN, convolution(name, conv, child(name + ".bn", new BatchNorm(PLAIN))));
        }

        /** Four branches of 1×1 and, but for the first, 3×3 with dilation 1, 2, 3; joined and normalised. */
        private int inception(MesoVariant variant, int number, int inputs, int[] widths) {
            boolean honggu = variant == MesoVariant.HONGGU;
            String name = honggu ? "Incption" + number : "inception_conv" + number;
            List<List<Conv2d>> branches = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                String branch = name + (honggu ? "_conv" : ".conv") + (i + 1);
                List<Conv2d> convs = new ArrayList<>();
                String first = honggu ? (i == 0 ? "" : "_1") : ".0";
                convs.add(child(branch + first, same(inputs, widths[i], 1, 1, !honggu)));
                if (i > 0) {
                    convs.add(child(branch + (honggu ? "_2" : ".2"), same(widths[i], widths[i], 3, i, !honggu)));
                }
                branches.add(convs);
            }
            int outputs = IntStream.of(widths).sum();
            String normName = name + (honggu ? "_bn" : ".bn");
            BatchNorm norm = child(normName, new BatchNorm(outputs));
            block(2, outputs, (x, pass) -> pass.tap(normName, norm.forward(join(branches, x, pass, !honggu), pass)));
            return outputs;
        }

        private static NDArray join(List<List<Conv2d>> branches, NDArray x, Pass pass, boolean rectified) {
            NDList parts = new NDList();
            for (List<Conv2d> branch : branches) {
                NDArray y = x;
                for (Conv2d conv : branch) {
                    y = conv.forward(y, pass);
                    y = rectified ? Activation.relu(y) : y;
                }
                parts.add(y);
            }
            return NDArrays.concat(parts, 1);
        }
    }
}
