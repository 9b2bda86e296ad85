package io.unmask.weights.torch;

import io.unmask.config.BadInputException;
import io.unmask.weights.TensorData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns the tensors of a checkpoint into data, reading each storage once, and only those that are asked for. What
 * it makes is bounded by the size of the file, however large the views are that the file describes.
 */
final class StorageReader {
    /** Views that repeat a few elements are honest as long as they stay small. */
    private static final long GRACE_BYTES = 64L << 20;

    private static final int COPIES_OF_FILE = 4;

    /** Where the bytes of a storage come from. */
    interface Source {
        /** All bytes of a storage, as they lie in the file. */
        ByteBuffer bytes(TorchStorage storage) throws IOException;
    }

    private final Path file;
    private final Source source;
    private final ByteOrder order;
    private final long fileBytes;
    private final Map<String, ByteBuffer> read = new HashMap<>();
    private long readBytes;
    private long madeBytes;

    StorageReader(Path file, long fileBytes, ByteOrder order, Source source) {
        this.file = file;
        this.fileBytes = fileBytes;
        this.order = order;
        this.source = source;
    }

    TensorData read(String name, TorchTensor tensor) {
        TorchStorage storage = tensor.storage();
        int elementBytes = storage.elementBytes();
        long elements = tensor.elements();
        // Before anything is allocated: both numbers come from the file.
        if (elements > Integer.MAX_VALUE / elementBytes) {
            throw new BadInputException(
                    file + ": tensor " + name + " claims the shape " + Arrays.toString(tensor.shape())
                            + " in a file of " + fileBytes + " bytes: more than can be loaded");
        }
        int bytes = (int) elements * elementBytes;
        ByteBuffer all = bytesOf(storage);
        if (tensor.isContiguous()) {
            int begin = elements == 0 ? 0 : Math.toIntExact(tensor.offset() * elementBytes);
            return new TensorData(storage.type(), tensor.shape(), all.slice(begin, bytes));
        }
        madeBytes += bytes;
        if (madeBytes > COPIES_OF_FILE * fileBytes + GRACE_BYTES) {
            throw new BadInputException(file + ": tensor " + name + " and those before it repeat their elements to "
                    + madeBytes + " bytes, but the file has only " + fileBytes + ": refuses to fill the memory");
        }
        return new TensorData(storage.type(), tensor.shape(), gathered(tensor, all, bytes));
    }

    private static ByteBuffer gathered(TorchTensor tensor, ByteBuffer all, int bytes) {
        int elementBytes = tensor.storage().elementBytes();
        ByteBuffer made = ByteBuffer.allocate(bytes);
        long[] shape = tensor.shape();
        long[] strides = tensor.strides();
        long[] index = new long[shape.length];
        long element = tensor.offset();
        while (made.hasRemaining()) {
            made.put(all.slice((int) (element * elementBytes), elementBytes));
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                element += strides[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                element -= index[axis] * strides[axis];
                index[axis] = 0;
            }
        }
        return made.rewind();
    }

    private ByteBuffer bytesOf(TorchStorage storage) {
        ByteBuffer known = read.get(storage.key());
        if (known != null) {
            return known;
        }
        long expected;
        try {
            expected = Math.multiplyExact(storage.elements(), (long) storage.elementBytes());
        } catch (ArithmeticException e) {
            expected = Long.MAX_VALUE;
        }
        readBytes += Math.min(expected, fileBytes + 1);
        if (readBytes > fileBytes) {
            throw new BadInputException(file + ": its storages claim more bytes than the " + fileBytes
                    + " that it has. It was cut off or damaged; download or copy it again.");
        }
        if (expected > Integer.MAX_VALUE) {
            throw new BadInputException(file + ": storage " + storage.key() + " has " + expected
                    + " bytes: more than 2 GiB in one storage cannot be read");
        }
        try {
            ByteBuffer bytes = source.bytes(storage);
            swap(bytes, storage.elementBytes());
            read.put(storage.key(), bytes);
            return bytes;
        } catch (IOException e) {
            throw new BadInputException(file + ": storage " + storage.key() + " cannot be read (" + e + ")", e);
        }
    }

    /** To the order that tensors have here. */
    private void swap(ByteBuffer bytes, int elementBytes) {
        if (order == ByteOrder.LITTLE_ENDIAN) {
            return;
        }
        for (int begin = 0; begin < bytes.limit(); begin += elementBytes) {
            for (int i = 0; i < elementBytes / 2; i++) {
                int last = begin + elementBytes - 1 - i;
                byte low = bytes.get(begin + i);
                bytes.put(begin + i, bytes.get(last));
                bytes.put(last, low);
            }
        }
    }
}
