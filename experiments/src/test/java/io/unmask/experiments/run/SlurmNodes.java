package io.unmask.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.experiments.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A real Slurm of two virtual nodes on this machine, started and stopped by {@code .ci/slurm}. */
final class SlurmNodes implements AutoCloseable {
    /** Tests run in the folder of their module, or in the root. */
    private static final Path SCRIPT = Stream.of("../.ci/slurm", ".ci/slurm")
            .map(name -> Path.of(name).toAbsolutePath().normalize())
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();

    private final Path folder;

    /** Whether the packages are there and this user may start daemons. */
    static boolean canStart() {
        return Files.exists(Path.of("/usr/sbin/slurmctld")) && "root".equals(System.getProperty("user.name"));
    }

    SlurmNodes(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        // Daemons keep the streams of the script open.
        Path log = Files.createDirectories(folder).resolve("start.log");
        Process start = new ProcessBuilder(SCRIPT.toString(), "start", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(0, start.waitFor(), () -> text(log));
    }

    /** What a program printed, both streams together, and its exit code. */
    record Answer(int code, String text) {}

    Answer script(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), arguments[0], folder.toString()));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        Path log = Files.createTempFile(folder, "script", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Answer(process.waitFor(), text(log));
    }

    /** One of Slurm's commands. */
    Answer slurm(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    /** Starts one of Slurm's commands, for those that may take long. */
    Process start(String... command) throws IOException {
        return builder(List.of(command)).start();
    }

    /** Queue, nodes and what the daemons wrote, to find out why something did not happen. */
    String state() throws IOException, InterruptedException {
        StringBuilder state = new StringBuilder();
        for (String command : List.of("squeue", "sinfo -N -l", "scontrol show jobs")) {
            state.append("$ ")
                    .append(command)
                    .append('\n')
                    .append(slurm(command.split(" ")).text());
        }
        for (String daemon : List.of("slurmctld.log", "slurmd-n1.log", "slurmd-n2.log")) {
            List<String> lines = text(folder.resolve(daemon)).lines().toList();
            state.append("$ tail ").append(daemon).append('\n');
            lines.subList(Math.max(0, lines.size() - 40), lines.size())
                    .forEach(line -> state.append(line).append('\n'));
        }
        return state.toString();
    }

    /** Starts this program on the "login node". */
    Process unmask(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dai.djl.offline=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return builder(command).start();
    }

    /** Waits for a program and takes what it printed; one that does not end is killed. */
    static Answer answer(Process process) throws IOException, InterruptedException {
        return answer(process, line -> {});
    }

    /**
     * The same.
     *
     * @param listener hears every line when it is printed
     */
    static Answer answer(Process process, Consumer<String> listener) throws IOException, InterruptedException {
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                // Forty trials take two minutes on two idle cores.
                process::destroyForcibly, CompletableFuture.delayedExecutor(9, TimeUnit.MINUTES));
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
                listener.accept(line);
            }
        }
        int code = process.waitFor();
        late.cancel(false);
        return new Answer(code, text.toString());
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLURM_CONF", folder.resolve("slurm.conf").toString());
        builder.environment().put("OPENCV_LOG_LEVEL", "SILENT");
        return builder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            script("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
