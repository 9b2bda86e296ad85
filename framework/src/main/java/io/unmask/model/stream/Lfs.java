package io.unmask.model.stream;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.nn.Pass;

/** Local frequency statistics as a stream, see {@link LfsHead}; pictures are expected in −1..1. */
@JsonTypeName("lfs")
@AutoService(Stream.class)
@Doc(
        "Local frequency statistics of F3-Net: for each small window how strong each band is, half as wide as the picture.")
public record Lfs(
        @Doc("Side of the windows, in pixels.") @Default("10")
        int window,

        @Doc("Bands of each window, which become channels.") @Default("6")
        int windowBands,

        @Doc("Where the bands begin and end: yyk (yyk-wew/F3Net), pydeepfakedet, or paper.") @Default("yyk")
        Bands bands,

        @Doc("The logarithm of each filtered sum, as the paper, not of each coefficient, as both programs.")
        @Default("false")
        boolean sumsFirst)
        implements Stream {
    /** Guards the settings. */
    public Lfs {
        Check.that(window > 1, "window", window, "must be above 1");
        Check.that(windowBands > 0, "windowBands", windowBands, "must be above 0");
    }

    @Override
    public StreamNet build(InputShape picture) {
        int side = LfsHead.outputSide(picture.sidePixels(), window);
        if (side < 1) {
            throw new BadInputException("stream lfs: window: must fit into pictures of " + picture.sidePixels()
                    + " pixels, found " + window);
        }
        return new Network(new LfsHead(window, windowBands, bands, sumsFirst), new InputShape(windowBands, side));
    }

    private static final class Network extends StreamNet {
        private final LfsHead head;
        private final InputShape output;

        Network(LfsHead head, InputShape output) {
            this.head = inline(head);
            this.output = output;
        }

        @Override
        public InputShape output() {
            return output;
        }

        @Override
        public NDArray forward(Inputs inputs, Pass pass) {
            return head.forward(inputs.images(), pass);
        }
    }
}
