package io.unmask.data.face;

import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.face.ChosenFace.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * From all faces on the frames of a video to the one that is cut out: {@link #choose} takes a {@link FrameFaces} a frame,
 * in order, and gives a {@link ChosenFace} a frame, in the same order.
 *
 * <p>Faces of successive frames are joined where their boxes overlap ({@link #samePersonOverlap}), so that the choice is
 * one of people, not of boxes: the person with the highest sum of ratings over all frames is taken, and stays the one while
 * another is larger for a moment. A frame is never given to another person between the first and the last frame of the
 * chosen one.
 */
public record FaceChoice(
        @Doc(
                "Which of several: largest, most_central, or mask_overlap (the one that shares most with the manipulation mask;"
                        + " the largest where a video has no mask or a black one).")
        @Default("largest")
        Rule rule,

        @Doc(
                "Boxes on successive examined frames belong to one person if they share at least this much of the area that"
                        + " they cover (intersection over union); low, as examined frames may be far apart.")
        @Default("0.1")
        double samePersonOverlap,

        @Doc("Examined frames in a row on which a face may be missing and still be the same one after.") @Default("5")
        int longestGapFrames,

        @Doc("What such frames get: skip (no face) or interpolate (on the straight way from before to after).")
        @Default("skip")
        Gap gap,

        @Doc(
                "What comes before and after the frames of the chosen person: resume (the next person by the same rule, as after"
                        + " a cut or a fast movement) or end (no face).")
        @Default("resume")
        Lost lost,

        @Doc(
                "Boxes and landmarks are averaged over so many examined frames around each; odd, 1 for none. Shorter at both"
                        + " ends of a person's frames, where there is nothing to average on one side.")
        @Default("1")
        int smoothFrames) {
    /** Which face is wanted. */
    public enum Rule {
        /** The one with the largest share of the picture. */
        LARGEST,
        /** The one whose centre is nearest to that of the picture. */
        MOST_CENTRAL,
        /** The one that shares most with the mask. */
        MASK_OVERLAP
    }

    /** What a short gap in a track becomes. */
    public enum Gap {
        /** No face. */
        SKIP,
        /** Boxes between the one before and the one after. */
        INTERPOLATE
    }

    /** What happens when the chosen face is gone for longer. */
    public enum Lost {
        /** Another person may follow. */
        RESUME,
        /** Nobody follows. */
        END
    }

    /** Checks the ranges. */
    public FaceChoice {
        Check.that(
                samePersonOverlap > 0 && samePersonOverlap <= 1,
                "samePersonOverlap",
                samePersonOverlap,
                "must be above 0 and at most 1");
        Check.that(longestGapFrames >= 0, "longestGapFrames", longestGapFrames, "must be at least 0");
        Check.that(
                smoothFrames >= 1 && smoothFrames % 2 == 1, "smoothFrames", smoothFrames, "must be odd and at least 1");
    }

    /**
     * The face of each frame.
     *
     * @param frames the examined frames of one video, in order
     * @return one for each of them, in the same order
     */
    public List<ChosenFace> choose(List<FrameFaces> frames) {
        TreeMap<Integer, Face> chosen = new TreeMap<>();
        Set<Integer> found = new HashSet<>();
        for (FaceTrack track : people(frames)) {
            TreeMap<Integer, Face> faces = new TreeMap<>(track.faces());
            found.addAll(faces.keySet());
            if (gap == Gap.INTERPOLATE) {
                faces.putAll(between(track.faces(), frames));
            }
            chosen.putAll(new FaceSmoothing(smoothFrames).of(faces));
        }
        List<ChosenFace> result = new ArrayList<>(frames.size());
        for (int i = 0; i < frames.size(); i++) {
            FrameFaces frame = frames.get(i);
            Outcome without = frame.faces().isEmpty() ? Outcome.NO_FACE : Outcome.OTHER_FACE;
            Outcome with = found.contains(i) ? Outcome.FOUND : Outcome.INTERPOLATED;
            result.add(new ChosenFace(frame.frame(), chosen.get(i), chosen.containsKey(i) ? with : without));
        }
        return result;
    }

    /** Whose faces are taken: never two people at one time. */
    private List<FaceTrack> people(List<FrameFaces> frames) {
        boolean byMask = rule == Rule.MASK_OVERLAP && frames.stream().anyMatch(FaceChoice::touchesMask);
        FaceTrack.Rating rating = byMask
                ? FaceChoice::maskOverlap
                : rule == Rule.MOST_CENTRAL ? FaceChoice::centrality : FaceChoice::size;
        List<FaceTrack> tracks = new ArrayList<>(FaceTrack.join(frames, samePersonOverlap, longestGapFrames, rating));
        if (byMask) {
            tracks.removeIf(track -> track.rating() == 0);
        }
        tracks.sort(Comparator.comparingDouble(FaceTrack::rating).reversed());
        List<FaceTrack> taken = new ArrayList<>();
        for (FaceTrack track : tracks) {
            boolean free = taken.stream().noneMatch(track::isBeside);
            if (free && (taken.isEmpty() || lost == Lost.RESUME)) {
                taken.add(track);
            }
        }
        return taken;
    }

    private static boolean touchesMask(FrameFaces frame) {
        return frame.maskOverlaps() != null && frame.maskOverlaps().stream().anyMatch(overlap -> overlap > 0);
    }

    private static double maskOverlap(FrameFaces frame, int face) {
        return frame.maskOverlaps() == null ? 0 : frame.maskOverlaps().get(face);
    }

    private static double size(FrameFaces frame, int face) {
        return frame.faces().get(face).area() / ((double) frame.width() * frame.height());
    }

    /** 1 in the middle of the picture, 0 in its corners. */
    private static double centrality(FrameFaces frame, int face) {
        Face box = frame.faces().get(face);
        double right = box.left() + box.width() / 2 - frame.width() / 2.0;
        double down = box.top() + box.height() / 2 - frame.height() / 2.0;
        return Math.max(0, 1 - Math.hypot(right, down) / Math.hypot(frame.width() / 2.0, frame.height() / 2.0));
    }

    /** The faces of a person on the frames where it was not found between two where it was. */
    private static Map<Integer, Face> between(NavigableMap<Integer, Face> found, List<FrameFaces> frames) {
        Map<Integer, Face> between = new HashMap<>();
        var last = found.firstEntry();
        for (var next : found.entrySet()) {
            double begin = frames.get(last.getKey()).frame();
            double end = frames.get(next.getKey()).frame();
            for (int i = last.getKey() + 1; i < next.getKey(); i++) {
                double share = (frames.get(i).frame() - begin) / (end - begin);
                between.put(i, last.getValue().towards(next.getValue(), share));
            }
            last = next;
        }
        return between;
    }
}
