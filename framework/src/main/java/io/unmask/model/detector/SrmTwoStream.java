package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.frequency.SrmSeparate;
import io.unmask.model.frequency.SrmSimple;
import io.unmask.model.fusion.ChannelAttention;
import io.unmask.model.fusion.DualCrossModalAttention;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.fusion.SpatialAttention;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Init;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.List;

/**
 * The two-stream detector of Luo et al. 2021 (Generalizing Face Forgery Detection with High-frequency Features) as
 * DeepfakeBench has it ({@code training/detectors/srm_detector.py}): colours and noise residuals, each through Xception.
 * Noise is taken out of the colours again after both stem convolutions, guides the colours by spatial attention, and
 * both attend to each other after {@code block3} and {@code block7}. The train-only noise and blur that the official
 * class holds are never applied there and left out here.
 */
@JsonTypeName("srm_two_stream")
@AutoService(Detector.class)
@Doc("Two-stream detector of Luo et al. 2021 as DeepfakeBench has it: colours and SRM noise, with attention between "
        + "them.")
public record SrmTwoStream(
        @Doc("The backbone of both streams: xception.") @Default("{xception: {adjust_channel: true}}")
        Backbone backbone,

        @Doc("Add the unweighed map in the last fusion, as the authors did; DeepfakeBench leaves it out.")
        @Default("false")
        boolean residualFusion,

        @Doc("What training minimises.") @Default("{am_softmax: {margin: 0.45, scale: 30}}")
        Loss loss)
        implements Detector {
    private static final int CLASSES = 2;
    private static final int LAST_RATIO = 16;
    private static final List<String> NEEDED = List.of("stem1", "stem2", "block3", "block7", "features");

    @Override
    public DetectorNet build(int sidePixels) {
        return new Network(this, InputShape.rgb(sidePixels));
    }

    @Override
    public boolean showsAttention() {
        return true;
    }

    private static final class Network extends DetectorNet {
        private final Loss loss;
        private final Streams streams;
        private final SrmSimple noise;
        private final SrmSeparate firstNoise;
        private final SrmSeparate secondNoise;
        private final Guide guide;
        private final BatchNorm guidedNorm;
        private final FusionNet early;
        private final FusionNet late;
        private final FusionNet last;

        Network(SrmTwoStream settings, InputShape picture) {
            loss = settings.loss;
            BackboneNet colours = child("backbone_rgb", settings.backbone.build(CLASSES, picture));
            streams = new Streams(colours, child("backbone_srm", settings.backbone.build(CLASSES, picture)));
            noise = child("srm_conv0", new SrmSimple(picture.channels(), false));
            int stem1 = streams.channels("stem1");
            int stem2 = streams.channels("stem2");
            firstNoise = child("srm_conv1", new SrmSeparate(stem1, stem1, false));
            secondNoise = child("srm_conv2", new SrmSeparate(stem2, stem2, false));
            guide = child("srm_sa", new Guide(stem1, stem2));
            guidedNorm = child("srm_sa_post.0", new BatchNorm(stem2));
            int side = sideAfterBlock3(picture.sidePixels());
            var dual = new DualCrossModalAttention(side, 8);
            early = child("dual_cma0", dual.build(streams.channels("block3"), streams.channels("block3")));
            late = child("dual_cma1", dual.build(streams.channels("block7"), streams.channels("block7")));
            int features = streams.channels("features");
            last = child(
                    "fusion",
                    new ChannelAttention(LAST_RATIO, null, settings.residualFusion).build(features, features));
        }

        /** Two stem convolutions without padding, the first with stride 2, then three halvings. */
        private static int sideAfterBlock3(int sidePixels) {
            int side = (sidePixels - 3) / 2 + 1 - 2;
            if (sidePixels < 7 || side < 1) {
                throw new BadInputException("srm_two_stream: pictures of " + sidePixels + " pixels are too small");
            }
            for (int block = 0; block < 3; block++) {
                side = (side - 1) / 2 + 1;
            }
            return side;
        }

        @Override
        public int featureLength() {
            return streams.channels("features");
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray residuals = noise.forward(inputs.images(), pass);
            NDArray x = streams.colours(inputs.images(), "", "stem1", pass);
            NDArray y = streams.noise(residuals, "", "stem1", pass);
            y = Activation.reluOfSum(y, firstNoise.forward(x, pass));
            x = streams.colours(x, "stem1", "stem2", pass);
            y = streams.noise(y, "stem1", "stem2", pass);
            y = Activation.reluOfSum(y, secondNoise.forward(x, pass));
            NDArray where = pass.tap(Prediction.ATTENTION, guide.forward(residuals, pass));
            x = guidedNorm.rectified(x.mul(where).add(x), pass);
            FusionNet.Pair pair = early.forward(
                    streams.colours(x, "stem2", "block3", pass), streams.noise(y, "stem2", "block3", pass), pass);
            pair = late.forward(
                    streams.colours(pair.first(), "block3", "block7", pass),
                    streams.noise(pair.second(), "block3", "block7", pass),
                    pass);
            NDArray joined = last.forward(
                            streams.colours(pair.first(), "block7", "features", pass),
                            streams.noise(pair.second(), "block7", "features", pass),
                            pass)
                    .first();
            return new Prediction(streams.colours.head(joined, pass))
                    .with(Prediction.FEATURES, Pool.globalAverage(joined))
                    .with(Prediction.ATTENTION, where);
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return loss.of(prediction, targets);
        }
    }

    /** Two backbones with the same taps, run a stretch at a time. */
    private static final class Streams {
        private final BackboneNet colours;
        private final BackboneNet noise;
        private final List<String> taps;

        Streams(BackboneNet colours, BackboneNet noise) {
            this.colours = colours;
            this.noise = noise;
            taps = colours.stages().stream().map(BackboneNet.Stage::tap).toList();
            if (!taps.containsAll(NEEDED)) {
                throw new BadInputException("srm_two_stream: backbone: must have the taps " + NEEDED
                        + ", as xception has, but has " + taps);
            }
        }

        int channels(String tap) {
            return colours.stages().get(taps.indexOf(tap)).channels();
        }

        NDArray colours(NDArray x, String after, String upTo, Pass pass) {
            return run(colours, "first.", x, after, upTo, pass);
        }

        NDArray noise(NDArray x, String after, String upTo, Pass pass) {
            return run(noise, "second.", x, after, upTo, pass);
        }

        private NDArray run(BackboneNet net, String prefix, NDArray x, String after, String upTo, Pass pass) {
            Pass own = pass.under(prefix);
            NDArray y = x;
            for (BackboneNet.Stage stage : net.stages().subList(taps.indexOf(after) + 1, taps.indexOf(upTo) + 1)) {
                y = stage.run(y, own);
            }
            return y;
        }
    }

    /**
     * Where residuals say to look: noise of the noise, two convolutions as in the stem, spatial attention. (N, 3, H, W)
     * to (N, 1, h, w).
     */
    private static final class Guide extends Layer {
        private final SrmSimple noise;
        private final Conv2d first;
        private final BatchNorm firstNorm;
        private final Conv2d second;
        private final BatchNorm secondNorm;
        private final SpatialAttention.Weights weights;

        Guide(int inner, int outputs) {
            noise = child("srm", new SrmSimple(SrmSimple.OUTPUTS, false));
            first = child("conv.0", conv(SrmSimple.OUTPUTS, inner, 2));
            firstNorm = child("conv.1", new BatchNorm(inner));
            second = child("conv.3", conv(inner, outputs, 1));
            secondNorm = child("conv.4", new BatchNorm(outputs));
            weights = child("pa", new SpatialAttention.Weights(7));
        }

        private static Conv2d conv(int inputs, int outputs, int stride) {
            return Conv2d.of(inputs, outputs, 3)
                    .stride(stride)
                    .withoutBias()
                    .init(Init.normal(1 / Math.sqrt(9.0 * inputs)))
                    .build();
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            NDArray y = firstNorm.rectified(first.forward(noise.forward(x, pass), pass), pass);
            y = secondNorm.rectified(second.forward(y, pass), pass);
            return weights.forward(y, pass);
        }
    }
}
