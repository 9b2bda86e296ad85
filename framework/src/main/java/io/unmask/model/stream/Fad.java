package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.nn.Pass;

/** Frequency bands of the picture as a stream, see {@link FadHead}; pictures are expected in −1..1. */
@JsonTypeName("fad")
@AutoService(Stream.class)
@Doc("Frequency-aware decomposition of F3-Net: the picture in four learned frequency bands, 12 channels.")
public record Fad(
        @Doc("Where the bands begin and end: yyk (yyk-wew/F3Net, DeepfakeBench), pydeepfakedet, or paper.")
        @Default("yyk")
        Bands bands)
        implements Stream {
    @Override
    public StreamNet build(InputShape picture) {
        return new Network(new FadHead(picture.sidePixels(), bands), picture.sidePixels());
    }

    private static final class Network extends StreamNet {
        private final FadHead head;
        private final int side;

        Network(FadHead head, int side) {
            this.head = inline(head);
            this.side = side;
        }

        @Override
        public InputShape output() {
            return new InputShape(FadHead.CHANNELS, side);
        }

        @Override
        public NDArray forward(Inputs inputs, Pass pass) {
            return head.forward(inputs.images(), pass);
        }
    }
}
