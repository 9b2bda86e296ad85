package io.unmask.experiments.store;

import io.unmask.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What a manifest says of the program and the machine. */
public final class Provenance {
    private Provenance() {}

    /** Program version and commit, Java, system, cores. */
    public static Map<String, Object> program() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("unmask", version());
        // The launcher knows the commit of the checkout that it starts.
        values.put("commit", System.getProperty("unmask.commit", "unknown"));
        values.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        values.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        values.put("cores", Runtime.getRuntime().availableProcessors());
        return values;
    }

    /** The version of this program, from the build. */
    public static String version() {
        try (InputStream in = Provenance.class.getResourceAsStream("/unmask.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("the build left no unmask.properties", e);
        }
    }

    /** Peak resident memory of this process so far in MiB, or -1 where the system does not tell. */
    public static long peakMemoryMebibytes() {
        return statusMebibytes("VmHWM:");
    }

    private static long statusMebibytes(String entry) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(entry)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
        } catch (IOException e) {
            // Only Linux has this file.
        }
        return -1;
    }

    /** Resident memory of this process now in MiB, or -1 where the system does not tell. */
    public static long residentMebibytes() {
        return statusMebibytes("VmRSS:");
    }

    /**
     * Peak resident memory of this process in MiB while something ran, or -1 where the system does not let the peak
     * be reset.
     */
    public static long peakMemoryDuring(Runnable work) {
        boolean reset = resetPeakMemory();
        work.run();
        return reset ? peakMemoryMebibytes() : -1;
    }

    /** Sets the peak of resident memory to what is resident now; false where the system does not let it. */
    public static boolean resetPeakMemory() {
        try {
            // 5 resets the peak to what is resident now: proc(5).
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** SHA-256 of a text as UTF-8, in hexadecimal. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** SHA-256 of a file, in hexadecimal. */
    public static String sha256(Path file) {
        return Sha256.of(file);
    }
}
