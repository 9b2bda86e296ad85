package io.unmask.data.cache;

import io.unmask.config.BadInputException;
import io.unmask.data.Pixels;
import io.unmask.media.Colours;
import io.unmask.media.Image;
import io.unmask.media.StillCompressor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads pictures, compresses them in streams of equal size, and puts them into a packed file: on all cores,
 * with a bounded number in memory. What comes out depends on the pictures alone; see {@link StillCompressor}.
 */
final class ClipPacker implements PackedImages.Producer {
    /** A stream: some hundred pictures of 160², so that starting two programs weighs little. */
    private static final long STREAM_BYTES = 8L << 20;
    /** All unfinished streams together: with many sizes the largest is compressed before it is full. */
    private static final long WAITING_BYTES = 256L << 20;

    private final List<Pixels> pictures;
    private final List<Pixels> masks;
    private final @Nullable StillCompressor compressor;
    private final int workers;
    private final Progress progress;

    /** Hears how many pictures are put. */
    @FunctionalInterface
    interface Progress {
        void done(int pictures);
    }

    /**
     * A packer.
     *
     * @param pictures what is compressed, at the positions from 0 on
     * @param masks what is kept as it is, at the positions after the pictures
     * @param compressor null to keep everything as it is
     */
    ClipPacker(
            List<Pixels> pictures,
            List<Pixels> masks,
            @Nullable StillCompressor compressor,
            int workers,
            Progress progress) {
        this.pictures = pictures;
        this.masks = masks;
        this.compressor = compressor;
        this.workers = workers;
        this.progress = progress;
    }

    @Override
    public void produce(PackedImages.Sink sink) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "packer");
            thread.setDaemon(true);
            return thread;
        });
        try {
            new Run(threads, sink).run();
        } finally {
            threads.shutdownNow();
        }
    }

    private record ReadPicture(@Nullable Image image, String fault) {}

    private record Compressed(List<Integer> indices, List<Image> images) {}

    private record StreamSize(int width, int height) {}

    private static final class Stream {
        private final List<Integer> indices = new ArrayList<>();
        private final List<Image> images = new ArrayList<>();
        private long bytes;
    }

    /** One pass; everything but the reading and compressing happens on the calling thread. */
    private final class Run {
        private final ExecutorService threads;
        private final PackedImages.Sink sink;
        private final ArrayDeque<Future<ReadPicture>> reading = new ArrayDeque<>();
        private final ArrayDeque<Future<Compressed>> compressing = new ArrayDeque<>();
        private final Map<StreamSize, Stream> open = new HashMap<>();
        private long waitingBytes;
        private int submitted;
        private int put;

        Run(ExecutorService threads, PackedImages.Sink sink) {
            this.threads = threads;
            this.sink = sink;
        }

        void run() throws IOException, InterruptedException {
            int size = pictures.size() + masks.size();
            for (int index = 0; index < size; index++) {
                while (submitted < size && reading.size() < 4 * workers) {
                    Pixels pixels = pixels(submitted++);
                    reading.add(threads.submit(() -> read(pixels)));
                }
                accept(index, await(reading.remove()));
            }
            for (Stream stream : List.copyOf(open.values())) {
                compress(stream);
            }
            while (!compressing.isEmpty()) {
                putOldest();
            }
        }

        private Pixels pixels(int index) {
            return index < pictures.size() ? pictures.get(index) : masks.get(index - pictures.size());
        }

        private void accept(int index, ReadPicture read) throws IOException, InterruptedException {
            Image image = read.image();
            if (image == null) {
                sink.unreadable(index, read.fault());
                progress.done(++put);
            } else if (compressor == null || index >= pictures.size()) {
                sink.put(index, image);
                progress.done(++put);
            } else {
                add(index, image.channels() == 1 ? Colours.greyToRgb(image) : image);
            }
        }

        private void add(int index, Image image) throws IOException, InterruptedException {
            StreamSize size = new StreamSize(StillCompressor.streamWidth(image), StillCompressor.streamHeight(image));
            Stream stream = open.computeIfAbsent(size, none -> new Stream());
            stream.indices.add(index);
            stream.images.add(image);
            stream.bytes += image.pixels().length;
            waitingBytes += image.pixels().length;
            if (stream.bytes >= STREAM_BYTES) {
                compress(stream);
            } else if (waitingBytes >= WAITING_BYTES) {
                compress(largest());
            }
        }

        private Stream largest() {
            Stream largest = new Stream();
            for (Stream stream : open.values()) {
                largest = stream.bytes > largest.bytes ? stream : largest;
            }
            return largest;
        }

        private void compress(Stream stream) throws IOException, InterruptedException {
            open.values().remove(stream);
            waitingBytes -= stream.bytes;
            StillCompressor by = compressor;
            if (by != null) {
                compressing.add(threads.submit(() -> new Compressed(stream.indices, by.compress(stream.images))));
            }
            while (compressing.size() > 2 * workers) {
                putOldest();
            }
        }

        private void putOldest() throws IOException, InterruptedException {
            Compressed compressed = await(compressing.remove());
            for (int i = 0; i < compressed.images().size(); i++) {
                sink.put(compressed.indices().get(i), compressed.images().get(i));
            }
            put += compressed.images().size();
            progress.done(put);
        }
    }

    private static ReadPicture read(Pixels pixels) {
        try {
            return new ReadPicture(pixels.read(), "");
        } catch (BadInputException e) {
            return new ReadPicture(null, String.valueOf(e.getMessage()));
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        }
    }
}
