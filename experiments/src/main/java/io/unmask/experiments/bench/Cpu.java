package io.unmask.experiments.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** Time that cores have spent, whatever else runs on the machine. */
final class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final long TICK_NANOS = 10_000_000;

    private Cpu() {}

    /** Nanoseconds of this thread; of the clock on the wall where the system does not tell. */
    static long ofThisThread() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** Nanoseconds of the whole process, in steps of about ten milliseconds; 0 where the system does not tell. */
    static long ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime())
                : 0;
    }

    /**
     * Nanoseconds of the programs that this process has started and that have ended, in steps of ten milliseconds; 0 where
     * the system does not tell.
     */
    static long ofEndedPrograms() {
        try {
            String line = Files.readString(Path.of("/proc/self/stat"));
            // After the name in brackets, which may hold blanks: cutime and cstime of proc(5), in hundredths of a
            // second.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * TICK_NANOS;
        } catch (IOException e) {
            return 0;
        }
    }
}
