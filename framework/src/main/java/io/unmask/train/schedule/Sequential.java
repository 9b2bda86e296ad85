package io.unmask.train.schedule;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import java.util.List;

/** Schedules one after another, each starting from its own beginning, as {@code SequentialLR} of PyTorch. */
@JsonTypeName("sequential")
@AutoService(Schedule.class)
@Doc("Runs schedules one after another, each from its own beginning.")
public record Sequential(
        @Doc("The schedules, in order.") List<Schedule> schedules,

        @Doc("When the second, third, … schedule starts, in epochs or steps.")
        List<Integer> milestones,

        @Doc("Whether the milestones count epochs or steps.") @Default("epoch")
        Unit by)
        implements Schedule {
    /** Checks the settings. */
    public Sequential {
        schedules = List.copyOf(schedules);
        milestones = List.copyOf(milestones);
        Check.that(
                schedules.size() == milestones.size() + 1,
                "milestones",
                milestones,
                "must be one fewer than the schedules, of which there are " + schedules.size());
        for (int i = 0; i < milestones.size(); i++) {
            Check.that(
                    milestones.get(i) > (i == 0 ? 0 : milestones.get(i - 1)),
                    "milestones",
                    milestones,
                    "must be above 0 and rise");
        }
    }

    @Override
    public double learningRate(double base, Progress progress) {
        int active = 0;
        while (active < milestones.size() && progress.done(by) >= milestones.get(active)) {
            active++;
        }
        Progress own = active == 0 ? progress : progress.startingAt(milestones.get(active - 1), by);
        return schedules.get(active).learningRate(base, own);
    }
}
