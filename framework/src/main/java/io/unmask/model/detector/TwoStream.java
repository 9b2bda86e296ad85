package io.unmask.model.detector;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Needs;
import io.unmask.model.backbone.Backbone;
import io.unmask.model.loss.Loss;
import io.unmask.model.stream.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two views of a sample, a backbone for each, and fusions between them. */
@JsonTypeName("two_stream")
@AutoService(Detector.class)
@Doc("Two views of a sample, a backbone for each, and fusions between them at any taps.")
public record TwoStream(
        @Doc("The backbone of the first stream.") Backbone backbone,

        @Doc("The backbone of the second stream; like the first, with values of its own, when left out.") @Nullable
        Backbone secondBackbone,

        @Doc("What the first stream sees.") @Default("rgb") Stream first,

        @Doc("What the second stream sees.") @Default("srm") Stream second,

        @Doc("Fusions in the order of their taps.") @Default("[]")
        List<FusionAt> fusion,

        @Doc("Both streams run through the first stream's layers from the one that ends at this tap; the second's own "
                + "stay unused. Separate to the end when left out.")
        @Nullable
        String sharedFrom,

        @Doc(
                "What the scores come from. first, second: that backbone's own head. concat: BatchNorm, ReLU and mean of "
                        + "both last maps, side by side. joined: the same of the one map that a fusion after the last tap made.")
        @Default("concat")
        Head head,

        @Doc("Probability of dropout before the last layer of concat and joined.") @Default("0.5")
        double dropout,

        @Doc("What training minimises.") @Default("cross_entropy")
        Loss loss)
        implements Detector {
    /** What the scores come from. */
    public enum Head {
        /** The first backbone's own head. */
        FIRST,
        /** The second backbone's own head. */
        SECOND,
        /** Both last maps. */
        CONCAT,
        /** The first map after a fusion at the last tap. */
        JOINED
    }

    /** Guards the settings. */
    public TwoStream {
        fusion = List.copyOf(fusion);
        Check.that(
                !mixesSeconds(first, second) && !mixesSeconds(second, first),
                "first and second",
                "companion and another reading of the second picture",
                "must read it in one way, at one side");
        Check.that(dropout >= 0 && dropout < 1, "dropout", dropout, "must be at least 0 and below 1");
    }

    /** Whether one reads second pictures as something else of its own side, and the other in another way. */
    private static boolean mixesSeconds(Stream one, Stream other) {
        return one.companionSide() != null
                && other.readsSecond()
                && !one.companionSide().equals(other.companionSide());
    }

    @Override
    public DetectorNet build(int sidePixels) {
        return new TwoStreamNet(this, sidePixels);
    }

    @Override
    public boolean readsNumbers() {
        return numbersOf(false);
    }

    @Override
    public boolean readsSecondNumbers() {
        return numbersOf(true);
    }

    /** Whether a stream of first, or of second, pictures ends in a backbone that reads numbers. */
    private boolean numbersOf(boolean seconds) {
        Backbone other = secondBackbone == null ? backbone : secondBackbone;
        return (first.readsSecond() == seconds && backbone.readsNumbers())
                || (second.readsSecond() == seconds && other.readsNumbers());
    }

    @Override
    public Needs needs() {
        Integer side = first.companionSide() == null ? second.companionSide() : first.companionSide();
        return new Needs(false, null, first.readsSecond() || second.readsSecond(), side);
    }
}
