package io.unmask.experiments.conform;

import io.unmask.config.BadInputException;
import io.unmask.train.schedule.Cosine;
import io.unmask.train.schedule.CosineRestarts;
import io.unmask.train.schedule.Exponential;
import io.unmask.train.schedule.Linear;
import io.unmask.train.schedule.MultiStep;
import io.unmask.train.schedule.OneCycle;
import io.unmask.train.schedule.Polynomial;
import io.unmask.train.schedule.Schedule;
import io.unmask.train.schedule.Sequential;
import io.unmask.train.schedule.Step;
import io.unmask.train.schedule.TimmCosine;
import io.unmask.train.schedule.TimmStep;
import io.unmask.train.schedule.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This project's schedules by the names and arguments of {@code torch.optim.lr_scheduler} and timm. */
final class TorchSchedules {
    private static final Pattern SEQUENTIAL =
            Pattern.compile("^SequentialLR\\((.*), milestones?[ =]\\[?([0-9, ]+)\\]?\\)");
    /** A linear warm-up in words: {@code LinearLR 0.1->1 in 5}. */
    private static final Pattern LINEAR = Pattern.compile("^LinearLR ([-+.0-9eE]+)->([-+.0-9eE]+) in (\\d+)$");
    /** Parts of a sequence: a comma before the name of a class. */
    private static final Pattern NEXT_PART = Pattern.compile(", (?=[A-Z])");

    private static final Pattern LATE = Pattern.compile("step\\(e\\) after|with that same epoch number");

    private TorchSchedules() {}

    /** From a line of text that may also describe a sequence. */
    static Schedule of(String text) {
        Matcher sequence = SEQUENTIAL.matcher(text);
        if (sequence.find()) {
            List<Schedule> parts = new ArrayList<>();
            NEXT_PART.splitAsStream(sequence.group(1)).forEach(part -> parts.add(of(part)));
            List<Integer> milestones = Arrays.stream(sequence.group(2).split(",", -1))
                    .map(milestone -> Integer.valueOf(milestone.trim()))
                    .toList();
            return new Sequential(parts, milestones, Unit.EPOCH);
        }
        Matcher linear = LINEAR.matcher(text);
        if (linear.find()) {
            return new Linear(
                    Integer.parseInt(linear.group(3)),
                    Double.parseDouble(linear.group(1)),
                    Double.parseDouble(linear.group(2)),
                    Unit.EPOCH);
        }
        return of(TorchSettings.of(text));
    }

    /**
     * The schedule of a fixture.
     *
     * @throws BadInputException if it or one of its arguments has no counterpart here
     */
    static Schedule of(TorchSettings settings) {
        Schedule schedule = switch (settings.name()) {
            case "CosineAnnealingLR" -> new Cosine(settings.count("T_max"), settings.number("eta_min", 0), Unit.EPOCH);
            case "CosineAnnealingWarmRestarts" ->
                new CosineRestarts(
                        settings.count("T_0"), settings.count("T_mult", 1), settings.number("eta_min", 0), Unit.EPOCH);
            case "ExponentialLR" -> new Exponential(settings.number("gamma", Double.NaN), Unit.EPOCH);
            case "StepLR" -> new Step(settings.count("step_size"), settings.number("gamma", 0.1), Unit.EPOCH);
            case "MultiStepLR" -> new MultiStep(milestones(settings), settings.number("gamma", 0.1), Unit.EPOCH);
            case "LinearLR" ->
                new Linear(
                        settings.count("total_iters", 5),
                        settings.number("start_factor", 1.0 / 3),
                        settings.number("end_factor", 1),
                        Unit.EPOCH);
            case "PolynomialLR" ->
                new Polynomial(settings.count("total_iters", 5), settings.number("power", 1), Unit.EPOCH);
            case "OneCycleLR" -> oneCycle(settings);
            case "CosineLRScheduler" -> timmCosine(settings);
            case "StepLRScheduler" -> timmStep(settings);
            default -> throw new BadInputException("schedule: " + settings.name() + " has no counterpart here");
        };
        settings.requireAllTaken();
        return schedule;
    }

    private static List<Integer> milestones(TorchSettings settings) {
        return Arrays.stream(settings.numbers("milestones"))
                .mapToObj(milestone -> (int) milestone)
                .toList();
    }

    private static OneCycle oneCycle(TorchSettings settings) {
        // The highest rate is that of the optimiser in both.
        settings.text("max_lr", "");
        return new OneCycle(
                settings.count("total_steps"),
                settings.number("pct_start", 0.3),
                settings.number("div_factor", 25),
                settings.number("final_div_factor", 1e4),
                Unit.EPOCH);
    }

    private static TimmCosine timmCosine(TorchSettings settings) {
        return new TimmCosine(
                settings.count("t_initial"),
                settings.number("lr_min", 0),
                settings.count("warmup_t", 0),
                settings.number("warmup_lr_init", 0),
                settings.flag("warmup_prefix"),
                settings.count("cycle_limit", 1),
                settings.number("cycle_mul", 1),
                settings.number("cycle_decay", 1),
                isLate(settings),
                Unit.EPOCH);
    }

    private static TimmStep timmStep(TorchSettings settings) {
        return new TimmStep(
                settings.count("decay_t"),
                settings.number("decay_rate", 1),
                settings.count("warmup_t", 0),
                settings.number("warmup_lr_init", 0),
                isLate(settings),
                Unit.EPOCH);
    }

    private static boolean isLate(TorchSettings settings) {
        return LATE.matcher(settings.remark()).find();
    }
}
