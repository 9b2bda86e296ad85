package io.unmask.model.multiattention;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.detector.Detector;
import io.unmask.model.detector.DetectorNet;
import io.unmask.model.detector.TrainingStep;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Pass;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Multi-attentional deepfake detection (Zhao et al., CVPR 2021) as its official code has it (yoctta/multiple-attention,
 * bb069cc). The defaults are the paper's margins with the official forms of the block and the loss; the weights that
 * the authors published were trained with {@code regions: {centre_margin: 0.8, feature_margins: [0.2, -0.8]}} and {@code
 * agda: {scale: 0.5}}. Pictures are expected in −1..1 (mean and deviation 0.5).
 */
@JsonTypeName("multi_attention")
@AutoService(Detector.class)
@Doc("Multi-attentional detection (MAT): several attention maps, enhanced texture, regions kept apart (RIL), and"
        + " pictures changed where a map looks (AGDA).")
public record MultiAttention(
        @Doc("The network whose features are read.") @Default("{efficientnet: {padding: nominal, dropout: 0}}")
        Backbone backbone,

        @Doc("Place of the shallow features: b2 of EfficientNet, block1 of Xception, layer1 of ResNet.") @Default("b2")
        String textureTap,

        @Doc("Place of the features that attention is made of: b5 of EfficientNet, block3 of Xception.") @Default("b5")
        String attentionTap,

        @Doc("Attention maps; 0 for a single one that looks everywhere alike.") @Default("4")
        int heads,

        @Doc("Features that texture and global features are each projected to.") @Default("256")
        int midFeatures,

        @Doc("Texture enhancement: v2 (official network), v1 (the paper's text), or off.") @Default("v2")
        TextureEnhance.Form texture,

        @Doc("How maps pool texture: unit, sum, mean or mass.") @Default("unit")
        AttentionPooling pooling,

        @Doc("Probability of leaving out a map with all it pools.") @Default("0.25")
        double dropout,

        @Doc("Probability of dropout of the global features.") @Default("0.5")
        double finalDropout,

        @Doc("Loss that keeps the regions of the maps apart.") @Default("{}")
        RegionIndependence regions,

        @Doc("Changed pictures for a second look at each batch.") @Default("{}")
        Agda agda,

        @Doc("Epochs at the beginning in which the backbone alone is trained, as a plain classifier.") @Default("0")
        int pretrainEpochs,

        @Doc("Details of the last layers: official, or deepfakebench, which drops single values instead of maps and"
                + " activates the global features twice.")
        @Default("official")
        Wiring wiring,

        @Doc("Loss of the classification.") @Default("cross_entropy")
        Loss loss)
        implements Detector {
    /** Of a {@link Prediction}: (N, M, C), the shallow features that each map pools. */
    public static final String REGIONS = "regions";

    /** Of a {@link Prediction} in a training step: (N, M, T), the texture that each map pools. */
    private static final String TEXTURES = "textures";

    private static final int CLASSES = 2;
    private static final int USUAL_SIDE = 380;

    /** Details of the last layers. */
    public enum Wiring {
        /** yoctta/multiple-attention. */
        OFFICIAL,
        /** SCLBD/DeepfakeBench. */
        DEEPFAKEBENCH
    }

    /** Guards the settings. */
    public MultiAttention {
        Check.that(heads >= 0, "heads", heads, "must be at least 0");
        Check.that(midFeatures > 0, "midFeatures", midFeatures, "must be above 0");
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
        Check.that(
                finalDropout >= 0 && finalDropout < 1, "finalDropout", finalDropout, "must be at least 0 and below 1");
        Check.that(pretrainEpochs >= 0, "pretrainEpochs", pretrainEpochs, "must be at least 0");
    }

    @Override
    public Network build(int sidePixels) {
        return new Network(this, sidePixels);
    }

    @Override
    public int usualSide() {
        return USUAL_SIDE;
    }

    /**
     * The losses of a training step.
     *
     * @param total what is minimised
     * @param classification of the pictures; null where they were replaced by changed ones
     * @param regions region independence of the pictures; null without it
     * @param changedClassification of the changed pictures; null without them
     * @param changedRegions of the changed pictures, not part of the total unless they replace the others
     * @param match distance between regions before and after the change
     * @param first what the network says of the pictures; null where they were replaced
     * @param firstTextures (N, M, T): the texture that each map pools of them
     */
    public record Losses(
            NDArray total,
            @Nullable NDArray classification,
            @Nullable NDArray regions,
            @Nullable NDArray changedClassification,
            @Nullable NDArray changedRegions,
            @Nullable NDArray match,
            @Nullable Prediction first,
            @Nullable NDArray firstTextures) {}

    /** The network with its losses. */
    public static final class Network extends DetectorNet {
        private final MultiAttention settings;
        private final MultiAttentionNetwork network;
        private final RegionIndependence.@Nullable Network centres;

        private Network(MultiAttention settings, int side) {
            this.settings = settings;
            network =
                    inline(new MultiAttentionNetwork(settings, settings.backbone.build(CLASSES, InputShape.rgb(side))));
            centres = settings.regions.form() == RegionIndependence.Form.OFF
                    ? null
                    : child("auxiliary_loss", settings.regions.build(network.heads(), network.regionChannels()));
        }

        @Override
        public int featureLength() {
            return network.featureLength();
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            return prediction(network.forward(inputs.images(), pass));
        }

        private static Prediction prediction(MultiAttentionNetwork.Output output) {
            return new Prediction(output.logits())
                    .with(Prediction.ATTENTION, output.attention())
                    .with(Prediction.FEATURES, output.features())
                    .with(REGIONS, output.regions());
        }

        /** Classification and regions; centres stay where they are, and count as in the first epoch. */
        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            NDArray classification = settings.loss.of(prediction, targets);
            NDArray regions = regions(prediction, targets, settings.regions.alphaIn(1), false);
            return regions == null ? classification : classification.add(weighted(regions, settings.regions.weight()));
        }

        @Override
        public NDArray trainingLoss(Inputs inputs, Targets targets, TrainingStep step) {
            Pass pass = Pass.training();
            if (step.epoch() <= settings.pretrainEpochs) {
                Prediction plain =
                        inStep(inputs, (net, share) -> new Prediction(of(net).plainLogits(share.images(), pass)));
                return settings.loss.of(plain, targets);
            }
            double alpha = settings.regions.alphaIn(step.epoch() - settings.pretrainEpochs);
            return losses(inputs, targets, attention -> settings.agda.draw(attention, step.random()), alpha, pass)
                    .total();
        }

        /**
         * The losses of a step after the pre-training.
         *
         * @param draws from attention maps (N, M, h, w) to what AGDA leaves to chance
         * @param alpha how far centres move
         * @param pass hears of the first look at the pictures, and of {@code augmented}, the changed ones
         */
        public Losses losses(
                Inputs inputs, Targets targets, Function<NDArray, Agda.Draws> draws, double alpha, Pass pass) {
            if (settings.agda.mode() == Agda.Mode.OFF) {
                return firstLook(inputs, targets, alpha, pass);
            }
            if (settings.agda.replaces()) {
                return replaced(inputs, targets, draws, alpha, pass);
            }
            Losses first = firstLook(inputs, targets, alpha, pass);
            return secondLook(first, inputs, targets, draws, alpha, pass);
        }

        private Losses firstLook(Inputs inputs, Targets targets, double alpha, Pass pass) {
            Prediction prediction = look(inputs, pass);
            NDArray classification = settings.loss.of(prediction, targets);
            NDArray regions = regions(prediction, targets, alpha, pass.isTraining());
            NDArray total =
                    regions == null ? classification : classification.add(weighted(regions, settings.regions.weight()));
            return new Losses(
                    total, classification, regions, null, null, null, prediction, prediction.require(TEXTURES, "AGDA"));
        }

        private Losses secondLook(
                Losses first,
                Inputs inputs,
                Targets targets,
                Function<NDArray, Agda.Draws> draws,
                double alpha,
                Pass pass) {
            if (first.first == null) {
                throw new IllegalStateException("the first look says something of the pictures");
            }
            NDArray attention = first.first.require(Prediction.ATTENTION, "AGDA");
            Agda.Draws drawn = draws.apply(attention);
            NDArray changed =
                    pass.tap("augmented", settings.agda.apply(inputs.images(), attention, drawn, quiet(pass)));
            Prediction second = look(inputs.with(changed), quiet(pass));
            NDArray classification = settings.loss.of(second, targets);
            NDArray regions = regions(second, targets, alpha, pass.isTraining());
            NDArray match = match(first.first, second, drawn.heads());
            NDArray total = first.total
                    .add(weighted(classification, settings.agda.weight()))
                    .add(weighted(match, settings.agda.matchWeight()));
            return new Losses(
                    total,
                    first.classification,
                    first.regions,
                    classification,
                    regions,
                    match,
                    first.first,
                    first.firstTextures);
        }

        /** Changed pictures alone; the pictures themselves only say where to change them. */
        private Losses replaced(
                Inputs inputs, Targets targets, Function<NDArray, Agda.Draws> draws, double alpha, Pass pass) {
            NDArray attention = inStep(
                            inputs, (net, share) -> new Prediction(of(net).attention(share.images(), quiet(pass))))
                    .logits()
                    .stopGradient();
            NDArray changed = pass.tap(
                    "augmented", settings.agda.apply(inputs.images(), attention, draws.apply(attention), quiet(pass)));
            Losses found = firstLook(inputs.with(changed), targets, alpha, pass);
            return new Losses(found.total, null, null, found.classification, found.regions, null, null, null);
        }

        /** One look of a training step. */
        private Prediction look(Inputs inputs, Pass pass) {
            return inStep(inputs, (net, share) -> {
                MultiAttentionNetwork.Output output = of(net).forward(share.images(), pass);
                return prediction(output).with(TEXTURES, output.textures());
            });
        }

        private static MultiAttentionNetwork of(DetectorNet net) {
            return ((Network) net).network;
        }

        /** The same pass with nobody listening: what is tapped is the first look. */
        private static Pass quiet(Pass pass) {
            return pass.isTraining() ? Pass.training() : Pass.evaluation();
        }

        private @Nullable NDArray regions(Prediction prediction, Targets targets, double alpha, boolean moves) {
            return centres == null
                    ? null
                    : centres.loss(
                            prediction.require(REGIONS, "regions"),
                            targets.requireHard("multi_attention: regions"),
                            alpha,
                            moves);
        }

        /** A scalar times a number, of the type of the scalar: a double would widen it, and a cast loses the gradient. */
        private static NDArray weighted(NDArray scalar, double weight) {
            return scalar.mul(Constant.of((float) weight));
        }

        /** Mean over pictures and maps of how far regions moved, that of the map that was used counting 0. */
        private static NDArray match(Prediction first, Prediction second, int[] heads) {
            NDArray before = first.require(REGIONS, "AGDA");
            NDArray moved = second.require(REGIONS, "AGDA").sub(before).norm(new int[] {2});
            int count = (int) before.getShape().get(1);
            return moved.mul(Agda.oneHot(heads, count, moved).neg().add(1)).mean();
        }
    }
}
