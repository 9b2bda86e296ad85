package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Label;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The label dictionary of DeepfakeBench, and whom its videos show. */
final class BenchLabels {
    private static final Set<String> REAL = Set.of(
            "FF-real",
            "DFD_real",
            "CelebDFv1_real",
            "CelebDFv2_real",
            "DFDCP_Real",
            "DFDC_Real",
            "DF_real",
            "UADFV_Real",
            "roop_Real");
    private static final Set<String> FAKE = Set.of(
            "FF-DF",
            "FF-F2F",
            "FF-FS",
            "FF-NT",
            "FF-FH",
            "FF-SH",
            "DFD_fake",
            "CelebDFv1_fake",
            "CelebDFv2_fake",
            "DFDCP_FakeA",
            "DFDCP_FakeB",
            "DFDC_Fake",
            "DF_fake",
            "UADFV_Fake",
            "roop_Fake");
    /** The data sets that are parts of FaceForensics++ and so show the same people. */
    private static final Set<String> FACE_FORENSICS =
            Set.of("FaceForensics++", "FF-DF", "FF-F2F", "FF-FS", "FF-NT", "FaceShifter");

    private BenchLabels() {}

    /**
     * Real or fake.
     *
     * @throws BadInputException if the dictionary has no such label
     */
    static Label of(String name, Path file, Collection<String> own) {
        if (REAL.contains(name)) {
            return Label.REAL;
        }
        if (FAKE.contains(name)) {
            return Label.FAKE;
        }
        Set<String> known = new TreeSet<>(REAL);
        known.addAll(FAKE);
        known.addAll(own);
        throw new BadInputException(file + ": unknown label \"" + name + "\"; say what it is with labels: {" + name
                + ": fake}. Known: " + String.join(", ", known));
    }

    /** Whether a name is in the dictionary. */
    static boolean isKnown(String name) {
        return REAL.contains(name) || FAKE.contains(name);
    }

    /** Key of the data set whose people are meant: the same for all parts of FaceForensics++. */
    static String family(String key) {
        return FACE_FORENSICS.contains(key) ? FaceForensics.KEY : key;
    }

    /** Whom a video shows, read from its name where the data set has a rule for it; else itself. */
    static List<String> identities(String family, String video) {
        return switch (family) {
            case FaceForensics.KEY -> VideoNames.faceForensics(video);
            case "Celeb-DF-v1", "Celeb-DF-v2" -> VideoNames.celebDf(video);
            case "DeepFakeDetection" -> VideoNames.deepFakeDetection(video);
            default -> List.of(video);
        };
    }
}
