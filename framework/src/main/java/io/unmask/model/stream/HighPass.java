package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.frequency.HighPassFilter;
import io.unmask.model.nn.Pass;

/** The picture without its low frequencies. */
@JsonTypeName("high_pass")
@AutoService(Stream.class)
@Doc("The picture without its low frequencies: a disc around zero is cut out of its spectrum.")
public record HighPass(
        @Doc("Radius of the disc, as a share of the highest frequency along an axis, above 0 and at most 1.")
        @Default("0.25")
        double cutOff)
        implements Stream {
    /** Guards the settings. */
    public HighPass {
        Check.that(cutOff > 0 && cutOff <= 1, "cutOff", cutOff, "must be above 0 and at most 1");
    }

    @Override
    public StreamNet build(InputShape picture) {
        return new Network(picture, cutOff);
    }

    private static final class Network extends StreamNet {
        private final InputShape shape;
        private final HighPassFilter filter;

        Network(InputShape shape, double cutOff) {
            this.shape = shape;
            filter = inline(new HighPassFilter(cutOff));
        }

        @Override
        public InputShape output() {
            return shape;
        }

        @Override
        public NDArray forward(Inputs inputs, Pass pass) {
            return filter.forward(inputs.images(), pass);
        }
    }
}
