package io.unmask.data.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One person through a video: where the same face is on successive frames, as far as overlapping boxes tell. */
final class FaceTrack {
    private final TreeMap<Integer, Face> faces = new TreeMap<>();
    private double rating;

    private FaceTrack() {}

    /** The faces by position of their frame in the list. */
    NavigableMap<Integer, Face> faces() {
        return faces;
    }

    int first() {
        return faces.firstKey();
    }

    int last() {
        return faces.lastKey();
    }

    private Face lastFace() {
        return faces.lastEntry().getValue();
    }

    /** Sum of the ratings of its faces. */
    double rating() {
        return rating;
    }

    boolean isBeside(FaceTrack other) {
        return first() <= other.last() && other.first() <= last();
    }

    private void add(int position, Face face, double faceRating) {
        faces.put(position, face);
        rating += faceRating;
    }

    private record Link(FaceTrack track, int face, double overlap) {}

    /** Rates faces. */
    interface Rating {
        /** How much a face of a frame looks like the one that is wanted, at least 0. */
        double of(FrameFaces frame, int face);
    }

    /**
     * Joins the faces of a video: the two that overlap most first, each once.
     *
     * @param leastOverlap boxes that overlap less are different people
     * @param longestGap frames of the list that a track may be missing on
     * @return the tracks in the order in which they begin
     */
    static List<FaceTrack> join(List<FrameFaces> frames, double leastOverlap, int longestGap, Rating rating) {
        List<FaceTrack> all = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            FrameFaces frame = frames.get(i);
            int position = i;
            List<FaceTrack> live = all.stream()
                    .filter(track -> position - track.last() - 1 <= longestGap)
                    .toList();
            @Nullable
            FaceTrack[] owners =
                    owners(links(live, frame, leastOverlap), frame.faces().size());
            for (int face = 0; face < owners.length; face++) {
                FaceTrack track = owners[face];
                if (track == null) {
                    track = new FaceTrack();
                    all.add(track);
                }
                track.add(i, frame.faces().get(face), rating.of(frame, face));
            }
        }
        return all;
    }

    private static List<Link> links(List<FaceTrack> live, FrameFaces frame, double leastOverlap) {
        List<Link> links = new ArrayList<>();
        for (FaceTrack track : live) {
            for (int face = 0; face < frame.faces().size(); face++) {
                double overlap = track.lastFace().overlap(frame.faces().get(face));
                if (overlap >= leastOverlap) {
                    links.add(new Link(track, face, overlap));
                }
            }
        }
        // Stable: equal overlaps keep the order of tracks and faces, so that the result is the same every time.
        links.sort(Comparator.comparingDouble(Link::overlap).reversed());
        return links;
    }

    private static @Nullable FaceTrack[] owners(List<Link> links, int faces) {
        @Nullable FaceTrack[] owners = new FaceTrack[faces];
        List<FaceTrack> taken = new ArrayList<>();
        for (Link link : links) {
            if (owners[link.face] == null && !taken.contains(link.track)) {
                owners[link.face] = link.track;
                taken.add(link.track);
            }
        }
        return owners;
    }
}
