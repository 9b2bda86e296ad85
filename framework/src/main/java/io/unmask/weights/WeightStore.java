package io.unmask.weights;

import io.unmask.config.BadInputException;
import io.unmask.files.Sha256;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of the catalogue lie on this machine.
 *
 * @param folder below which each library has a folder
 * @param catalogue what can be named
 */
public record WeightStore(Path folder, Catalogue catalogue) {
    private static final String PART = WholeFile.PART;

    /** The built-in catalogue below a cache folder. */
    public static WeightStore in(Path cache) {
        return new WeightStore(cache.resolve("weights"), Catalogue.builtIn());
    }

    /** Where the file of an entry is, or will be. */
    public Path path(Catalogue.Entry entry) {
        String library = entry.name().substring(0, entry.name().indexOf('/'));
        return folder.resolve(library).resolve(entry.fileName());
    }

    /** Whether it is there. */
    public boolean has(Catalogue.Entry entry) {
        return Files.isRegularFile(path(entry));
    }

    /**
     * The file that a setting means: the catalogue's, or the path itself.
     *
     * @param weights a name of the catalogue, or a file, perhaps with {@code #PART}
     * @throws BadInputException with the cure if it is not there
     */
    public String reference(String weights) {
        Catalogue.Entry entry = catalogue.find(weights);
        if (entry != null) {
            if (!has(entry)) {
                throw new BadInputException(notHere(weights));
            }
            return path(entry).toString();
        }
        Path file = WeightFile.path(weights);
        if (!Files.exists(file)) {
            throw new BadInputException("weights " + weights + ": neither a name of the catalogue nor a file"
                    + catalogue.nearest(weights) + "\n    all: ./unmask weights list");
        }
        return weights;
    }

    /** Whether a setting names weights of the catalogue that are not on this machine. */
    public boolean isToFetch(String weights) {
        Catalogue.Entry entry = catalogue.find(weights);
        return entry != null && !has(entry);
    }

    /** That weights of the catalogue are not on this machine, and the cure. */
    public String notHere(String weights) {
        Catalogue.Entry entry = catalogue.find(weights);
        return "weights " + weights + " are not on this machine (" + (entry == null ? "" : path(entry))
                + ")\n    cure: ./unmask weights get " + weights;
    }

    /** What came of getting a file. */
    public record Got(Path file, String sha256, @Nullable String warning) {}

    /**
     * Downloads the file of an entry, or the rest of it where an earlier download was interrupted.
     *
     * @throws BadInputException if it cannot be had or is another file than the catalogue says
     * @throws InterruptedException if the thread was interrupted; what has come stays
     */
    public Got download(Catalogue.Entry entry, DownloadListener listener) throws InterruptedException {
        return download(entry, entry.url(), listener);
    }

    /** As above, from a mirror. */
    Got download(Catalogue.Entry entry, URI url, DownloadListener listener) throws InterruptedException {
        Path file = path(entry);
        Path part = file.resolveSibling(file.getFileName() + PART);
        try {
            Files.createDirectories(file.resolveSibling("."));
            new Download(url, part, listener).run();
        } catch (BadInputException e) {
            throw new BadInputException(e.getMessage() + otherWay(entry), e);
        } catch (IOException e) {
            throw new BadInputException(part + ": cannot be written (" + e + ")", e);
        }
        return adopt(entry, part, file);
    }

    private static String otherWay(Catalogue.Entry entry) {
        return "\n    " + entry.url() + " (" + entry.knownHash()
                + ")\n    cure: fetch that file on another machine, then" + " ./unmask weights get " + entry.name()
                + " --from FILE";
    }

    private Got adopt(Catalogue.Entry entry, Path part, Path file) {
        try {
            Got got = checked(entry, part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Got(file, got.sha256, got.warning);
        } catch (WrongFile e) {
            delete(part);
            throw new BadInputException(e.getMessage() + "; it was deleted." + otherWay(entry), e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be written (" + e + ")", e);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new BadInputException(part + ": cannot be deleted (" + e + ")", e);
        }
    }

    /**
     * Takes a file that was fetched in another way.
     *
     * @throws BadInputException if it is another file than the catalogue says
     */
    public Got take(Catalogue.Entry entry, Path from) {
        Got got;
        try {
            got = checked(entry, from);
        } catch (WrongFile e) {
            throw new BadInputException(e.getMessage() + "; nothing was copied." + otherWay(entry), e);
        }
        Path file = path(entry);
        WholeFile.produce(file, part -> Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING));
        return new Got(file, got.sha256, got.warning);
    }

    private static final class WrongFile extends BadInputException {
        private static final long serialVersionUID = 1L;

        WrongFile(String message) {
            super(message);
        }
    }

    /** Holds a file against what the catalogue knows. */
    private static Got checked(Catalogue.Entry entry, Path file) {
        String sha256 = Sha256.of(file);
        String known = entry.sha256Begins();
        if (known != null && !sha256.startsWith(known)) {
            throw new WrongFile(file + ": not the file of " + entry.name() + ": its SHA-256 is " + sha256
                    + ", expected one that begins with " + known);
        }
        String digits = entry.nameDigits();
        String warning = digits == null || sha256.startsWith(digits)
                ? null
                : "its SHA-256 is " + sha256 + ", while the digits in its name are " + digits
                        + "; nobody states that they should agree";
        return new Got(file, sha256, warning);
    }
}
