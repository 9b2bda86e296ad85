package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.frequency.GlobalFilter;
import io.unmask.model.nn.Pass;

/** The picture through a learnt filter of its whole spectrum, that of M2TR, one for each colour. */
@JsonTypeName("spectrum_filter")
@AutoService(Stream.class)
@Doc("The picture through a learnt filter of its whole spectrum, one for each colour, as M2TR filters features.")
public record SpectrumFilter(
        @Doc("Add the picture itself, as M2TR adds its features: the filter starts near zero.") @Default("true")
        boolean residual)
        implements Stream {
    @Override
    public StreamNet build(InputShape picture) {
        return new Network(picture, residual);
    }

    private static final class Network extends StreamNet {
        private final InputShape shape;
        private final boolean residual;
        private final GlobalFilter filter;

        Network(InputShape shape, boolean residual) {
            this.shape = shape;
            this.residual = residual;
            filter = inline(new GlobalFilter(shape.channels(), shape.sidePixels(), shape.sidePixels()));
        }

        @Override
        public InputShape output() {
            return shape;
        }

        @Override
        public NDArray forward(Inputs inputs, Pass pass) {
            NDArray filtered = filter.forward(inputs.images(), pass);
            return residual ? inputs.images().add(filtered) : filtered;
        }
    }
}
