package io.unmask.experiments.conform;

import io.unmask.config.BadInputException;
import io.unmask.train.optimizer.Adam;
import io.unmask.train.optimizer.AdamW;
import io.unmask.train.optimizer.Optimizer;
import io.unmask.train.optimizer.RmsProp;
import io.unmask.train.optimizer.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This project's optimisers by the names and arguments of {@code torch.optim}, with its defaults. */
final class TorchOptimizers {
    /** Weight decay through timm's parameter groups, described in words. */
    private static final Pattern TIMM_GROUPS =
            Pattern.compile("(?:param_groups_weight_decay|add_weight_decay)\\(([-+.0-9eE]+)\\)");

    private static final double ADAMW_DECAY = 0.01;

    /**
     * Weight decay.
     *
     * @param factor its factor
     * @param grouped whether 1-D parameters and biases are left out
     */
    private record Decay(double factor, boolean grouped) {
        static Decay of(TorchSettings settings, double otherwise) {
            String text = settings.text("weight_decay", Double.toString(otherwise));
            Matcher groups = TIMM_GROUPS.matcher(text);
            if (groups.find()) {
                return new Decay(Double.parseDouble(groups.group(1)), true);
            }
            try {
                return new Decay(Double.parseDouble(text), false);
            } catch (NumberFormatException e) {
                throw new BadInputException(
                        settings.name() + ": weight_decay: expected a number, found '" + text + "'");
            }
        }
    }

    private TorchOptimizers() {}

    /**
     * The optimiser of a fixture.
     *
     * @throws BadInputException if it or one of its arguments has no counterpart here
     */
    static Optimizer of(TorchSettings settings) {
        Optimizer optimizer = switch (settings.name()) {
            case "Adam" -> adam(settings);
            case "AdamW" -> adamW(settings);
            case "SGD" -> sgd(settings);
            case "RMSprop" -> rmsProp(settings);
            default ->
                throw new BadInputException(
                        "optimizer: expected Adam, AdamW, SGD or RMSprop, found " + settings.name());
        };
        settings.requireAllTaken();
        return optimizer;
    }

    private static Adam adam(TorchSettings settings) {
        Decay decay = Decay.of(settings, 0);
        return new Adam(
                settings.number("lr", 1e-3),
                betas(settings),
                settings.number("eps", 1e-8),
                decay.factor,
                settings.flag("amsgrad"),
                decay.grouped);
    }

    private static AdamW adamW(TorchSettings settings) {
        Decay decay = Decay.of(settings, ADAMW_DECAY);
        return new AdamW(
                settings.number("lr", 1e-3),
                betas(settings),
                settings.number("eps", 1e-8),
                decay.factor,
                settings.flag("amsgrad"),
                decay.grouped);
    }

    private static Sgd sgd(TorchSettings settings) {
        Decay decay = Decay.of(settings, 0);
        return new Sgd(
                settings.number("lr", 1e-3),
                settings.number("momentum", 0),
                settings.number("dampening", 0),
                settings.flag("nesterov"),
                decay.factor,
                decay.grouped);
    }

    private static RmsProp rmsProp(TorchSettings settings) {
        Decay decay = Decay.of(settings, 0);
        return new RmsProp(
                settings.number("lr", 1e-2),
                settings.number("alpha", 0.99),
                settings.number("eps", 1e-8),
                settings.number("momentum", 0),
                settings.flag("centered"),
                decay.factor,
                decay.grouped);
    }

    private static List<Double> betas(TorchSettings settings) {
        return Arrays.stream(settings.numbers("betas", 0.9, 0.999)).boxed().toList();
    }
}
