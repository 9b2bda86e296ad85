package io.unmask.report;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether this machine can draw text: Java needs a font and, on Linux, the fontconfig library. */
final class Fonts {
    private Fonts() {}

    /** Tries to lay a word out; null if that works, otherwise what is wrong and the cure. */
    static @Nullable String problem() {
        return problem(() -> {
            // No window is ever opened, and without this a DISPLAY that does not answer would be asked.
            if (System.getProperty("java.awt.headless") == null) {
                System.setProperty("java.awt.headless", "true");
            }
            return new Font(PlotStyle.FONT_FAMILY, Font.PLAIN, 12)
                    .getStringBounds("AUC", new FontRenderContext(null, true, true))
                    .getWidth();
        });
    }

    /** With another way to measure the width of a word: for trying what happens without fonts. */
    @SuppressWarnings("CatchingUnchecked") // AWT reports a missing library by any kind of Throwable.
    static @Nullable String problem(Supplier<Double> widthOfAWord) {
        String found;
        try {
            double width = widthOfAWord.get();
            if (width > 0) {
                return null;
            }
            found = "text has no width";
        } catch (RuntimeException | LinkageError | InternalError e) {
            found = e.toString();
        }
        return "plots were left out: this machine has no usable fonts (" + found + "). Install a font and fontconfig,"
                + " on Debian and Ubuntu: apt-get install fontconfig fonts-dejavu-core; then run report again. The"
                + " tables are complete.";
    }
}
