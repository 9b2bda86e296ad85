package io.unmask.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code unmask}, in a copy of the tree; Maven and Java are stand-ins that write down their calls. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >> "$CALLS/mvn"
            sleep 0.3
            [ ! -f "$CALLS/broken" ] || { echo '[ERROR] Experiment.java:[3,1] no such thing'; exit 1; }
            mkdir -p experiments/target/lib framework/target
            touch experiments/target/unmask-experiments-1.jar framework/target/unmask-framework-1.jar
            """;

    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
                *-XshowSettings*) echo "    java.specification.version = ${JAVA_VERSION:-17}" >&2; exit 0 ;;
                *ArchiveClassesAtExit*) exit 0 ;;
            esac
            echo "$@" >> "$CALLS/java"
            echo "ran $(for last; do :; done; echo "$last")"
            exit ${JAVA_CODE:-0}
            """;

    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void tree() throws IOException {
        home = Files.createDirectories(folder.resolve("a tree"));
        Files.copy(Path.of("../unmask"), home.resolve("unmask"));
        assertTrue(home.resolve("unmask").toFile().setExecutable(true));
        for (String file : List.of(
                "pom.xml",
                "framework/pom.xml",
                "experiments/pom.xml",
                "framework/src/main/A.java",
                "experiments/src/main/B.java")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), "");
            // Clocks of file systems tick coarsely.
            age(file, 60);
        }
        program("mvn", MAVEN);
        program("java", JAVA);
        for (String tool : List.of(
                "bash",
                "sh",
                "dirname",
                "readlink",
                "find",
                "head",
                "sed",
                "mktemp",
                "mkdir",
                "mv",
                "cp",
                "rm",
                "cat",
                "chmod",
                "touch",
                "sleep",
                "grep",
                "tail",
                "flock")) {
            Path real = Path.of("/usr/bin", tool);
            if (Files.exists(real)) {
                program(tool, "#!/bin/sh\nexec " + real + " \"$@\"\n");
            }
        }
    }

    @Test
    void firstUse_builds_andTheSecondDoesNot() throws Exception {
        Result first = run(List.of());
        assertEquals("ran check\n", first.out());
        assertEquals("unmask: building (about a minute; longer when Maven has to download) …\n", first.err());
        Result second = run(List.of());
        assertEquals(new Result(0, "ran check\n", ""), second);
        assertEquals(1, calls("mvn").size());
    }

    @Test
    void aNewerSource_buildsAgain_andAnOldProgramIsRemoved() throws Exception {
        run(List.of());
        List<String> first = programs();
        age("experiments/target/" + first.get(0), 3600);
        age("experiments/target/launcher.stamp", 30);
        age("framework/src/main/A.java", 20);
        assertTrue(run(List.of()).err().contains("building"));
        assertEquals(1, programs().size());
        assertFalse(programs().equals(first), "a folder of its own");
        assertEquals("", run(List.of()).err());
    }

    @Test
    void twoFirstUsesAtOnce_buildOnce() throws Exception {
        Process one = start(List.of());
        Process two = start(List.of());
        assertEquals(0, one.waitFor());
        assertEquals(0, two.waitFor());
        assertEquals(1, calls("mvn").size());
        assertEquals(2, calls("java").size());
    }

    @Test
    void links_leadHome_andTheExitCodeIsTheProgramsOwn() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("bin of mine"));
        Files.createSymbolicLink(elsewhere.resolve("one"), Path.of("../a tree/unmask"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("two"), Path.of("one"));
        Result result = run(link, List.of("JAVA_CODE=130"));
        assertEquals(130, result.code());
        assertTrue(
                calls("java").get(0).contains("-Dunmask.home=" + home.toRealPath() + " "),
                calls("java").get(0));
    }

    @Test
    void flagsOfTheEngine_arePassed() throws Exception {
        run(List.of("UNMASK_HEAP=3g", "UNMASK_JAVA_OPTS=-Da=b -Dc=d"));
        String call = calls("java").get(0);
        for (String flag : List.of(
                "-Xmx3g ",
                "-DOPT_OUT_TRACKING=true",
                "-Dai.djl.offline=true",
                "-Djava.awt.headless=true",
                " -Da=b -Dc=d ")) {
            assertTrue(call.contains(flag), flag + " in " + call);
        }
    }

    @Test
    void aFailedBuild_saysWhyAndWhereToReadOn() throws Exception {
        Files.createFile(folder.resolve("broken"));
        Result result = run(List.of());
        assertEquals(2, result.code());
        assertTrue(
                result.err()
                        .contains(
                                "[ERROR] Experiment.java:[3,1] no such thing\nunmask: the build failed; all it said is in "),
                result.err());
        Files.delete(folder.resolve("broken"));
        assertEquals(0, run(List.of()).code(), "the next use builds again");
    }

    @Test
    void missingOrOldPrograms_areNamedWithTheCure() throws Exception {
        assertEquals(
                new Result(2, "", "unmask: Java 17 or later is needed, but " + bin() + "/java is version 11.\n"),
                run(List.of("JAVA_VERSION=11")));
        Files.delete(bin().resolve("mvn"));
        assertTrue(run(List.of())
                .err()
                .startsWith("unmask: mvn was not found, and Unmask has to be built. Install Maven 3.8.7"));
        Files.delete(bin().resolve("java"));
        assertTrue(run(List.of()).err().startsWith("unmask: java was not found. Install a JDK, version 17 or later"));
        assertTrue(run(List.of("JAVA_HOME=/nowhere")).err().startsWith("unmask: JAVA_HOME is /nowhere, but"));
        assertFalse(Files.exists(folder.resolve("java")));
    }

    private record Result(int code, String out, String err) {}

    private List<String> programs() throws IOException {
        try (var files = Files.list(home.resolve("experiments/target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("app."))
                    .toList();
        }
    }

    private Path bin() throws IOException {
        return Files.createDirectories(folder.resolve("bin"));
    }

    private void program(String name, String text) throws IOException {
        assertTrue(Files.writeString(bin().resolve(name), text).toFile().setExecutable(true));
    }

    private void age(String file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                home.resolve(file), FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private List<String> calls(String program) throws IOException {
        return Files.readAllLines(folder.resolve(program));
    }

    private Result run(List<String> environment) throws IOException, InterruptedException {
        return run(home.resolve("unmask"), environment);
    }

    private Result run(Path script, List<String> environment) throws IOException, InterruptedException {
        Process process = start(script, environment);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    private Process start(List<String> environment) throws IOException {
        return start(home.resolve("unmask"), environment);
    }

    private Process start(Path script, List<String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString(), "check"));
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().clear();
        process.environment().put("PATH", bin().toString());
        process.environment().put("CALLS", folder.toString());
        for (String variable : environment) {
            String[] parts = variable.split("=", 2);
            process.environment().put(parts[0], parts[1]);
        }
        return process.start();
    }
}
