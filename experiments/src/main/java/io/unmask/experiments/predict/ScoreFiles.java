package io.unmask.experiments.predict;

import io.unmask.data.face.Face;
import io.unmask.report.CsvTable;
import java.util.Arrays;
import java.util.List;

/** The scores for programs: a row a file, and a row a frame. */
record ScoreFiles(List<ScoredFile> files) {
    ScoreFiles {
        files = List.copyOf(files);
    }

    /** Pictures and videos with their scores, or why they have none. */
    CsvTable byFile() {
        CsvTable table = new CsvTable("files")
                .text("file", "kind")
                .whole("frames_looked_at", "frames_with_face")
                .number("score", "probability")
                .text("problem");
        for (ScoredFile file : files) {
            table.row(Arrays.asList(
                    file.file(),
                    file.video() ? "video" : "picture",
                    file.lookedAt(),
                    file.crops().size(),
                    file.score(),
                    file.probability(),
                    file.problem()));
        }
        return table;
    }

    /** Frames with the box of the face, in pixels of the frame. */
    CsvTable byFrame() {
        CsvTable table = new CsvTable("frames")
                .text("file")
                .whole("frame")
                .number("face_left", "face_top", "face_width", "face_height", "face_score", "score", "probability");
        for (ScoredFile file : files) {
            for (ScoredFrame frame : file.frames()) {
                Face face = frame.crop().face();
                table.row(Arrays.asList(
                        file.file(),
                        frame.number(),
                        face.left(),
                        face.top(),
                        face.width(),
                        face.height(),
                        face.score(),
                        frame.score(),
                        frame.probability()));
            }
        }
        return table;
    }
}
