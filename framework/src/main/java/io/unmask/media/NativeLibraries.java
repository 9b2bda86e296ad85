package io.unmask.media;

import java.util.Locale;

/** What to tell a user whose machine cannot load a native library. */
final class NativeLibraries {
    private NativeLibraries() {}

    /**
     * The message.
     *
     * @param name how people call the library: "OpenCV"
     * @param artifact its Maven artifact below org.bytedeco: "opencv"
     * @param error what the loader threw
     */
    static String cannotLoad(String name, String artifact, Throwable error) {
        String reason = deepest(error);
        String lower = reason.toLowerCase(Locale.ROOT);
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        String cure;
        if (lower.contains("failed to map segment") || lower.contains("operation not permitted")) {
            cure = "the folder that libraries are unpacked to is mounted noexec; name another one with"
                    + " JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER";
        } else if (lower.contains("no space left") || lower.contains("disk quota")) {
            cure = "the disk of ~/.javacpp/cache is full; free 250 MB or name another folder with"
                    + " JAVA_TOOL_OPTIONS=-Dorg.bytedeco.javacpp.cachedir=FOLDER";
        } else {
            cure = "check that the class path has the jars of org.bytedeco:" + artifact
                    + " with the classifier of this platform (" + platform
                    + "; choose one with -Dnative.platform=... when building) and that they are whole";
        }
        return name + " cannot be loaded on " + platform + ": " + reason + "\n    cure: " + cure;
    }

    private static String deepest(Throwable error) {
        Throwable last = error;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        String message = last.getMessage();
        return message == null ? last.getClass().getSimpleName() : message;
    }
}
