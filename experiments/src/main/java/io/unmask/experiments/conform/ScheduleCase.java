package io.unmask.experiments.conform;

import com.google.auto.service.AutoService;
import io.unmask.train.schedule.Progress;
import io.unmask.train.schedule.Schedule;
import java.util.List;

/** Learning rates over epochs, a sequence for each schedule that the file names. */
@AutoService(ConformCase.class)
public final class ScheduleCase implements ConformCase {
    private static final String PREFIX = "output.lr.";

    @Override
    public boolean handles(Fixture fixture) {
        return fixture.area().equals("optim") && !fixture.names(PREFIX).isEmpty();
    }

    @Override
    public void run(Fixture fixture, Comparison comparison) {
        double base = Double.parseDouble(fixture.text("base_lr"));
        for (String entry : fixture.names(PREFIX)) {
            String text = fixture.json("schedules")
                    .path(entry.substring(PREFIX.length()))
                    .asText();
            Schedule schedule = TorchSchedules.of(text);
            double[] rates = new double[fixture.tensor(entry).size()];
            for (int epoch = 0; epoch < rates.length; epoch++) {
                rates[epoch] = schedule.learningRate(base, new Progress(epoch, rates.length, 1, List.of(), true));
            }
            comparison.compare(entry, rates, comparison.tolerance("output"));
        }
    }
}
