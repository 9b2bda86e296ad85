package io.unmask.experiments.predict;

import io.unmask.data.Clip;
import io.unmask.data.Frame;
import io.unmask.media.Image;
import io.unmask.report.OverlaySheet;
import io.unmask.train.Explainer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scored file with pictures of where the detector looked on its most suspicious frames.
 *
 * @param file the file
 * @param pictures the frames, most suspicious first; none for a file without a score
 */
record Explained(ScoredFile file, List<Picture> pictures) {
    Explained {
        pictures = List.copyOf(pictures);
    }

    /**
     * One frame.
     *
     * @param frame which
     * @param seen as the network sees it
     * @param overlays the same with what it looked at, by what is shown
     */
    record Picture(ScoredFrame frame, Image seen, Map<Explainer.Kind, Image> overlays) {
        Picture {
            overlays = Collections.unmodifiableMap(new EnumMap<>(overlays));
        }
    }

    /**
     * Looks at the most suspicious frames again.
     *
     * @param kinds what to show; empty for the best that the detector gives
     * @param tap for Grad-CAM; null for the last one with rows and columns
     */
    static Explained of(
            ScoredFile file, TrainedDetector detector, int frames, List<Explainer.Kind> kinds, @Nullable String tap) {
        List<Picture> pictures = new ArrayList<>();
        for (ScoredFrame frame : file.mostSuspicious(frames)) {
            Map<Explainer.Kind, Image> overlays = new EnumMap<>(Explainer.Kind.class);
            List<Explainer.@Nullable Kind> wanted = new ArrayList<>(kinds);
            if (kinds.isEmpty()) {
                wanted.add(null);
            }
            Image seen = frame.crop().picture();
            for (Explainer.Kind kind : wanted) {
                TrainedDetector.Look look = detector.look(from(file, frame), kind, tap);
                seen = look.seen();
                overlays.put(
                        look.heat().kind(),
                        OverlaySheet.tinted(seen, look.heat().values()));
            }
            pictures.add(new Picture(frame, seen, overlays));
        }
        return new Explained(file, pictures);
    }

    /** The faces of a file from a frame on, of which a detector of clips takes some. */
    private static Clip from(ScoredFile file, ScoredFrame frame) {
        List<Frame> faces = file.crops().stream()
                .filter(crop -> crop.frame() >= frame.number())
                .map(Crop::asFrame)
                .toList();
        return TrainedDetector.clip(file.file().toString(), faces);
    }
}
