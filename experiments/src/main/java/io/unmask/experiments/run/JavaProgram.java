package io.unmask.experiments.run;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** This program, for another process to run: the same Java, options and class path, wherever that process is started. */
public final class JavaProgram {
    private JavaProgram() {}

    /**
     * The command, up to the program's own arguments.
     *
     * @param heapMebibytes memory of its objects
     * @param mainClass the program
     * @param options further options of Java
     */
    public static List<String> command(long heapMebibytes, String mainClass, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // Its memory is its share; a terminal shows one board.
            if (!option.startsWith("-Xmx") && !option.startsWith("-Dunmask.terminal")) {
                command.add(option);
            }
        }
        command.add("-Xmx" + heapMebibytes + "m");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), mainClass));
        return command;
    }

    /** The memory that this process may take for objects, in MiB. */
    public static long heapMebibytes() {
        return Runtime.getRuntime().maxMemory() >> 20;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
