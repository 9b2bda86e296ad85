package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.loss.Contrastive;
import io.unmask.model.loss.Loss;
import io.unmask.model.loss.MaskBinaryCrossEntropy;
import io.unmask.model.m2tr.Localizer;
import io.unmask.model.m2tr.Patch;
import io.unmask.model.m2tr.Stage;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network of {@link M2tr}. */
final class M2trNetwork extends DetectorNet {
    private static final int CLASSES = 2;
    private static final Loss SEGMENTATION = new MaskBinaryCrossEntropy(1);
    private static final Loss CONTRASTIVE = new Contrastive(Contrastive.Form.PAPER);

    private final M2tr settings;
    private final List<BackboneNet.Stage> before;
    private final List<BackboneNet.Stage> after;
    private final int mapSide;
    private final List<Stage> stages = new ArrayList<>();
    private final Linear projection;
    private final @Nullable Localizer decoder;

    M2trNetwork(M2tr settings, int sidePixels) {
        this.settings = settings;
        BackboneNet backbone = child("model", settings.backbone().build(CLASSES, InputShape.rgb(sidePixels)));
        int cut = cut(backbone);
        before = backbone.stages().subList(0, cut);
        after = backbone.stages().subList(cut, backbone.stages().size());
        int channels = before.get(cut - 1).channels();
        mapSide = settings.depth() == 0 ? 0 : mapSide(sidePixels);
        addStages(channels);
        int features = backbone.stages().get(backbone.stages().size() - 1).channels();
        projection = child("classifier.projection", new Linear(features, CLASSES));
        boolean official = settings.decoder() == M2tr.Decoder.OFFICIAL;
        decoder =
                settings.decoder() == M2tr.Decoder.NONE ? null : child("decoder", new Localizer(channels, 1, official));
    }

    /** How many stages of the backbone lie before the cut. */
    private int cut(BackboneNet backbone) {
        List<String> taps =
                backbone.stages().stream().map(BackboneNet.Stage::tap).toList();
        int last = taps.size() - 1;
        if (!taps.subList(0, last).contains(settings.tap())) {
            throw new BadInputException("detector m2tr: tap: expected one of " + taps.subList(0, last)
                    + ", the taps of the backbone before its last, found " + settings.tap());
        }
        return taps.indexOf(settings.tap()) + 1;
    }

    /** The side of the map at the tap. */
    private int mapSide(int sidePixels) {
        if (sidePixels % settings.tapStride() != 0) {
            throw new BadInputException("detector m2tr: pictures must be a multiple of tap_stride, "
                    + settings.tapStride() + " pixels, wide, found " + sidePixels + "; take another side_pixels");
        }
        return sidePixels / settings.tapStride();
    }

    private void addStages(int channels) {
        List<Patch> patches = settings.transformer() && settings.depth() > 0 ? patches(channels) : List.of();
        for (int i = 0; i < settings.depth(); i++) {
            String name = "layers." + i;
            stages.add(child(
                    name,
                    new Stage(name, channels, mapSide, patches, settings.frequency() ? settings.fusion() : null)));
        }
    }

    private List<Patch> patches(int channels) {
        List<Integer> scales = settings.scales();
        if (channels % scales.size() != 0) {
            throw new BadInputException("detector m2tr: scales: the " + channels + " channels of the map at "
                    + settings.tap() + " cannot be shared out among " + scales.size() + " heads; take another number");
        }
        for (int scale : scales) {
            if (mapSide % scale != 0) {
                throw new BadInputException("detector m2tr: scales: the map at " + settings.tap() + " is " + mapSide
                        + " pixels wide, which cannot be cut into " + scale + " equal patches; take scales that divide "
                        + mapSide + ", or pictures of another side_pixels: at the default tap a multiple of "
                        + "32 fits scales 1, 2, 4, 8");
            }
        }
        return scales.stream().map(scale -> Patch.square(mapSide / scale)).toList();
    }

    @Override
    public int featureLength() {
        return projection.inputs();
    }

    @Override
    public Prediction forward(Inputs inputs, Pass pass) {
        NDArray map = run(before, inputs.images(), pass);
        requireSide(map);
        for (Stage stage : stages) {
            map = stage.forward(map, pass);
        }
        NDArray last = run(after, map, pass);
        NDArray features = last.getShape().dimension() == 4 ? Pool.globalAverage(last) : last;
        NDArray logits = projection.forward(Dropout.values(features, settings.dropout(), pass), pass);
        Prediction prediction = new Prediction(logits).with(Prediction.FEATURES, features);
        return decoder == null ? prediction : prediction.with(Prediction.MASK, decoder.forward(map, pass));
    }

    /** The frequency filter has a weight for each frequency of a map of one side. */
    private void requireSide(NDArray map) {
        long found = map.getShape().get(2);
        if (!stages.isEmpty() && (found != mapSide || map.getShape().get(3) != mapSide)) {
            throw new BadInputException(
                    "detector m2tr: the map at " + settings.tap() + " is " + found
                            + " pixels wide, but tap_stride " + settings.tapStride() + " makes it " + mapSide
                            + "; set tap_stride to the strides before that tap, and take pictures of the side it was built for");
        }
    }

    private static NDArray run(List<BackboneNet.Stage> part, NDArray x, Pass pass) {
        NDArray y = x;
        for (BackboneNet.Stage stage : part) {
            y = stage.run(y, pass);
        }
        return y;
    }

    @Override
    public NDArray loss(Prediction prediction, Targets targets) {
        NDArray loss = settings.loss().of(prediction, targets);
        // A scalar times a double would become float64.
        if (settings.trainsMasks()) {
            loss = loss.add(
                    SEGMENTATION.of(prediction, targets).mul(Constant.of((float) settings.segmentationWeight())));
        }
        if (settings.contrastiveWeight() > 0) {
            loss = loss.add(CONTRASTIVE.of(prediction, targets).mul(Constant.of((float) settings.contrastiveWeight())));
        }
        return loss;
    }

    @Override
    public NDArray fakeScore(Prediction prediction) {
        return settings.scoreMode() == M2tr.ScoreMode.SOFTMAX_LOGITS
                ? super.fakeScore(prediction)
                : Activation.sigmoid(prediction.logits()).softmax(1).get(":, 1");
    }
}
