package io.unmask.experiments.run;

import io.unmask.data.Clip;
import io.unmask.data.HostBatch;
import io.unmask.data.HostBatch.SampleRef;
import io.unmask.data.Label;
import io.unmask.evaluate.PixelScores;
import io.unmask.evaluate.ScoredVideo;
import io.unmask.evaluate.Scores;
import io.unmask.experiments.store.TrialFolder;
import io.unmask.report.OverlaySheet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** How well a detector finds the manipulated pixels of one test set: a value for each fake, and some pictures. */
final class TrialMasks {
    /** Columns of the report, and what is in them. */
    static final Map<String, ToDoubleFunction<PixelScores>> COLUMNS = columns();

    private static final int PICTURES = 8;

    private final Map<String, Scores.Builder> values = new LinkedHashMap<>();
    private final Set<SampleRef> pictured;
    private final OverlaySheet sheet;

    /** For a set whose fakes all have masks; the same pictures of it are drawn for every detector. */
    TrialMasks(List<Clip> clips, int sidePixels) {
        COLUMNS.keySet().forEach(column -> values.put(column, new Scores.Builder()));
        pictured = pictured(clips);
        sheet = new OverlaySheet(sidePixels);
    }

    private static Map<String, ToDoubleFunction<PixelScores>> columns() {
        Map<String, ToDoubleFunction<PixelScores>> columns = new LinkedHashMap<>();
        columns.put("pixel_auc", PixelScores::auc);
        columns.put("mask_iou", PixelScores::iou);
        columns.put("mask_f1", PixelScores::f1);
        return columns;
    }

    /** Whether the masks of all fakes are known, so that numbers of different detectors rest on the same pictures. */
    static boolean known(List<Clip> clips) {
        return clips.stream()
                .filter(clip -> clip.label() == Label.FAKE)
                .flatMap(clip -> clip.frames().stream())
                .allMatch(frame -> frame.mask() != null);
    }

    /** The first frames of fakes spread evenly over the set. */
    private static Set<SampleRef> pictured(List<Clip> clips) {
        List<Clip> fakes =
                clips.stream().filter(clip -> clip.label() == Label.FAKE).toList();
        Set<SampleRef> chosen = new HashSet<>();
        int count = Math.min(PICTURES, fakes.size());
        for (int i = 0; i < count; i++) {
            chosen.add(new SampleRef(fakes.get((int) ((long) i * fakes.size() / count)), 0));
        }
        return chosen;
    }

    void add(HostBatch batch, float[] predicted) {
        byte[] truth = batch.masks();
        if (truth == null) {
            throw new IllegalArgumentException("a batch without masks");
        }
        int area = batch.sidePixels() * batch.sidePixels();
        for (int i = 0; i < batch.size(); i++) {
            SampleRef ref = batch.samples().get(i);
            if (ref.clip().label() == Label.FAKE) {
                PixelScores scores = PixelScores.of(predicted, truth, i * area, area);
                if (scores != null) {
                    put(ref, scores);
                }
                if (pictured.contains(ref)) {
                    sheet.add(batch.pixels(), predicted, truth, i * area);
                }
            }
        }
    }

    private void put(SampleRef ref, PixelScores scores) {
        ScoredVideo video = ScoredVideo.of(ref.clip());
        int frame = ref.clip().frames().get(ref.frame()).number();
        COLUMNS.forEach((column, value) -> {
            Scores.Builder builder = values.get(column);
            if (builder != null) {
                builder.add(video, frame, (float) value.applyAsDouble(scores));
            }
        });
    }

    void write(TrialFolder folder, String set) {
        values.forEach((column, builder) -> builder.build().write(folder.localisation(set, column)));
        sheet.write(folder.overlays(set));
    }
}
