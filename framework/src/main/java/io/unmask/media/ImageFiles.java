package io.unmask.media;

import io.unmask.config.BadInputException;
import io.unmask.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Picture files: JPEG, PNG, WebP, BMP and TIFF, 8 bits a channel in memory. On reading, the orientation in
 * EXIF is applied (the picture stands as a viewer shows it), grey becomes three equal channels,
 * transparency is dropped, 16 bits lose the lower 8. A file that ends too early is an error, never a
 * half-grey picture. Safe for any thread.
 */
public final class ImageFiles {
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "tif", "tiff");

    private static final String CURE = "; get the file again, or leave such pictures out with data.unreadable: skip";

    private ImageFiles() {}

    /** What decodes, encodes and resamples pictures: "opencv 4.13.0", for keys and manifests. */
    public static String codecs() {
        return "opencv " + OpenCv.version();
    }

    /** Whether the name ends like a picture that {@link #read} knows; letter case does not matter. */
    public static boolean isImage(Path file) {
        return EXTENSIONS.contains(extension(file));
    }

    /** Path, size and time of a file: changes when the file is replaced. A missing file has its path alone. */
    public static String fingerprint(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return file.toAbsolutePath().normalize() + " " + attributes.size() + " "
                    + attributes.lastModifiedTime().toInstant();
        } catch (IOException e) {
            // Reading it will say what is wrong.
            return file.toAbsolutePath().normalize().toString();
        }
    }

    /**
     * A colour picture: three channels, red, green, blue.
     *
     * @throws BadInputException if the file is missing, empty, cut off, broken or no picture; names the file
     */
    public static Image read(Path file) {
        return decode(bytes(file), file.toString());
    }

    /** A grey picture or mask: one channel; errors as for {@link #read}. */
    public static Image readGrey(Path file) {
        return decodeGrey(bytes(file), file.toString());
    }

    /**
     * A colour picture from the bytes of a file.
     *
     * @param name what a message calls it
     */
    public static Image decode(byte[] file, String name) {
        return decode(file, name, opencv_imgcodecs.IMREAD_COLOR_RGB);
    }

    /** A grey picture from the bytes of a file. */
    public static Image decodeGrey(byte[] file, String name) {
        return decode(file, name, opencv_imgcodecs.IMREAD_GRAYSCALE);
    }

    /**
     * The bytes of a JPEG file: chroma at half resolution, baseline, standard Huffman tables.
     *
     * @param quality 1..100
     */
    public static byte[] encodeJpeg(Image image, int quality) {
        checkQuality(quality);
        return encode(image, ".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    }

    /**
     * What is left of a picture after JPEG: as {@link #decode} of {@link #encodeJpeg}, with no bytes of a file between.
     *
     * @param quality 1..100
     */
    public static Image throughJpeg(Image image, int quality) {
        checkQuality(quality);
        return OpenCv.run(() -> {
            BytePointer bytes = encoded(image, ".jpg", opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
            Mat file = new Mat(1, Math.toIntExact(bytes.limit()), opencv_core.CV_8UC1, bytes);
            return OpenCv.image(opencv_imgcodecs.imdecode(file, opencv_imgcodecs.IMREAD_COLOR_RGB));
        });
    }

    private static void checkQuality(int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("JPEG quality " + quality + " is not in 1..100");
        }
    }

    /** The bytes of a PNG file. */
    public static byte[] encodePng(Image image) {
        return encode(image, ".png");
    }

    /**
     * Writes a picture in the format that the file's name asks for; JPEG at quality 95, WebP at 101, which is
     * lossless. The file appears when it is whole.
     *
     * @throws BadInputException if the extension is unknown or the file cannot be written
     */
    public static void write(Path file, Image image) {
        if (!isImage(file)) {
            throw new BadInputException(file + ": not the name of a picture; known: .jpg .png .webp .bmp .tiff");
        }
        byte[] bytes = encode(image, "." + extension(file));
        WholeFile.write(file, out -> out.write(bytes));
    }

    private static Image decode(byte[] file, String name, int flags) {
        String fault = FileEnd.fault(file);
        if (!fault.isEmpty()) {
            throw new BadInputException(name + ": " + fault + CURE);
        }
        try {
            return OpenCv.run(() -> {
                Mat decoded = opencv_imgcodecs.imdecode(new Mat(file), flags);
                if (decoded == null || decoded.empty()) {
                    throw new BadInputException(name + ": not a picture that can be decoded (JPEG, PNG, WebP, BMP,"
                            + " TIFF), or a damaged one" + CURE);
                }
                return OpenCv.image(decoded);
            });
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException e) {
            // JavaCPP turns any C++ exception into a bare RuntimeException.
            throw new BadInputException(name + ": cannot be decoded: " + firstLine(e), e);
        }
    }

    private static byte[] encode(Image image, String extension, int... parameters) {
        return OpenCv.run(() -> {
            BytePointer encoded = encoded(image, extension, parameters);
            byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
            encoded.get(bytes);
            return bytes;
        });
    }

    /** The bytes of a file in native memory; to be called in a scope. */
    private static BytePointer encoded(Image image, String extension, int... parameters) {
        Mat mat = OpenCv.mat(image);
        if (image.channels() == 3) {
            opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_RGB2BGR);
        }
        BytePointer encoded = new BytePointer();
        if (!opencv_imgcodecs.imencode(extension, mat, encoded, new IntPointer(parameters))) {
            throw new IllegalStateException("OpenCV cannot encode " + extension);
        }
        return encoded;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException(file + ": no such file", e);
        } catch (IOException e) {
            throw new BadInputException(file + ": cannot be read (" + reason(e) + ")", e);
        }
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static String firstLine(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
