package io.unmask.data.source;

import java.util.ArrayList;
import java.util.List;

/** Whom a video shows, read from its name where the data set has a rule for it. */
public final class VideoNames {
    private VideoNames() {}

    /** FaceForensics++: 071 shows 071; 071_054 shows both, the target first. */
    public static List<String> faceForensics(String video) {
        return List.of(video.split("_", -1));
    }

    /** Celeb-DF: id0_0000 shows id0; id0_id1_0000 shows both; what has no id (YouTube-real) shows itself. */
    public static List<String> celebDf(String video) {
        List<String> people = new ArrayList<>();
        for (String part : video.split("_", -1)) {
            if (part.startsWith("id")) {
                people.add(part);
            }
        }
        return people.isEmpty() ? List.of(video) : people;
    }

    /** DeepFakeDetection: 01__kitchen_still shows the actor 01; 01_02__kitchen_still__A1B2C3D4 shows 01 and 02. */
    public static List<String> deepFakeDetection(String video) {
        return List.of(video.split("__", -1)[0].split("_", -1));
    }

    /** Names that a table divides by semicolons. */
    public static List<String> listed(String identities) {
        List<String> people = new ArrayList<>();
        for (String person : identities.split(";", -1)) {
            if (!person.isBlank()) {
                people.add(person.strip());
            }
        }
        return people;
    }
}
