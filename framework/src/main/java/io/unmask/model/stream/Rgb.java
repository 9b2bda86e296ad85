package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.nn.Pass;

/** The picture as it is. */
@JsonTypeName("rgb")
@AutoService(Stream.class)
@Doc("The picture as it is.")
public record Rgb() implements Stream {
    @Override
    public StreamNet build(InputShape picture) {
        return new Network(picture);
    }

    private static final class Network extends StreamNet {
        private final InputShape shape;

        Network(InputShape shape) {
            this.shape = shape;
        }

        @Override
        public InputShape output() {
            return shape;
        }

        @Override
        public NDArray forward(Inputs inputs, Pass pass) {
            return inputs.images();
        }
    }
}
