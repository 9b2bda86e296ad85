package io.unmask.model.loss;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.nn.Constant;
import java.util.List;

/**
 * Several losses at once: the sum of weight · loss.
 *
 * @param of what is added
 */
@JsonTypeName("sum")
@AutoService(Loss.class)
@Doc("Several losses at once, each with a weight.")
public record WeightedSum(@Doc("What is added.") List<Term> of) implements Loss {
    /**
     * One loss of the sum.
     *
     * @param weight its factor
     * @param loss what it is
     */
    public record Term(
            @Doc("Factor on this loss.") @Default("1") double weight,
            @Doc("The loss.") Loss loss) {
        /** Guards the weight. */
        public Term {
            Check.that(weight > 0 && weight < Double.POSITIVE_INFINITY, "weight", weight, "must be a number above 0");
        }
    }

    /** Copies the list and checks that there is a term. */
    public WeightedSum {
        of = List.copyOf(of);
        Check.that(!of.isEmpty(), "of", "an empty list", "must name at least one loss");
    }

    @Override
    public NDArray of(Prediction prediction, Targets targets) {
        NDArray sum = null;
        for (Term term : of) {
            NDArray loss = term.loss.of(prediction, targets);
            // A scalar times a Java double would become a float64, and casting it back would lose its gradient.
            NDArray part = loss.mul(Constant.of((float) term.weight));
            sum = sum == null ? part : sum.add(part);
        }
        if (sum == null) {
            throw new IllegalStateException("a sum of nothing");
        }
        return sum;
    }
}
