package io.unmask.experiments.store;

import io.unmask.config.BadInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says which process works on a trial, where several machines may: a line in the trial's lock file. The last to write it
 * works on; who finds another's line ends. So a task that a cluster believes dead, and has begun anew elsewhere, leaves the
 * trial to its successor. Unlike a lock it needs nothing of the file system but that an opened file is read as it was last
 * closed, which NFS promises; where both write for a moment, their files are whole and the same.
 *
 * @param file the lock of a trial folder
 * @param owner the line
 */
public record TrialClaim(Path file, String owner) {
    /** Another process works on the trial now. */
    public static final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException(String message) {
            super(message);
        }
    }

    /**
     * Takes a trial for this process.
     *
     * @throws BadInputException if its folder cannot be written
     */
    public static TrialClaim take(Path file) {
        TrialClaim claim = new TrialClaim(file, ProcessHandle.current().pid() + " of " + host() + "\n");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, claim.owner);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be written (" + e.getMessage() + ")", e);
        }
        return claim;
    }

    /**
     * Goes on only if the trial is still this process's.
     *
     * @throws LostException if it is another's
     */
    public void require() {
        String now;
        try {
            now = Files.readString(file);
        } catch (IOException e) {
            // Absent, or the server does not answer now: nobody else has written his name.
            return;
        }
        if (!now.equals(owner)) {
            throw new LostException(file.getParent() + ": process " + now.strip() + " works on this trial now; process "
                    + owner.strip() + " leaves it");
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed machine";
        }
    }
}
