package io.unmask.random;

import java.nio.charset.StandardCharsets;

/**
 * Named random streams. Every random number of a run is drawn from a stream that is named by what it is
 * for ("augment", epoch, sample), never by who draws it (a thread, a worker), so the same configuration
 * gives the same numbers whatever the number of workers and wherever a run was resumed.
 */
public final class Seeds {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long root;

    private Seeds(long root) {
        this.root = root;
    }

    /** The streams of one seed, as written in a configuration. */
    public static Seeds of(long seed) {
        return new Seeds(RandomStream.mix(seed + 0x9E3779B97F4A7C15L));
    }

    /** The streams below a name: {@code of(1).child("train").stream("order", 3)} is one stream. */
    public Seeds child(Object... names) {
        return new Seeds(key(names));
    }

    /** The stream of that name, always from its beginning. */
    public RandomStream stream(Object... names) {
        return new RandomStream(key(names));
    }

    /** A 31-bit seed of that name, for native generators that take an int. */
    public int nativeSeed(Object... names) {
        return (int) (key(names) >>> 33);
    }

    /** The root in hexadecimal: equal for equal streams, whatever the process. */
    @Override
    public String toString() {
        return "seeds " + Long.toHexString(root);
    }

    private long key(Object... names) {
        long hash = FNV_OFFSET ^ root;
        for (Object name : names) {
            for (byte b : String.valueOf(name).getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * FNV_PRIME;
            }
            // A separator outside UTF-8, so that ("ab", "c") and ("a", "bc") differ.
            hash = RandomStream.mix((hash ^ 0xff) * FNV_PRIME);
        }
        return hash;
    }
}
