package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.config.BadInputException;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import io.unmask.evaluate.Aggregate;
import io.unmask.evaluate.ScoredVideo;
import io.unmask.evaluate.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
    @TempDir
    Path folder;

    private static Scores scores() {
        Scores.Builder builder = new Scores.Builder();
        builder.add(video("a", "real"), 0, 0.25f);
        builder.add(video("b", "fake"), 0, 1e-5f);
        builder.add(video("b", "fake"), 1, 3e-5f);
        builder.add(video("unasked", "fake"), 0, 1);
        return builder.build();
    }

    private static ScoredVideo video(String name, String method) {
        Label label = method.equals("real") ? Label.REAL : Label.FAKE;
        return new ScoredVideo("multi_ffdv", method, Compression.RAW, name, List.of(name), label);
    }

    private Path template(String text) throws IOException {
        return Files.writeString(folder.resolve("template.csv"), text);
    }

    private String written(String template, int passes) throws IOException {
        Path file = folder.resolve("submit.csv");
        Submission.template(template(template), 0.5).write(file, scores(), Aggregate.MEAN, passes);
        return Files.readString(file);
    }

    @Test
    void rowsStandInTheTemplatesOrder_withItsValueWhereNothingIsPredicted() throws IOException {
        assertEquals("video_name,y_pred\nb.mp4,0.000020\nnew.mp4,0.7\na.mp4,0.25\n", zeros(written("""
                        video_name,y_pred
                        b.mp4,0.5
                        new.mp4,0.7
                        a.mp4,0.5
                        """, 1)));
        assertEquals("video_name,y_pred\na,0.50\nnew.mp4,0.5\nb,0.000040\n", zeros(written("""
                        video_name
                        a
                        new.mp4
                        b
                        """, 2)));
        assertEquals("img_name,y_pred\na.jpg,0.25\na.jpg,0.25\n", written("y_pred,img_name\n1,a.jpg\n0,a.jpg\n", 1));
    }

    /** One writing for equal numbers of the two rows that are products or means of floats. */
    private static String zeros(String text) {
        return text.replaceAll("0\\.00002\\d*", "0.000020")
                .replaceAll("0\\.00004\\d*", "0.000040")
                .replaceAll("a,0\\.5\n", "a,0.50\n");
    }

    @Test
    void countsAreTold_andATemplateOfOtherVideosIsRefused() throws IOException {
        Submission submission = Submission.template(template("video_name\na\nx\n"), 0.5);
        Path file = folder.resolve("submit.csv");
        assertEquals(new Submission.Outcome(1, 1, 2), submission.write(file, scores(), Aggregate.MEAN, 1));
        Submission other = Submission.template(template("video_name\nx\n"), 0.5);
        Path none = folder.resolve("none.csv");
        String message = assertThrows(BadInputException.class, () -> other.write(none, scores(), Aggregate.MEAN, 1))
                .getMessage();
        assertTrue(message.contains("\"x\"") && message.contains("template of this data set"), message);
        assertTrue(Files.notExists(none));
    }

    @Test
    void malformedTemplates_areNamedWithTheirLine() throws IOException {
        for (String text : List.of("name,y_pred\na,1\n", "video_name,y_pred\na,much\n", "video_name,y_pred\n,1\n")) {
            Path file = template(text);
            String message = assertThrows(BadInputException.class, () -> Submission.template(file, 0.5))
                    .getMessage();
            assertTrue(message.contains("template.csv:"), message);
        }
    }
}
