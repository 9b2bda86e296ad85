package io.unmask.media.video;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The packets of a track as ffmpeg's muxer {@code framecrc} lists them: a line a packet with decoding time, time of
 * display, duration, size, checksum and, unless it is a plain key frame, flags.
 */
final class PacketTable {
    /** AV_PKT_FLAG_CORRUPT. */
    private static final int CORRUPT = 2;
    /** AV_PKT_FLAG_DISCARD: decoded for others' sake, never shown. */
    private static final int DISCARD = 4;

    private static final double EVEN = 1.01;

    private final CRC32C hash = new CRC32C();
    private double secondsPerTick;
    private long[] times = new long[512];
    private int shown;
    private long lastDuration;
    private long largestTime = Long.MIN_VALUE;
    private boolean corrupt;

    static PacketTable read(InputStream in) throws IOException {
        PacketTable table = new PacketTable();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("#tb ")) {
                String[] parts = line.substring(line.indexOf(':') + 1).strip().split("/", -1);
                table.secondsPerTick = Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
            } else if (!line.startsWith("#")) {
                table.add(line.split(",\\s*", -1));
            }
        }
        Arrays.sort(table.times, 0, table.shown);
        return table;
    }

    private void add(String[] fields) {
        if (fields.length < 6) {
            return;
        }
        int flags = 0;
        for (int i = 6; i < fields.length; i++) {
            flags |= fields[i].startsWith("F=0x")
                    ? Integer.parseInt(fields[i].substring(4).strip(), 16)
                    : 0;
        }
        corrupt |= (flags & CORRUPT) != 0;
        hash.update((fields[4].strip() + fields[5]).getBytes(StandardCharsets.US_ASCII));
        if ((flags & DISCARD) != 0) {
            return;
        }
        if (shown == times.length) {
            times = Arrays.copyOf(times, 2 * shown);
        }
        long time = Long.parseLong(fields[2].strip());
        times[shown++] = time;
        if (time >= largestTime) {
            largestTime = time;
            lastDuration = Long.parseLong(fields[3].strip());
        }
    }

    int frames() {
        return shown;
    }

    boolean hasCorrupt() {
        return corrupt;
    }

    double seconds() {
        return shown == 0 ? 0 : (times[shown - 1] - times[0] + Math.max(0, lastDuration)) * secondsPerTick;
    }

    /** Whether the longest step between two pictures is longer than the shortest by more than a rounding of times. */
    boolean isUneven() {
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = 1; i < shown; i++) {
            long step = times[i] - times[i - 1];
            shortest = Math.min(shortest, step);
            longest = Math.max(longest, step);
        }
        return shown > 2 && longest > EVEN * shortest + 1;
    }

    String hash() {
        return Long.toHexString(hash.getValue()) + "-" + shown;
    }
}
