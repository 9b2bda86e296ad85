package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.backbone.Densenet121;
import io.unmask.model.frequency.LaplacianOfGaussian;
import io.unmask.model.loss.CrossEntropy;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Frames;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Lstm;
import io.unmask.model.nn.Pass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two-branch recurrent network (Masi et al., ECCV 2020, arXiv 2008.03412): one branch passes the picture on, the other
 * suppresses its content and keeps bands of frequencies by Laplacians of Gaussians; a recurrent network over time; a loss
 * that draws reals to a centre and keeps fakes away. There is no official code, and the abstract gives no sizes.
 */
@JsonTypeName("two_branch_recurrent")
@AutoService(Detector.class)
@Doc(
        "The two-branch recurrent network: DenseNet-121 on every frame, a second branch of Laplacians of Gaussians joined after"
                + " its first dense block, an LSTM of both ways, and a loss by distance from the centre of the reals. No official code"
                + " exists and no sizes could be checked: all defaults here are ours.")
public record TwoBranchRecurrent(
        @Doc("Widths of the Laplacians in pixels of the map; our default.") @Default("[1.0, 1.4, 2.0]")
        List<Double> sigmas,

        @Doc("Length of the LSTM's state, one way; our default.") @Default("256")
        int hidden,

        @Doc("Length of a clip's vector; our default.") @Default("128")
        int width,

        @Doc(
                "What training minimises. hypersphere: how far reals are outside the inner and fakes inside the outer sphere."
                        + " cross_entropy: that of a linear layer with two outputs.")
        @Default("hypersphere")
        Objective objective,

        @Doc("Radius within which reals are free.") @Default("0.042")
        double innerRadius,

        @Doc("Radius beyond which fakes are free.") @Default("1.638")
        double outerRadius,

        @Doc(
                "Weights that DenseNet-121 starts from: a file such as torchvision's densenet121; random when left out. The"
                        + " second branch starts at random.")
        @Nullable
        String weights)
        implements ClipDetector {
    private static final int OUR_FRAMES = 10;
    private static final int CLASSES = 2;

    /** What training minimises. */
    public enum Objective {
        /** Distances from the centre of the reals. */
        HYPERSPHERE,
        /** A plain classifier. */
        CROSS_ENTROPY
    }

    /** Guards the settings. */
    public TwoBranchRecurrent {
        sigmas = List.copyOf(sigmas);
        Check.that(
                !sigmas.isEmpty() && sigmas.stream().allMatch(sigma -> sigma > 0 && sigma <= 16),
                "sigmas",
                sigmas,
                "must be numbers above 0, at most 16");
        Check.that(hidden > 0, "hidden", hidden, "must be above 0");
        Check.that(width > 0, "width", width, "must be above 0");
        Check.that(innerRadius >= 0, "innerRadius", innerRadius, "must be at least 0");
        Check.that(outerRadius > innerRadius, "outerRadius", outerRadius, "must be above innerRadius, " + innerRadius);
    }

    @Override
    public InputShape inputAt(int sidePixels) {
        return new InputShape(CHANNELS, sidePixels, OUR_FRAMES);
    }

    @Override
    public DetectorNet ofClips(InputShape clips) {
        return new Network(this, clips);
    }

    private static final class Network extends DetectorNet {
        /** Of DenseNet-121: the stem and the first dense block. */
        private static final int APART = 2;

        private final BackboneNet backbone;
        private final Layer second;
        private final Conv2d narrow;
        private final LaplacianOfGaussian bands;
        private final Conv2d wide;
        private final Lstm lstm;
        private final Linear embed;
        private final @Nullable Hypersphere sphere;
        private final @Nullable Linear fc;

        Network(TwoBranchRecurrent settings, InputShape clips) {
            backbone = child(
                    "backbone",
                    new Densenet121(settings.weights)
                            .build(CLASSES, new InputShape(clips.channels(), clips.sidePixels())));
            second = child("second", Densenet121.beginning(clips.channels()));
            int channels = backbone.stages().get(APART - 1).channels();
            narrow = child("narrow", Conv2d.of(channels, channels / 2, 1).build());
            bands = child("bands", new LaplacianOfGaussian(channels / 2, settings.sigmas));
            int banded = channels / 2 * settings.sigmas.size();
            wide = child("wide", Conv2d.of(banded, channels, 1).build());
            int vector = backbone.lastChannels();
            lstm = child("lstm", new Lstm(vector, settings.hidden, true));
            embed = child("embed", new Linear(lstm.outputs(), settings.width));
            boolean classifies = settings.objective == Objective.CROSS_ENTROPY;
            fc = classifies ? child("fc", new Linear(settings.width, CLASSES)) : null;
            sphere = classifies
                    ? null
                    : child("sphere", new Hypersphere(settings.width, settings.innerRadius, settings.outerRadius));
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray frames = Frames.apart(inputs.images());
            NDArray content = run(0, APART, frames, pass);
            NDArray other = second.forward(frames, pass);
            NDArray filtered = pass.tap("bands", bands.forward(narrow.forward(other, pass), pass));
            NDArray joined = pass.tap("joined", content.add(wide.forward(filtered, pass)));
            NDArray maps = run(APART, backbone.stages().size(), joined, pass);
            NDArray vectors = PooledHead.pooled(backbone.activated(maps))
                    .reshape(
                            inputs.images().getShape().get(0),
                            -1,
                            maps.getShape().get(1));
            NDArray features = embed.forward(lstm.forward(vectors, pass).mean(new int[] {1}), pass);
            NDArray logits = fc != null ? fc.forward(features, pass) : logits(features);
            return new Prediction(logits).with(Prediction.FEATURES, features);
        }

        private NDArray run(int begin, int end, NDArray x, Pass pass) {
            NDArray y = x;
            for (BackboneNet.Stage stage : backbone.stages().subList(begin, end)) {
                y = stage.run(y, pass);
            }
            return y;
        }

        /** Logits whose softmax is the sigmoid of how far a clip is beyond the middle between both radii. */
        private NDArray logits(NDArray features) {
            if (sphere == null) {
                throw new IllegalStateException("neither a sphere nor a last layer");
            }
            NDArray beyond = sphere.beyond(features).expandDims(1);
            return NDArrays.concat(new NDList(beyond.zerosLike(), beyond), 1);
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return sphere == null
                    ? new CrossEntropy(0, null).of(prediction, targets)
                    : sphere.loss(features(prediction), targets.labels());
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets, TrainingStep step) {
            if (sphere != null && step.epoch() == 1) {
                sphere.follow(features(prediction), targets.labels());
            }
            return loss(prediction, targets);
        }

        private static NDArray features(Prediction prediction) {
            return prediction.require(Prediction.FEATURES, "two_branch_recurrent");
        }
    }
}
