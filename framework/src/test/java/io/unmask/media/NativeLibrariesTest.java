package io.unmask.media;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
    @Test
    void noexecFolder_isNamedAsTheCause() {
        String message =
                message(new UnsatisfiedLinkError("/x/libopencv_core.so: failed to map segment from shared object"));
        assertTrue(message.contains("/x/libopencv_core.so") && message.contains("noexec"), message);
        assertTrue(message.contains("-Dorg.bytedeco.javacpp.cachedir=FOLDER"), message);
    }

    @Test
    void missingJarForThePlatform_isNamedAsTheCause() {
        Throwable error = new ExceptionInInitializerError(new UnsatisfiedLinkError("no jniopencv_core on the path"));
        String message = message(error);
        assertTrue(message.contains("no jniopencv_core") && message.contains("org.bytedeco:opencv"), message);
        assertTrue(message.contains(System.getProperty("os.arch")), message);
    }

    @Test
    void fullDisk_isNamedAsTheCause() {
        String message = message(new NoClassDefFoundError("No space left on device"));
        assertTrue(message.contains("full"), message);
    }

    private static String message(Throwable error) {
        return NativeLibraries.cannotLoad("OpenCV", "opencv", error);
    }
}
