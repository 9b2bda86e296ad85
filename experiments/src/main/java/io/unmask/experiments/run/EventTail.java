package io.unmask.experiments.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the events that a task on another machine appends to a file, as they come. */
final class EventTail {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final TrialListener listener;
    private long position;

    EventTail(Path file, TrialListener listener) {
        this.file = file;
        this.listener = listener;
    }

    /** Hands on what is new; a line that is not whole yet waits. */
    void read() {
        ByteBuffer bytes = ByteBuffer.allocate(0);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() > position) {
                bytes = ByteBuffer.allocate((int) Math.min(channel.size() - position, MOST_BYTES));
                channel.position(position);
                channel.read(bytes);
            }
        } catch (IOException e) {
            // Not there yet.
        }
        int end = bytes.position();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        position += end;
        new String(bytes.array(), 0, end, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> TrialEvents.read(line, listener));
    }
}
