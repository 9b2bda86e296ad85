package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.source.FrameSimilarities;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Activation;
import io.unmask.model.nn.BatchNorm;
import io.unmask.model.nn.Linear;
import io.unmask.model.nn.Pass;
import io.unmask.model.nn.PixelNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression, or a network of one hidden layer, on numbers that come as pictures
 * ({@link io.unmask.media.NumberPicture}): numbers standardised by batch normalisation, then (N, 2). Any normalisation of
 * pixels serves, {@code none} without loss.
 *
 * @param numbers how many numbers there are
 * @param hidden units of the hidden layer; 0 for logistic regression
 * @param loss what training minimises
 */
@JsonTypeName("numbers")
@AutoService(Detector.class)
@Doc("Logistic regression, or one hidden layer, on the numbers of the data source frame_similarity.")
public record Numbers(
        @Doc("How many numbers there are.") @Default("111") int numbers,

        @Doc("Units of the hidden layer; 0 for logistic regression.") @Default("0")
        int hidden,

        @Doc("What training minimises.") @Default("cross_entropy")
        Loss loss)
        implements Detector {
    private static final int SIDE = FrameSimilarities.SIDE;
    private static final int CLASSES = 2;

    /** Checks the counts. */
    public Numbers {
        int most = SIDE * SIDE;
        Check.that(numbers >= 1 && numbers <= most, "numbers", numbers, "must be from 1 to " + most);
        Check.that(hidden >= 0, "hidden", hidden, "must be at least 0");
    }

    @Override
    public boolean readsNumbers() {
        return true;
    }

    @Override
    public int usualSide() {
        return SIDE;
    }

    @Override
    public DetectorNet build(int sidePixels) {
        if (sidePixels != SIDE) {
            throw new BadInputException("numbers: sees pictures of side " + sidePixels
                    + ", but numbers come as pictures of" + " side " + SIDE + "; set data.image.side_pixels: " + SIDE);
        }
        return new Network(this);
    }

    private static final class Network extends DetectorNet {
        private final int numbers;
        private final Loss loss;
        private final BatchNorm norm;
        private final @Nullable Linear hidden;
        private final Linear scores;

        Network(Numbers settings) {
            numbers = settings.numbers;
            loss = settings.loss;
            norm = child("norm", new BatchNorm(numbers));
            hidden = settings.hidden == 0 ? null : child("hidden", new Linear(numbers, settings.hidden));
            scores = child("scores", new Linear(settings.hidden == 0 ? numbers : settings.hidden, CLASSES));
        }

        @Override
        public Prediction forward(Inputs inputs, Pass pass) {
            NDArray flat = PixelNumbers.of(inputs.images());
            NDArray x = norm.forward(flat.get(new NDIndex(":, 0:{}", numbers)), pass);
            NDArray features = hidden == null ? x : Activation.relu(hidden.forward(x, pass));
            return new Prediction(scores.forward(features, pass)).with(Prediction.FEATURES, features);
        }

        @Override
        public NDArray loss(Prediction prediction, Targets targets) {
            return loss.of(prediction, targets);
        }
    }
}
