package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.nn.Pass;

/** The second picture of each sample: depth, another camera, a spectrum made beforehand. */
@JsonTypeName("second")
@AutoService(Stream.class)
@Doc("The second picture of each sample, such as depth, which the data source has to give.")
public record Second() implements Stream {
    @Override
    public StreamNet build(InputShape picture) {
        return new Network(picture);
    }

    @Override
    public boolean readsSecond() {
        return true;
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
            NDArray second = inputs.second();
            if (second == null) {
                throw new BadInputException("stream second: the batch has no second pictures;"
                        + " take a data source that gives them, or another stream");
            }
            return second;
        }
    }
}
