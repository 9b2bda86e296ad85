package io.unmask.files;

import io.unmask.config.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A branch or leaf page of an LMDB: a header, offsets of its nodes in the order of their keys, then the nodes from the
 * end on. A node is 4 bytes of size (of a branch: of the child's number), 2 of flags (its high part), 2 of key length,
 * key and value.
 */
final class LmdbPage {
    private static final int HEADER = LmdbFile.HEADER;
    private static final int NODE_HEADER = 8;
    private static final int BRANCH = 0x01;
    private static final int LEAF = 0x02;
    private static final int OVERFLOW = 0x04;
    private static final int LONG_VALUE = 0x01;
    private static final int DATABASE = 0x02;

    private final ByteBuffer bytes;
    private final Path file;
    private final int flags;
    private final int size;

    /**
     * A page.
     *
     * @throws BadInputException if it is neither branch nor leaf; names the file
     */
    LmdbPage(byte[] page, Path file) {
        bytes = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        this.file = file;
        flags = unsigned(10);
        int lower = unsigned(12);
        if ((flags & (LEAF | BRANCH)) == 0 || lower < HEADER || lower > page.length) {
            throw damaged(file, "a page that is neither branch nor leaf");
        }
        size = (lower - HEADER) / 2;
        if (size == 0 && !isLeaf()) {
            throw damaged(file, "a branch page without nodes");
        }
    }

    static void requireOverflow(byte[] header, Path file) {
        if ((header[10] & OVERFLOW) == 0) {
            throw damaged(file, "a long value where there is none");
        }
    }

    static BadInputException damaged(Path file, String what) {
        return new BadInputException(file + ": damaged or cut off: " + what + "; get the file again");
    }

    boolean isLeaf() {
        return (flags & LEAF) != 0;
    }

    /** Number of nodes. */
    int size() {
        return size;
    }

    byte[] key(int index) {
        int start = node(index) + NODE_HEADER;
        return Arrays.copyOfRange(bytes.array(), start, valueStart(index));
    }

    /** Position of a key in a leaf, or -1. */
    int find(byte[] wanted) {
        int at = lastAtMost(wanted, 0);
        return at >= 0 && compare(wanted, at) == 0 ? at : -1;
    }

    /** Number of the page below a branch in which a key is, if anywhere. */
    long childFor(byte[] wanted) {
        // The first key of a branch page is not kept: it stands for all that come before the second.
        int at = node(Math.max(0, lastAtMost(wanted, 1)));
        return (bytes.getInt(at) & 0xFFFFFFFFL) | (long) unsigned(at + 4) << 32;
    }

    boolean isDatabase(int index) {
        return (unsigned(node(index) + 4) & DATABASE) != 0;
    }

    int valueBytes(int index) {
        return bytes.getInt(node(index));
    }

    /** Number of the first page of a long value, or -1 where the value is in this page. */
    long longValuePage(int index) {
        return (unsigned(node(index) + 4) & LONG_VALUE) == 0 ? -1 : bytes.getLong(within(valueStart(index), 8));
    }

    byte[] shortValue(int index) {
        int start = within(valueStart(index), valueBytes(index));
        return Arrays.copyOfRange(bytes.array(), start, start + valueBytes(index));
    }

    private int node(int index) {
        return within(unsigned(HEADER + 2 * index), NODE_HEADER);
    }

    private int valueStart(int index) {
        int at = node(index);
        int keyBytes = unsigned(at + 6);
        return within(at + NODE_HEADER, keyBytes) + keyBytes;
    }

    private int compare(byte[] wanted, int index) {
        int start = node(index) + NODE_HEADER;
        return Arrays.compareUnsigned(wanted, 0, wanted.length, bytes.array(), start, valueStart(index));
    }

    /** The last node, from one on, whose key is the wanted one or before it; -1 where there is none. */
    private int lastAtMost(byte[] wanted, int from) {
        int low = from;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (compare(wanted, middle) >= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < from ? -1 : high;
    }

    private int unsigned(int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    private int within(int start, int count) {
        if (count < 0 || start < HEADER || start > bytes.capacity() - count) {
            throw damaged(file, count + " bytes at " + start + " of a page of " + bytes.capacity());
        }
        return start;
    }
}
