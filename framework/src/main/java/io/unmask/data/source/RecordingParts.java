package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.data.Compression;
import io.unmask.data.Split;
import io.unmask.data.video.Recording;
import io.unmask.data.video.VideoSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The splits of recordings: their own, or, where none has one, those that people are divided into.
 *
 * @param trainShare share of the people in the training split
 * @param validationShare share of the people in the validation split
 * @param splitSeed decides which people are in which
 */
record RecordingParts(double trainShare, double validationShare, long splitSeed) {
    /**
     * The recordings of one part.
     *
     * @param level only recordings of this compression are looked at
     * @throws BadInputException if there are too few people to divide
     */
    List<Recording> of(VideoSet from, Compression level, Split part) {
        List<Recording> all = from.recordings().stream()
                .filter(recording -> recording.compression() == level)
                .toList();
        if (all.stream().anyMatch(recording -> recording.split() != null)) {
            return all.stream().filter(recording -> recording.split() == part).toList();
        }
        Set<String> people = new TreeSet<>();
        all.forEach(recording -> people.add(person(recording)));
        if (people.size() < 3) {
            throw new BadInputException("three splits need at least 3 people, but " + from.source() + " has "
                    + people.size() + "; give its files splits of their own");
        }
        IdentitySplit divided = new IdentitySplit(people, trainShare, validationShare, splitSeed);
        return all.stream()
                .filter(recording -> divided.of(person(recording)) == part)
                .toList();
    }

    /** Checks shares of settings of these names. */
    static void check(double trainShare, double validationShare) {
        Check.that(trainShare > 0 && trainShare < 1, "trainShare", trainShare, "must be above 0 and below 1");
        Check.that(
                validationShare > 0 && trainShare + validationShare < 1,
                "validationShare",
                validationShare,
                "must be above 0 and leave something for the test split");
    }

    /** The first counts: fakes of files without splits are expected to name their source first. */
    private static String person(Recording recording) {
        return recording.identities().get(0);
    }
}
