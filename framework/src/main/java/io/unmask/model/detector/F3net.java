package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.backbone.Xception;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.fusion.MixBlock;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import io.unmask.model.stream.Bands;
import io.unmask.model.stream.FadHead;
import io.unmask.model.stream.LfsHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * F3-Net (Qian et al., ECCV 2020): a picture split into learned frequency bands, and the statistics of its local
 * frequencies, an Xception each. There is no official code; the tensors have the names of yyk-wew/F3Net {@code
 * models.py}. Pictures are expected in −1..1 (mean and deviation 0.5).
 */
@JsonTypeName("f3net")
@AutoService(Detector.class)
@Doc("F3-Net: Xceptions on frequency bands of the picture (FAD) and on its local frequency statistics (LFS).")
public record F3net(
        @Doc("What is looked at: both, fad, lfs, or original, the picture itself through one Xception.")
        @Default("both")
        Streams streams,

        @Doc("Where the bands begin and end: yyk (yyk-wew/F3Net, DeepfakeBench), pydeepfakedet, or paper.")
        @Default("yyk")
        Bands bands,

        @Doc("Side in pixels of the windows of LFS.") @Default("10")
        int window,

        @Doc("Bands of each window of LFS.") @Default("6") int windowBands,

        @Doc("LFS takes the logarithm of each filtered sum, as the paper, not of each coefficient, as both programs.")
        @Default("false")
        boolean sumsFirst,

        @Doc("Stride of the first convolution on LFS: 1 in yyk-wew/F3Net, 2 in PyDeepFakeDet.") @Default("1")
        int lfsStemStride,

        @Doc("Join FAD and LFS after blocks 7 and 12 by MixBlock, as the paper; the program that has it leaves it out.")
        @Default("false")
        boolean mixBlock,

        @Doc("Probability of dropout before the last layer.") @Default("0.2")
        double dropout,

        @Doc("Numbers that the last layer gives: 2, or 1 as yyk-wew/F3Net, which is then the fake's logit beside 0.")
        @Default("2")
        int outputs,

        @Doc(
                "Weights that each Xception starts from: a name of the catalogue such as cadene/xception, or a file; random"
                        + " when left out.")
        @Nullable
        String weights,

        @Doc("What training minimises.") @Default("cross_entropy")
        Loss loss)
        implements Detector {
    private static final int FEATURES = 2048;
    private static final int RGB = 3;
    private static final int ORDINARY_STRIDE = 2;
    private static final int USUAL_SIDE = 299;
    private static final int HALVING_BLOCKS = 3;
    private static final Set<String> MIXED = Set.of("block7", "block12");

    /** What is looked at. */
    public enum Streams {
        /** Both. */
        BOTH,
        /** Frequency bands alone. */
        FAD,
        /** Local statistics alone. */
        LFS,
        /** The picture itself. */
        ORIGINAL
    }

    /** Guards the settings. */
    public F3net {
        Check.that(window > 1, "window", window, "must be above 1");
        Check.that(windowBands > 0, "windowBands", windowBands, "must be above 0");
        Check.that(lfsStemStride > 0, "lfsStemStride", lfsStemStride, "must be above 0");
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
        Check.that(!mixBlock || streams == Streams.BOTH, "mixBlock", mixBlock, "must be false unless streams is both");
        Check.that(outputs == 1 || outputs == 2, "outputs", outputs, "must be 1 or 2");
    }

    @Override
    public DetectorNet build(int sidePixels) {
        return new Network(this, sidePixels);
    }

    @Override
    public int usualSide() {
        return USUAL_SIDE;
    }

    private boolean has(Streams stream) {
        return streams == stream || (streams == Streams.BOTH && stream != Streams.ORIGINAL);
    }

    /** A stream: what it makes of a picture, and its backbone. */
    private record Branch(String name, @Nullable Layer head, BackboneNet backbone) {
        NDArray view(NDArray images, Pass pass) {
            return head == null ? images : pass.tap(name + "_head", head.forward(images, pass));
        }

        /** Both backbones have the same taps; their names tell whose they are. */
        Pass named(Pass pass) {
            return pass.under(name + "_xcep.");
        }

        NDArray pooled(NDArray features) {
            return Pool.globalAverage(backbone.activated(features));
        }
    }

    /** Side of the maps after the third block of Xception, for input of a side. */
    private static int mapSide(int side, int stemStride) {
        int map = (side - 3) / stemStride + 1 - 2;
        for (int block = 0; block < HALVING_BLOCKS; block++) {
            map = (map - 1) / 2 + 1;
        }
        return map;
    }

    private static final class Network extends DetectorNet {
        private final F3net settings;
        private final List<Branch> branches = new ArrayList<>();
        private final Map<String, MixBlock.Network> mixBlocks = new LinkedHashMap<>();
        private final Linear fc;

        Network(F3net settings, int side) {
            this.settings = settings;
            if (settings.has(Streams.FAD)) {
                FadHead head = child("FAD_head", new FadHead(side, settings.bands));
                add("FAD", head, new InputShape(FadHead.CHANNELS, side), ORDINARY_STRIDE);
            }
            if (settings.has(Streams.LFS)) {
                int mapSide = LfsHead.outputSide(side, settings.window);
                if (mapSide < 1) {
                    throw new BadInputException(
                            "f3net: window: must fit into pictures of " + side + " pixels, found " + settings.window);
                }
                LfsHead head = child(
                        "LFS_head",
                        new LfsHead(settings.window, settings.windowBands, settings.bands, settings.sumsFirst));
                add("LFS", head, new InputShape(settings.windowBands, mapSide), settings.lfsStemStride);
            }
            if (settings.has(Streams.ORIGINAL)) {
                add("", null, new InputShape(RGB, side), ORDINARY_STRIDE);
            }
            if (settings.mixBlock) {
                addMixBlocks(side);
            }
            fc = child("fc", new Linear(FEATURES * branches.size(), settings.outputs));
        }

        private void addMixBlocks(int side) {
            int fad = mapSide(side, ORDINARY_STRIDE);
            int lfs = mapSide(LfsHead.outputSide(side, settings.window), settings.lfsStemStride);
            if (fad != lfs) {
                throw new BadInputException(
                        "f3net: mix_block: the maps of both streams must have the same size, but for"
                                + " pictures of " + side + " pixels they have " + fad + " and " + lfs
                                + "; take lfs_stem_stride 1 and another side, such as " + USUAL_SIDE);
            }
            for (BackboneNet.Stage stage : branches.get(0).backbone.stages()) {
                if (MIXED.contains(stage.tap())) {
                    mixBlocks.put(stage.tap(), child("mix_" + stage.tap(), new MixBlock.Network(stage.channels())));
                }
            }
        }

        private void add(String name, @Nullable Layer head, InputShape input, int stemStride) {
            Xception.Head last = settings.bands == Bands.PYDEEPFAKEDET ? Xception.Head.LAST_LINEAR : Xception.Head.FC;
            // The last layer of each Xception is never used; it exists so that checkpoints fit.
            var backbone = new Xception(false, last, null, false, settings.weights)
                    .withStemStride(settings.outputs, input, stemStride);
            branches.add(new Branch(name, head, child(name.isEmpty() ? "xcep" : name + "_xcep", backbone)));
        }

        @Override
        public int featureLength() {
            return fc.inputs();
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDList parts = mixBlocks.isEmpty() ? apart(inputs.images(), pass) : mixed(inputs.images(), pass);
            NDArray features = NDArrays.concat(parts, 1);
            NDArray scores = fc.forward(Dropout.values(features, settings.dropout, pass), pass);
            return new Prediction(twoLogits(scores)).with(Prediction.FEATURES, features);
        }

        private NDList apart(NDArray images, Pass pass) {
            NDList parts = new NDList();
            for (Branch branch : branches) {
                parts.add(branch.pooled(branch.backbone.features(branch.view(images, pass), branch.named(pass))));
            }
            return parts;
        }

        /** Both streams step by step, since what one becomes depends on the other. */
        private NDList mixed(NDArray images, Pass pass) {
            Branch fad = branches.get(0);
            Branch lfs = branches.get(1);
            NDArray first = fad.view(images, pass);
            NDArray second = lfs.view(images, pass);
            for (int i = 0; i < fad.backbone.stages().size(); i++) {
                BackboneNet.Stage stage = fad.backbone.stages().get(i);
                first = stage.run(first, fad.named(pass));
                second = lfs.backbone.stages().get(i).run(second, lfs.named(pass));
                MixBlock.Network block = mixBlocks.get(stage.tap());
                if (block != null) {
                    FusionNet.Pair pair = block.forward(first, second, pass);
                    first = pair.first();
                    second = pair.second();
                }
            }
            return new NDList(fad.pooled(first), lfs.pooled(second));
        }

        /** One logit z is the pair (0, z): softmax is then its sigmoid, cross entropy its binary cross entropy. */
        private static NDArray twoLogits(NDArray scores) {
            return scores.getShape().get(1) == 2 ? scores : NDArrays.concat(new NDList(scores.zerosLike(), scores), 1);
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return settings.loss.of(prediction, targets);
        }
    }
}
