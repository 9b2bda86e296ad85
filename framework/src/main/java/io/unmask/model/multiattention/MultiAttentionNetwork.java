package io.unmask.model.multiattention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.unmask.config.BadInputException;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Dropout;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Net;
import io.unmask.model.nn.Pass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The multi-attentional network without its losses (Zhao et al., CVPR 2021, section 3.2; {@code MAT} in {@code
 * models/MAT.py} of yoctta/multiple-attention, whose names its tensors have).
 */
final class MultiAttentionNetwork extends Net {
    private static final double TINY = 1e-8;
    private static final int MAP = 4;

    private final MultiAttention settings;
    private final BackboneNet backbone;
    private final AttentionMap attentions;
    private final TextureEnhance texture;
    private final Linear localWide;
    private final Linear localNarrow;
    private final Linear global;
    private final Linear wide;
    private final Linear scores;
    private final int heads;
    private final int textureChannels;

    /**
     * What it says of a batch.
     *
     * @param logits (N, 2)
     * @param attention (N, M, h, w)
     * @param textures (N, M, T): the texture that each map pools
     * @param regions (N, M, C): the shallow features that each map pools, each channel standardised over its picture
     * @param features (N, 2 · mid features): what the last layers read
     */
    record Output(NDArray logits, NDArray attention, NDArray textures, NDArray regions, NDArray features) {}

    /** What is tapped of the backbone. */
    private record Taps(@Nullable NDArray shallow, @Nullable NDArray deep, NDArray last) {}

    MultiAttentionNetwork(MultiAttention settings, BackboneNet backbone) {
        this.settings = settings;
        this.backbone = child("net", backbone);
        heads = Math.max(1, settings.heads());
        attentions = child(
                "attentions", new AttentionMap(channels("attention_tap", settings.attentionTap()), settings.heads()));
        textureChannels = channels("texture_tap", settings.textureTap());
        texture = child("texture_enhance", new TextureEnhance(settings.texture(), textureChannels, heads));
        int middle = settings.midFeatures();
        localWide = child("projection_local.0", new Linear(heads * texture.outputs(), middle));
        localNarrow = child("projection_local.2", new Linear(middle, middle));
        List<BackboneNet.Stage> stages = backbone.stages();
        global = child("project_final", new Linear(stages.get(stages.size() - 1).channels(), middle));
        wide = child("ensemble_classifier_fc.0", new Linear(2 * middle, middle));
        scores = child("ensemble_classifier_fc.2", new Linear(middle, 2));
    }

    private int channels(String setting, String tap) {
        List<String> names =
                backbone.stages().stream().map(BackboneNet.Stage::tap).toList();
        if (!names.contains(tap)) {
            throw new BadInputException("multi_attention: " + setting + ": the backbone has no place \"" + tap
                    + "\"; it has " + String.join(", ", names));
        }
        return backbone.stages().get(names.indexOf(tap)).channels();
    }

    /** Attention maps. */
    int heads() {
        return heads;
    }

    /** Length of the features. */
    int featureLength() {
        return wide.inputs();
    }

    /** Channels of the shallow features. */
    int regionChannels() {
        return textureChannels;
    }

    /** What the backbone's own last layer says, (N, 2). */
    NDArray plainLogits(NDArray images, Pass pass) {
        return backbone.head(backbone.features(images, pass), pass);
    }

    /** The attention maps alone, (N, M, h, w). */
    NDArray attention(NDArray images, Pass pass) {
        return attentions.forward(required(taps(images, pass).deep), pass);
    }

    Output forward(NDArray images, Pass pass) {
        Taps taps = taps(images, pass);
        NDArray attention = pass.tap("attention_maps", attentions.forward(required(taps.deep), pass));
        TextureEnhance.Enhanced enhanced = texture.enhance(required(taps.shallow), attention, pass);
        pass.tap("texture", enhanced.texture());
        pass.tap("texture_d", enhanced.pooled());
        long pictures = images.getShape().get(0);
        NDArray textures = settings.pooling().pool(enhanced.texture(), attention);
        NDArray kept = keptHeads(attention, pass);
        boolean wholeHeads = settings.wiring() == MultiAttention.Wiring.OFFICIAL;
        NDArray left = wholeHeads ? textures.mul(kept) : Dropout.values(textures, settings.dropout(), pass);
        NDArray looked = wholeHeads ? attention.mul(kept.reshape(pictures, heads, 1, 1)) : attention;
        NDArray local = Activation.hardSwish(
                localNarrow.forward(Activation.hardSwish(localWide.forward(left.reshape(pictures, -1), pass)), pass));
        NDArray features = NDArrays.concat(new NDList(local, global(taps.last, looked, pass)), 1);
        NDArray logits = scores.forward(Activation.hardSwish(wide.forward(features, pass)), pass);
        NDArray regions = AttentionPooling.UNIT.pool(standardised(enhanced.pooled()), attention);
        return new Output(logits, attention, textures, regions, features);
    }

    private NDArray global(NDArray last, NDArray looked, Pass pass) {
        NDArray pooled = AttentionPooling.MEAN
                .pool(last, looked.sum(new int[] {1}, true))
                .reshape(last.getShape().get(0), -1);
        NDArray projected =
                Activation.hardSwish(global.forward(Dropout.values(pooled, settings.finalDropout(), pass), pass));
        return settings.wiring() == MultiAttention.Wiring.OFFICIAL ? projected : Activation.hardSwish(projected);
    }

    private Taps taps(NDArray images, Pass pass) {
        NDArray shallow = null;
        NDArray deep = null;
        NDArray x = images;
        List<BackboneNet.Stage> stages = backbone.stages();
        for (int i = 0; i < stages.size(); i++) {
            BackboneNet.Stage stage = stages.get(i);
            x = stage.run(x, pass);
            // The official Xception activates its last features in place, so whoever taps them sees them activated.
            x = i == stages.size() - 1 ? backbone.activated(x) : x;
            shallow = stage.tap().equals(settings.textureTap()) ? x : shallow;
            deep = stage.tap().equals(settings.attentionTap()) ? x : deep;
        }
        if (x.getShape().dimension() != MAP) {
            throw new BadInputException("multi_attention: backbone: expected one whose features are maps (N, C, H, W),"
                    + " found features " + x.getShape());
        }
        return new Taps(shallow, deep, x);
    }

    private static NDArray required(@Nullable NDArray tapped) {
        if (tapped == null) {
            throw new IllegalStateException("the tap was checked when the network was built");
        }
        return tapped;
    }

    /** (N, M, 1): 1 for each map, or where training drops maps, 0 and for the others so much more. */
    private NDArray keptHeads(NDArray attention, Pass pass) {
        Shape shape = new Shape(attention.getShape().get(0), heads, 1);
        NDArray ones = attention.getManager().ones(shape, attention.getDataType(), attention.getDevice());
        return Dropout.values(ones, settings.dropout(), pass);
    }

    /** Minus its mean over the picture, divided by its deviation: each channel of (N, C, h, w) by itself. */
    static NDArray standardised(NDArray x) {
        NDArray rows = x.reshape(x.getShape().get(0), x.getShape().get(1), -1);
        NDArray centred = rows.sub(rows.mean(new int[] {2}, true));
        double others = Math.max(1, rows.getShape().get(2) - 1);
        // A norm, whose gradient at 0 is 0: that of a root would not be a number.
        NDArray deviation = centred.norm(new int[] {2}, true).div(Constant.of(Math.sqrt(others)));
        return centred.div(deviation.add(TINY)).reshape(x.getShape());
    }
}
