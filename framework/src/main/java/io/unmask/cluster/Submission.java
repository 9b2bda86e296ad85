package io.unmask.cluster;

import io.unmask.config.BadInputException;
import io.unmask.files.Sha256;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One array of tasks: the folder that keeps its script, what its tasks are, its number in the queue, and what its tasks say.
 *
 * @param folder {@code results/<experiment>/jobs/<n>}
 */
public record Submission(Path folder) {
    private static final int TOKEN = 8;

    /** A folder that is never shared with a submission of another process. */
    public static Submission create(Path parent) {
        try {
            Files.createDirectories(parent);
            int number =
                    1 + all(parent).stream().mapToInt(Submission::number).max().orElse(0);
            while (true) {
                try {
                    Path folder = Files.createDirectory(parent.resolve(String.valueOf(number)));
                    Files.createDirectories(folder.resolve("logs"));
                    return new Submission(folder);
                } catch (FileAlreadyExistsException e) {
                    number++;
                }
            }
        } catch (IOException e) {
            throw new BadInputException(parent + ": cannot be written (" + e.getMessage() + ")", e);
        }
    }

    /** All below a folder, in their order. */
    public static List<Submission> all(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder ->
                            folder.getFileName().toString().matches("[0-9]{1,9}") && Files.isDirectory(folder))
                    .map(Submission::new)
                    .sorted(Comparator.comparingInt(Submission::number))
                    .toList();
        } catch (IOException e) {
            throw new BadInputException(parent + ": cannot be listed (" + e.getMessage() + ")", e);
        }
    }

    private int number() {
        return Integer.parseInt(folder.getFileName().toString());
    }

    /**
     * Its name in the queue, which no other submission has: by it a job is found whose number was not kept because its
     * submitter was killed.
     */
    public String name() {
        Path whole = folder.toAbsolutePath().normalize();
        // results/<what>/jobs/<n>
        Path what = whole.getNameCount() > 2 ? whole.getName(whole.getNameCount() - 3) : whole;
        return "unmask-" + what.toString().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + number() + "-"
                + Sha256.of(whole.toString()).substring(0, TOKEN);
    }

    /** The script that was submitted. */
    public Path script() {
        return folder.resolve("job.sh");
    }

    /** What its tasks are, for the program. */
    public Path tasks() {
        return folder.resolve("tasks.json");
    }

    /** What a task printed, over all its attempts. */
    public Path log(int task) {
        return folder.resolve("logs").resolve(task + ".log");
    }

    /** How a part of the work goes, a line an event. */
    public Path events(int part) {
        return folder.resolve("events").resolve(part + ".jsonl");
    }

    /** Why a part of the work has failed. */
    public Path failure(int part) {
        return folder.resolve("failed").resolve(part + ".json");
    }

    private Path jobFile() {
        return folder.resolve("job");
    }

    /** The number that the queue gave it; null if it was never submitted, or its submitter was killed just then. */
    public @Nullable String job() {
        try {
            return Files.exists(jobFile()) ? Files.readString(jobFile()).strip() : null;
        } catch (IOException e) {
            throw new BadInputException(jobFile() + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Keeps the number. */
    public void submitted(String job) {
        WholeFile.write(jobFile(), job + "\n");
    }

    /** The last lines that a task printed; empty if there are none. */
    public String lastWords(int task, int lines) {
        try {
            List<String> all = Files.exists(log(task)) ? Files.readAllLines(log(task)) : List.of();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
