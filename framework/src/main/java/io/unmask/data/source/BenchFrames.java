package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Pixels;
import io.unmask.files.LmdbFile;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the frames of DeepfakeBench are: files below a root, or values of its LMDB. */
interface BenchFrames {
    /** Data sets that share one LMDB. */
    Set<String> FACE_FORENSICS =
            Set.of("FaceForensics++", "FaceShifter", "DeepFakeDetection", "FF-DF", "FF-F2F", "FF-FS", "FF-NT");

    /** The place of a frame that a JSON file names, or null where it is not there. */
    @Nullable
    String of(String given);

    /** The place of another frame of the same video, found the way its first one was. */
    String like(String firstPlace, String givenFirst, String given);

    /** The frame at a place. */
    Pixels picture(String place);

    /** The mask at a place. */
    Pixels mask(String place);

    /** Where the last frame that was not found should have been. */
    String lastExpected();

    /** What is there instead, for a message. */
    String found();

    /**
     * The frames of a data set.
     *
     * @param root folder of pictures; or an LMDB, or the folder of LMDBs that training/config calls lmdb_dir
     * @param key key of the data set in its JSON file
     * @throws BadInputException if the root has LMDBs, but none of this data set
     */
    static BenchFrames open(Path root, String key) {
        if (LmdbFile.isAt(root)) {
            return new BenchLmdb(LmdbFile.open(root));
        }
        Path own = root.resolve((FACE_FORENSICS.contains(key) ? "FaceForensics++" : key) + "_lmdb");
        if (LmdbFile.isAt(own)) {
            return new BenchLmdb(LmdbFile.open(own));
        }
        return new PathRepair(root);
    }
}
