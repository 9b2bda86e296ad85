package io.unmask.experiments.doctor;

import ai.djl.engine.EngineException;
import io.unmask.config.BadInputException;
import io.unmask.media.Ffmpeg;
import io.unmask.media.HaarFaces;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.YuNetFaces;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Examines everything that an experiment needs of a machine, by using it once. */
public final class Doctor {
    private static final int OLDEST_JAVA = 17;
    private static final long SMALL_HEAP_MEBIBYTES = 1024;

    private final int threads;

    /**
     * A doctor.
     *
     * @param threads threads that libtorch is started with
     */
    public Doctor(int threads) {
        this.threads = threads;
    }

    /** One examination, which may take seconds. */
    public record Examination(String subject, Callable<Finding> examine) {
        /** What it finds; whatever is thrown is a finding, too. */
        public Finding finding() {
            try {
                return examine.call();
            } catch (BadInputException e) {
                String[] parts = String.valueOf(e.getMessage()).split("\\s*\\n\\s*cure: ", 2);
                return Finding.fail(subject, parts[0], parts.length > 1 ? parts[1] : "see the message");
            } catch (Exception | LinkageError e) {
                return Finding.fail(
                        subject, "does not work: " + deepest(e), "run unmask doctor --debug for the stack trace");
            }
        }
    }

    /** The examinations, quick ones first. */
    public List<Examination> examinations() {
        return List.of(
                new Examination("Java", Doctor::java),
                new Examination("memory", Doctor::memory),
                new Examination(
                        "cores",
                        () -> Finding.ok(
                                "cores", String.valueOf(Runtime.getRuntime().availableProcessors()))),
                new Examination("disk", Folders::results),
                new Examination("cache of libtorch", Folders::libtorch),
                new Examination("cache of OpenCV", Folders::javacpp),
                new Examination("cache of data", Folders::data),
                new Examination("fonts", Doctor::fonts),
                new Examination("OpenCV", Doctor::openCv),
                new Examination("face detectors", Doctor::faces),
                new Examination("ffmpeg", Doctor::ffmpeg),
                new Examination("libtorch", this::libtorch),
                new Examination("GPU", this::gpu));
    }

    private static Finding java() {
        String detail = Runtime.version() + ", " + System.getProperty("java.vendor") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return Runtime.version().feature() >= OLDEST_JAVA
                ? Finding.ok("Java", detail)
                : Finding.fail("Java", detail, "install Java " + OLDEST_JAVA + " or later");
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        String detail =
                String.format(Locale.ROOT, "%,d MiB for Java, of %,d MiB in the machine", heap, machineMebibytes());
        return heap >= SMALL_HEAP_MEBIBYTES
                ? Finding.ok("memory", detail)
                : Finding.warn("memory", detail, "give Java more: UNMASK_HEAP=4g");
    }

    private static long machineMebibytes() {
        var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() >> 20
                : -1;
    }

    private static Finding fonts() {
        String cure = "install fontconfig and a font (Debian: apt install fontconfig fonts-dejavu-core)";
        try {
            int families = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
            return families > 0
                    ? Finding.ok("fonts", families + " families")
                    : Finding.warn("fonts", "none: tables are written, plots are skipped", cure);
        } catch (LinkageError | RuntimeException e) {
            return Finding.warn(
                    "fonts", "cannot be used (" + deepest(e) + "): tables are written, plots are skipped", cure);
        }
    }

    private static Finding openCv() {
        Image white = new Image(1, 1, 1, new byte[] {-1});
        boolean same = ImageFiles.decodeGrey(ImageFiles.encodePng(white), "a test picture")
                        .at(0, 0, 0)
                == 255;
        return same
                ? Finding.ok("OpenCV", "reads and writes pictures")
                : Finding.fail("OpenCV", "a picture comes back changed", "please report this as a bug");
    }

    private static Finding faces() {
        try (HaarFaces haar = new HaarFaces()) {
            haar.all(Image.blank(64, 64, 3));
        }
        return Finding.ok(
                "face detectors",
                "haar works; yunet and mtcnn need models that are not part of Unmask (docs/faces.md): "
                        + YuNetFaces.PUBLISHED);
    }

    private static Finding ffmpeg() {
        Ffmpeg ffmpeg = Ffmpeg.find();
        String detail = ffmpeg.version() + ", " + ffmpeg.program();
        return ffmpeg.hasX264()
                ? Finding.ok("ffmpeg", detail + ", with x264")
                : Finding.fail(
                        "ffmpeg",
                        detail + ", without x264, so hq and lq cannot be made",
                        "name one with libx264 in UNMASK_FFMPEG, or leave the variable empty to use the one that comes with"
                                + " Unmask");
    }

    private Finding libtorch() {
        try {
            return Libtorch.ofThisProcess(threads).asFinding();
        } catch (EngineException e) {
            return unloadable(deepest(e));
        }
    }

    private Finding gpu() {
        try {
            return Libtorch.ofThisProcess(threads).device();
        } catch (EngineException e) {
            return Finding.warn("GPU", "not asked, since libtorch cannot be loaded", "mend that first");
        }
    }

    /** A libtorch that could not be loaded; the one that comes with Unmask always can. */
    static Finding unloadable(String why) {
        String found = "cannot be loaded: " + why;
        return why.contains("libcuda.so")
                ? Finding.fail(
                        "libtorch",
                        found,
                        "a libtorch for GPUs needs the NVIDIA driver, whose library this is; without a GPU unset"
                                + " PYTORCH_LIBRARY_PATH and PYTORCH_FLAVOR")
                : Finding.fail(
                        "libtorch",
                        found,
                        "unset PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR to use the one that comes with"
                                + " Unmask; docs/gpu.md says what others need");
    }

    static String deepest(Throwable error) {
        Throwable last = error;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
    }
}
