package io.unmask.weights.torch;

import io.unmask.config.BadInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle; every read is checked, and every complaint names the file and the byte. */
final class PickleInput {
    private static final int LONGEST_LINE = 1024;

    private final ByteBuffer bytes;
    private final String where;

    /**
     * Bytes from the buffer's position on.
     *
     * @param where the file, and the part of it that byte numbers count in
     */
    PickleInput(ByteBuffer bytes, String where) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.where = where;
    }

    /** Number of the next byte. */
    int position() {
        return bytes.position();
    }

    int unsigned8() {
        return next(1).get() & 0xff;
    }

    int unsigned16() {
        return next(2).getShort() & 0xffff;
    }

    int signed32() {
        return next(4).getInt();
    }

    long unsigned32() {
        return signed32() & 0xffffffffL;
    }

    long signed64() {
        return next(8).getLong();
    }

    /** Python writes floats with the highest byte first. */
    double float64() {
        return Double.longBitsToDouble(Long.reverseBytes(signed64()));
    }

    /** The next so many bytes; the length comes from the file, so it is checked before memory is taken. */
    byte[] take(long length) {
        byte[] taken = new byte[next(length).remaining()];
        bytes.get(bytes.position() - taken.length, taken);
        return taken;
    }

    String text(long length) {
        return new String(take(length), StandardCharsets.UTF_8);
    }

    /** The text up to the next end of line, which is left out. */
    String line() {
        int begin = bytes.position();
        for (int length = 0; length < LONGEST_LINE; length++) {
            if (unsigned8() == '\n') {
                bytes.position(begin);
                String line = text(length);
                bytes.get();
                return line;
            }
        }
        throw malformed("a line of more than " + LONGEST_LINE + " characters");
    }

    private ByteBuffer next(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BadInputException(where + ": ends in the middle: byte " + bytes.position() + " announces "
                    + (length < 0 ? "more than can be" : length + " bytes") + ", but only " + bytes.remaining()
                    + " follow. It was cut off or damaged; download or copy it again.");
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    /** The complaint that this is no PyTorch checkpoint. */
    BadInputException malformed(String found) {
        return malformed(found, bytes.position());
    }

    /** The same about an earlier byte. */
    BadInputException malformed(String found, int position) {
        return new BadInputException(
                where + ": byte " + position + ": not a PyTorch checkpoint, or a damaged one: found " + found);
    }

    /** The complaint about something that would have to be run. */
    BadInputException refused(String name, int position) {
        return new BadInputException(where + ": byte " + position + ": refuses to run " + name
                + ". A file of weights needs nothing but tensors, dictionaries, lists, texts and numbers; this one asks"
                + " the reader to call a function or make an object, as an attack would. If you trust its source, save"
                + " its state_dict() alone with PyTorch, or as safetensors, and use that file.");
    }
}
