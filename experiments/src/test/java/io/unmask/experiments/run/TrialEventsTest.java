package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.data.BuildListener;
import io.unmask.experiments.run.TrialListener.SuiteStep;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialEventsTest {
    private final List<String> heard = new ArrayList<>();

    private final TrialListener listener = new TrialListener() {
        @Override
        public BuildListener buildListener() {
            return BuildListener.SILENT;
        }

        @Override
        public void message(String text) {
            heard.add("message " + text);
        }

        @Override
        public void scoringAhead(long pictures) {
            heard.add(pictures + " ahead");
        }

        @Override
        public void perturbed(SuiteStep step) {
            heard.add(step.toString());
        }

        @Override
        public void scoring(String set, int pictures) {
            heard.add("scoring " + set + " " + pictures);
        }
    };

    @Test
    void whatIsWritten_isHeardOnTheOtherSide_andAnyOtherLineIsAMessage() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TrialListener writer = TrialEvents.writer(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        SuiteStep step = new SuiteStep("faces", "jpeg_quality", 3, 270, 12, 53);
        writer.scoringAhead(14_310);
        writer.scoring("faces", 270);
        writer.perturbed(step);
        String lines = bytes.toString(StandardCharsets.UTF_8) + "a library says something\n";
        lines.lines().forEach(line -> TrialEvents.read(line, listener));
        assertEquals(
                List.of("14310 ahead", "scoring faces 270", step.toString(), "message a library says something"),
                heard);
    }
}
