package io.unmask.data.source;

import io.unmask.data.Pixels;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import java.nio.file.Path;

/**
 * A picture file below a folder. Folder and name stay apart: a manifest of a million frames shares one folder
 * and keeps no path objects.
 *
 * @param folder where names start
 * @param name path below the folder, or an absolute one
 * @param grey whether to read one channel (a mask) instead of three
 */
record FilePixels(Path folder, String name, boolean grey) implements Pixels {
    static FilePixels picture(Path folder, String name) {
        return new FilePixels(folder, name, false);
    }

    static FilePixels mask(Path folder, String name) {
        return new FilePixels(folder, name, true);
    }

    Path file() {
        return folder.resolve(name);
    }

    @Override
    public Image read() {
        return grey ? ImageFiles.readGrey(file()) : ImageFiles.read(file());
    }

    @Override
    public String describe() {
        return file().toString();
    }

    @Override
    public String fingerprint() {
        return ImageFiles.fingerprint(file()) + (grey ? " grey" : "");
    }
}
