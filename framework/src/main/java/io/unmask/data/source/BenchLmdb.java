package io.unmask.data.source;

import io.unmask.config.BadInputException;
import io.unmask.data.Pixels;
import io.unmask.files.LmdbFile;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Frames in an LMDB of DeepfakeBench ({@code preprocessing/dataset2lmdb_test.py}): a value is the picture file as it
 * was, its key the data set's name, a backslash and the path below the data set. Made on Windows the path has
 * backslashes, made elsewhere slashes, so that only the first is a backslash, which the paths of the published JSON
 * files then miss; all of these are tried.
 */
final class BenchLmdb implements BenchFrames {
    /** Ways to write a path with slashes as a key, likeliest first. */
    private static final List<UnaryOperator<String>> SPELLINGS =
            List.of(path -> path.replace('/', '\\'), path -> path.replaceFirst("/", "\\\\"), path -> path);

    private final LmdbFile lmdb;
    private String lastExpected = "";

    BenchLmdb(LmdbFile lmdb) {
        this.lmdb = lmdb;
    }

    @Override
    public @Nullable String of(String given) {
        for (String candidate : PathRepair.candidates(given)) {
            for (UnaryOperator<String> spelling : SPELLINGS) {
                String key = spelling.apply(candidate);
                if (lmdb.has(key)) {
                    return key;
                }
            }
        }
        lastExpected = SPELLINGS.get(0).apply(PathRepair.candidates(given).get(0));
        return null;
    }

    @Override
    public String like(String firstPlace, String givenFirst, String given) {
        int name = Math.max(firstPlace.lastIndexOf('/'), firstPlace.lastIndexOf('\\')) + 1;
        String plain = given.replace('\\', '/');
        return firstPlace.substring(0, name) + plain.substring(plain.lastIndexOf('/') + 1);
    }

    @Override
    public Pixels picture(String place) {
        return new Value(lmdb, place, false);
    }

    @Override
    public Pixels mask(String place) {
        return new Value(lmdb, place, true);
    }

    @Override
    public String lastExpected() {
        return "the key " + lastExpected + " in " + lmdb.file();
    }

    @Override
    public String found() {
        return lmdb.size() + " keys as " + String.join(", ", lmdb.firstKeys(2));
    }

    /**
     * A picture in an LMDB.
     *
     * @param lmdb where
     * @param key its key
     * @param grey whether to read one channel (a mask) instead of three
     */
    record Value(LmdbFile lmdb, String key, boolean grey) implements Pixels {
        @Override
        public Image read() {
            byte[] bytes = lmdb.get(key);
            if (bytes == null) {
                throw new BadInputException(describe() + ": no such key");
            }
            return grey ? ImageFiles.decodeGrey(bytes, describe()) : ImageFiles.decode(bytes, describe());
        }

        @Override
        public String describe() {
            return lmdb.file() + " " + key;
        }

        @Override
        public String fingerprint() {
            return ImageFiles.fingerprint(lmdb.file()) + " " + key + (grey ? " grey" : "");
        }
    }
}
