package io.unmask.model.backbone;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.media.NumberPicture;
import io.unmask.media.audio.SamplePicture;
import io.unmask.model.InputShape;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Constant;
import io.unmask.model.nn.Conv1d;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.PixelNumbers;
import io.unmask.model.nn.Pool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * M5 (Dai et al. 2017, "Very deep convolutional neural networks for raw waveforms", table 1): four convolutions over samples,
 * the first of 80 samples every 4, each with batch normalisation, ReLU and the largest of four neighbours; the mean over time
 * and a linear layer. Features are maps of one row, (N, C, 1, L). Tensor names are those of torchaudio's tutorial on it, which
 * takes 32 channels and no zeros at the ends where the paper has 128 and does not say.
 *
 * @param channels of the first two convolutions; the third has twice, the fourth four times as many (the tutorial: twice)
 * @param lastFactor channels of the fourth convolution in those of the first: 4, or 2 as the tutorial
 * @param weights to start from; null for random ones
 */
@JsonTypeName("m5")
@AutoService(Backbone.class)
@Doc("M5: four one-dimensional convolutions over the samples of the data source waveform.")
public record M5(
        @Doc("Channels of the first two convolutions; the third has twice as many.") @Default("128")
        int channels,

        @Doc("Channels of the fourth convolution in those of the first: 4 as the paper, 2 as torchaudio's tutorial.")
        @Default("4")
        int lastFactor,

        @Doc("Weights to start from: a file; random when left out.") @Nullable
        String weights)
        implements Backbone {
    private static final int FIRST_KERNEL = 80;
    private static final int FIRST_STRIDE = 4;
    private static final int KERNEL = 3;
    private static final int NEIGHBOURS = 4;
    private static final int SMALLEST_SIDE = 64;

    /** Guards the settings. */
    public M5 {
        Check.that(channels > 0, "channels", channels, "must be above 0");
        Check.that(lastFactor > 0, "lastFactor", lastFactor, "must be above 0");
    }

    @Override
    public boolean readsNumbers() {
        return true;
    }

    @Override
    public BackboneNet network(int classes, InputShape input) {
        Check.that(
                input.sidePixels() >= SMALLEST_SIDE,
                "side_pixels",
                input.sidePixels(),
                "must be at least " + SMALLEST_SIDE + " for m5, which divides the number of samples by 1024");
        return new Network(this, classes);
    }

    private static final class Network extends BackboneNet {
        private final List<Stage> stages = new ArrayList<>();
        private final Linear fc1;

        Network(M5 settings, int classes) {
            int[] channels = {
                settings.channels, settings.channels, 2 * settings.channels, settings.lastFactor * settings.channels
            };
            stages.add(new Stage("samples", 1, (pixels, pass) -> samples(pixels)));
            int inputs = 1;
            for (int i = 0; i < channels.length; i++) {
                int number = i + 1;
                boolean first = i == 0;
                Conv1d conv = child(
                        "conv" + number,
                        new Conv1d(inputs, channels[i], first ? FIRST_KERNEL : KERNEL, first ? FIRST_STRIDE : 1, 0));
                BatchNorm norm = child("bn" + number, new BatchNorm(channels[i]));
                stages.add(new Stage("pool" + number, channels[i], (x, pass) -> block(conv, norm, x, pass)));
                inputs = channels[i];
            }
            fc1 = scores("fc1", new Linear(inputs, classes));
        }

        /** Pixels of numbers to samples in −1..1, (N, 1, 1, L). */
        private static NDArray samples(NDArray pixels) {
            NDArray numbers = PixelNumbers.of(pixels).mul(Constant.of(NumberPicture.HIGHEST));
            return numbers.sub(SamplePicture.ZERO)
                    .div(Constant.of(SamplePicture.FULL_SCALE))
                    .reshape(pixels.getShape().get(0), 1, 1, -1);
        }

        private static NDArray block(Conv1d conv, BatchNorm norm, NDArray x, Pass pass) {
            return Pool.maxOfRow(norm.rectified(conv.forward(x, pass), pass), NEIGHBOURS);
        }

        @Override
        public List<Stage> stages() {
            return List.copyOf(stages);
        }

        @Override
        public NDArray head(NDArray features, Pass pass) {
            return fc1.forward(Pool.globalAverage(features), pass);
        }
    }
}
