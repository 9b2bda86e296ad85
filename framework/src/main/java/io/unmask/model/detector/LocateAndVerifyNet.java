package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.backbone.Xception;
import io.unmask.model.detector.LocateAndVerify.Agreement;
import io.unmask.model.detector.LocateAndVerify.Joining;
import io.unmask.model.detector.LocateAndVerify.Streams;
import io.unmask.model.detector.LocateAndVerify.Supervision;
import io.unmask.model.frequency.SrmSimple;
import io.unmask.model.fusion.BilinearTanh;
import io.unmask.model.fusion.Cmce;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.fusion.Lfga;
import io.unmask.model.loss.MaskCrossEntropy;
import io.unmask.model.loss.PatchSimilarity;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Conv2d;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Layer;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.PatchGrid;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network of {@link LocateAndVerify}. Levels 0 to 5 are the places where streams meet; 6 is the end of an Xception. */
final class LocateAndVerifyNet extends DetectorNet {
    private static final String READER = "locate_and_verify";
    /** Features of patches that sspsl compares, (N, 256, h, w). */
    private static final String PATCHES = "patches";

    private static final int SMALLEST_SIDE = 32;
    private static final int CLASSES = 2;
    private static final int RGB_CHANNELS = 3;
    private static final int LEVELS = 6;
    /** Below it streams add each other; from it on one guides the other. */
    private static final int GUIDED = 3;

    private static final int LAST = 5;
    private static final int EXIT = 6;
    private static final int EXIT_CHANNELS = 2048;
    private static final int PATCH_CHANNELS = 256;
    private static final int[] CHANNELS = {64, 128, 256, 728, 728, 728};
    /** The levels that the classifier sees: not the fifth. */
    private static final int[] VERIFIED = {0, 1, 2, 3, 5};
    /** Stages of an Xception up to each level and the end. */
    private static final int[] STAGES = {2, 3, 4, 5, 9, 13, 15};

    private final LocateAndVerify settings;
    private final @Nullable BackboneNet rgb;
    private final @Nullable BackboneNet srm;
    private final @Nullable SrmSimple noise;
    private final List<FusionNet> agreements = new ArrayList<>();
    private final List<FusionNet> guides = new ArrayList<>();
    private final List<Score> scores = new ArrayList<>();
    private final @Nullable FusionNet joining;
    private final Verdict verdict;
    private final @Nullable PixelHead locating;
    private final @Nullable PixelHead comparing;
    private final PatchGrid patches;
    private final PatchGrid verified;

    LocateAndVerifyNet(LocateAndVerify settings, int side) {
        if (side < SMALLEST_SIDE) {
            throw new BadInputException(READER + ": pictures must be " + SMALLEST_SIDE
                    + " pixels wide or more, but data.image.side_pixels is " + side);
        }
        this.settings = settings;
        boolean both = settings.streams() == Streams.BOTH;
        rgb = settings.streams().has(Streams.RGB) ? child("xception_rgb.model", xception(side)) : null;
        srm = settings.streams().has(Streams.SRM) ? child("xception_srm.model", xception(side)) : null;
        noise = srm == null ? null : child("srm_conv0", new SrmSimple(RGB_CHANNELS, false));
        patches = new PatchGrid(sideAt(LAST, side));
        verified = new PatchGrid(sideAt(EXIT, side));
        boolean locates = settings.supervision() != Supervision.NONE;
        for (int level = 0; level < LEVELS; level++) {
            if (locates && settings.mpff()) {
                scores.add(child("score" + level, new Score(CHANNELS[level])));
            }
        }
        if (both) {
            joinStreams();
        }
        int levels = 0;
        for (int level : VERIFIED) {
            levels += CHANNELS[level];
        }
        joining = settings.fusion() == Joining.BILINEAR_TANH
                ? child("HBFusion", new BilinearTanh(2048, 4096, settings.dropout()).build(levels, EXIT_CHANNELS))
                : null;
        int joined = joining == null ? levels + EXIT_CHANNELS : joining.firstChannels();
        verdict = child("cls_header", new Verdict(joined, settings.dropout()));
        locating = locates ? child("seg_header", new PixelHead(patchChannels(side), CLASSES)) : null;
        comparing = settings.supervision() == Supervision.SSPSL
                ? child("pro_header", new PixelHead(CHANNELS[LAST], PATCH_CHANNELS))
                : null;
    }

    private BackboneNet xception(int side) {
        return new Xception(true, Xception.Head.LAST_LINEAR, settings.dropout(), false, settings.weights())
                .build(CLASSES, InputShape.rgb(side));
    }

    private void joinStreams() {
        Agreement agreement = settings.cmce();
        var cmce = new Cmce(agreement == Agreement.SYMMETRIC, agreement == Agreement.CONVOLUTIONS);
        for (int level = 0; level < LEVELS; level++) {
            int channels = CHANNELS[level];
            if (level >= GUIDED && settings.lfga()) {
                guides.add(child("lfe" + (level - GUIDED), new Lfga(4).build(channels, channels)));
            } else if (level < GUIDED && agreement != Agreement.NONE) {
                agreements.add(child("cmc" + level, cmce.build(channels, channels)));
            }
        }
    }

    /** Side of the maps at a level: each step before it halves them, rounding up; levels 3 to 5 are as large. */
    private static int sideAt(int level, int pictureSide) {
        int halvings = level == EXIT ? GUIDED + 2 : Math.min(level, GUIDED) + 1;
        int side = pictureSide;
        for (int i = 0; i < halvings; i++) {
            side = (side + 1) / 2;
        }
        return side;
    }

    private int patchChannels(int pictureSide) {
        int channels = CHANNELS[LAST];
        for (int level = 0; level < LAST && settings.mpff(); level++) {
            int window = patches.window(sideAt(level, pictureSide));
            channels += window * window;
        }
        return channels;
    }

    @Override
    public int featureLength() {
        return verdict.linear.inputs();
    }

    @Override
    public Prediction forward(Inputs inputs, Pass pass) {
        List<NDArray> pictures = new ArrayList<>();
        List<NDArray> residuals = new ArrayList<>();
        levels(inputs.images(), pass, pictures, residuals);
        BackboneNet last = srm == null ? rgb : srm;
        NDArray end = run(last, EXIT, residuals.get(LAST), pass);
        if (settings.unusedExit() && pass.isTraining() && last != rgb) {
            run(rgb, EXIT, pictures.get(LAST), pass);
        }
        NDArray features = verdict.features(joined(residuals, end, pass), pass);
        Prediction prediction = new Prediction(verdict.scores(features, pass)).with(Prediction.FEATURES, features);
        if (locating != null) {
            prediction = prediction.with(Prediction.MASK, locating.forward(allScales(pictures, pass), pass));
        }
        return comparing == null ? prediction : prediction.with(PATCHES, comparing.forward(pictures.get(LAST), pass));
    }

    /** Features of both streams at each level; of the only one twice. */
    private void levels(NDArray images, Pass pass, List<NDArray> pictures, List<NDArray> residuals) {
        NDArray x = images;
        NDArray y = noise == null ? images : pass.tap("srm_conv0", noise.forward(images, pass));
        for (int level = 0; level < LEVELS; level++) {
            if (level == GUIDED && rgb != null && srm != null) {
                x = x.add(y);
                y = x;
            }
            NDArray seen = rgb == null ? y : run(rgb, level, x, pass);
            y = srm == null ? seen : run(srm, level, y, pass);
            x = rgb == null ? y : seen;
            if (level < agreements.size()) {
                FusionNet.Pair agreed = agreements.get(level).forward(x, y, pass);
                x = pass.tap("cmc" + level + ".0", agreed.first());
                y = pass.tap("cmc" + level + ".1", agreed.second());
            }
            int guide = level - GUIDED;
            if (guide >= 0 && guide < guides.size()) {
                y = pass.tap(
                        "lfe" + guide, guides.get(guide).forward(x, y, pass).second());
            }
            pictures.add(x);
            residuals.add(y);
        }
    }

    private NDArray run(@Nullable BackboneNet backbone, int level, NDArray x, Pass pass) {
        if (backbone == null) {
            throw new IllegalStateException("there is no such stream");
        }
        String prefix = backbone == rgb ? "xception_rgb." : "xception_srm.";
        Pass named = pass.under(prefix);
        List<BackboneNet.Stage> stages = backbone.stages();
        NDArray y = x;
        for (int stage = level == 0 ? 0 : STAGES[level - 1]; stage < STAGES[level]; stage++) {
            y = stages.get(stage).run(y, named);
        }
        return y;
    }

    private NDArray joined(List<NDArray> residuals, NDArray end, Pass pass) {
        NDList parts = new NDList();
        for (int level : VERIFIED) {
            parts.add(verified.max(residuals.get(level)));
        }
        NDArray all = NDArrays.concat(parts, 1);
        return joining == null
                ? NDArrays.concat(new NDList(all, end), 1)
                : pass.tap("HBFusion", joining.forward(all, end, pass).first());
    }

    private NDArray allScales(List<NDArray> pictures, Pass pass) {
        if (scores.isEmpty()) {
            return pictures.get(LAST);
        }
        NDArray coarse = score(LAST, pictures, pass);
        NDList parts = new NDList();
        for (int level = 0; level < LAST; level++) {
            parts.add(patches.alike(score(level, pictures, pass), coarse));
        }
        parts.add(pictures.get(LAST));
        return NDArrays.concat(parts, 1);
    }

    private NDArray score(int level, List<NDArray> pictures, Pass pass) {
        return pass.tap("score" + level, scores.get(level).forward(pictures.get(level), pass));
    }

    @Override
    public NDArray loss(Prediction prediction, Targets targets) {
        NDArray loss = settings.loss().of(prediction, targets);
        return switch (settings.supervision()) {
            case NONE -> loss;
            case MASK ->
                loss.add(targets.maskLoss(
                        READER,
                        masks -> new MaskCrossEntropy(null)
                                .of(prediction.require(Prediction.MASK, READER), patchMask(masks))));
            case SSPSL -> loss.add(patchSimilarity(prediction, targets));
        };
    }

    @Override
    public NDArray loss(Prediction prediction, Targets targets, TrainingStep step) {
        NDArray loss = loss(prediction, targets);
        boolean realsCount = settings.supervision() == Supervision.SSPSL && step.epoch() <= settings.realMaskEpochs();
        return realsCount ? loss.add(genuineEverywhere(prediction, targets)) : loss;
    }

    private NDArray patchSimilarity(Prediction prediction, Targets targets) {
        NDArray regions = targets.regions();
        if (regions == null) {
            throw new BadInputException(READER + ": supervision: sspsl needs regions, but the batch has none");
        }
        return new PatchSimilarity()
                .of(
                        prediction.require(Prediction.MASK, READER),
                        prediction.require(PATCHES, READER),
                        targets.requireHard(READER + ": supervision: sspsl"),
                        patchMask(regions));
    }

    /** Cross entropy of the patches of real pictures, which all are genuine; 0 without real pictures. */
    private static NDArray genuineEverywhere(Prediction prediction, Targets targets) {
        NDArray genuine =
                prediction.require(Prediction.MASK, READER).logSoftmax(1).get(":, 0");
        NDArray real = targets.labels().get(":, 0").reshape(-1, 1, 1);
        long patchesOfOne = genuine.getShape().get(1) * genuine.getShape().get(2);
        return genuine.mul(real)
                .sum()
                .neg()
                .div(real.sum().maximum(Constant.of(1)).mul(Constant.of(patchesOfOne)));
    }

    /**
     * Which patches hold something of a mask.
     *
     * @param mask (N, 1, H, W)
     * @return (N, 1, h, w) of the localisation branch, 0 or 1
     */
    NDArray patchMask(NDArray mask) {
        int side = patches.side();
        NDArray largest = settings.ceilPad()
                ? patches.max(mask)
                : patches.maxOfWhole(mask).get(":, :, 0:" + side + ", 0:" + side);
        return largest.gt(0).toType(mask.getDataType(), false);
    }

    /** A 1×1 convolution to 512 channels, its norm and ReLU. */
    private static final class Score extends Layer {
        private static final int OUTPUTS = 512;

        private final Conv2d conv;
        private final BatchNorm norm;

        Score(int channels) {
            conv = child("conv", Conv2d.of(channels, OUTPUTS, 1).withoutBias().build());
            norm = child("bn", new BatchNorm(OUTPUTS));
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return norm.rectified(conv.forward(x, pass), pass);
        }
    }

    /** Norm, ReLU and a 1×1 convolution. */
    private static final class PixelHead extends Layer {
        private final BatchNorm norm;
        private final Conv2d conv;

        PixelHead(int channels, int outputs) {
            norm = child("0", new BatchNorm(channels));
            conv = child("2", Conv2d.of(channels, outputs, 1).withoutBias().build());
        }

        @Override
        public NDArray forward(NDArray x, Pass pass) {
            return conv.forward(norm.rectified(x, pass), pass);
        }
    }

    /** The classifier: norm, ReLU, mean over the map, dropout, linear. */
    private static final class Verdict extends Net {
        private final double dropout;
        private final BatchNorm norm;
        private final Linear linear;

        Verdict(int channels, double dropout) {
            this.dropout = dropout;
            norm = child("0", new BatchNorm(channels));
            linear = child("5", new Linear(channels, CLASSES));
        }

        NDArray features(NDArray map, Pass pass) {
            return Pool.globalAverage(norm.rectified(map, pass));
        }

        NDArray scores(NDArray features, Pass pass) {
            return linear.forward(Dropout.values(features, dropout, pass), pass);
        }
    }
}
