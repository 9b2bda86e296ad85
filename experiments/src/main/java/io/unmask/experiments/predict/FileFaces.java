package io.unmask.experiments.predict;

import io.unmask.config.BadInputException;
import io.unmask.data.face.ChosenFace;
import io.unmask.data.face.Face;
import io.unmask.data.face.FaceFinder;
import io.unmask.data.face.FrameFaces;
import io.unmask.data.prepare.Footage;
import io.unmask.data.prepare.FrameStore;
import io.unmask.media.Image;
import io.unmask.media.video.VideoInfo;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The faces of a file.
 *
 * @param file picture or video
 * @param video what it is as a video; null for a picture
 * @param lookedAt frames that were looked at
 * @param crops one a frame that has the chosen face, in order
 * @param problem why it could not be read; null where it could
 */
record FileFaces(
        Path file,
        @Nullable VideoInfo video,
        int lookedAt,
        List<Crop> crops,
        @Nullable String problem) {
    FileFaces {
        crops = List.copyOf(crops);
    }

    /**
     * Reads a file and cuts its faces out: each frame decoded once.
     *
     * @param threads of a video's decoder
     * @return with {@link #problem} where the file is broken, which is no reason to stop
     * @throws InterruptedException if the thread is interrupted
     */
    static FileFaces of(Path file, PredictSettings settings, FaceFinder finder, int threads)
            throws InterruptedException {
        try (FrameStore frames = new FrameStore()) {
            Footage footage = Footage.open(file, threads);
            List<FrameFaces> faces = new ArrayList<>();
            footage.read(settings.frames().of(footage.frames()), (number, frame) -> {
                faces.add(FrameFaces.of(number, frame, finder.find(frame, file.toString(), number), null));
                frames.add(frame);
            });
            List<ChosenFace> chosen = settings.choose().choose(faces);
            return new FileFaces(file, footage.info(), faces.size(), cut(file, settings, frames, chosen), null);
        } catch (BadInputException e) {
            return new FileFaces(file, null, 0, List.of(), e.getMessage());
        } catch (UncheckedIOException e) {
            throw new BadInputException("the scratch file of frames cannot be written: " + e.getMessage(), e);
        }
    }

    private static List<Crop> cut(Path file, PredictSettings settings, FrameStore frames, List<ChosenFace> chosen) {
        List<Crop> crops = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Face face = chosen.get(i).face();
            if (face != null) {
                int frame = chosen.get(i).frame();
                Image picture = frames.get(i);
                settings.crop()
                        .cut(face, picture.width(), picture.height())
                        .ifPresent(cut -> crops.add(new Crop(frame, face, cut.of(picture), file + ", frame " + frame)));
            }
        }
        return crops;
    }
}
