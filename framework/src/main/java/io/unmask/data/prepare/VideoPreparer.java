package io.unmask.data.prepare;

import io.unmask.config.BadInputException;
import io.unmask.data.cache.PackFile;
import io.unmask.data.cache.PackedImages;
import io.unmask.data.face.ChosenFace;
import io.unmask.data.face.Cut;
import io.unmask.data.face.Face;
import io.unmask.data.face.FaceFinder;
import io.unmask.data.face.FrameFaces;
import io.unmask.data.video.Recording;
import io.unmask.media.Colours;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.video.VideoFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the packed file of one video after another: frames are decoded once and looked at, then one face a frame is
 * chosen over the whole video, then cut out. Not safe for several threads; make one a thread.
 */
final class VideoPreparer implements Workers.Worker<Recording> {
    private final Preparation settings;
    private final PreparedFolder folder;
    private final FaceFinder finder;
    private final int decoderThreads;
    /** Arrays of the video before, for the frames of the next. */
    private final ArrayDeque<byte[]> spare = new ArrayDeque<>();

    VideoPreparer(Preparation settings, PreparedFolder folder, int decoderThreads) {
        this.settings = settings;
        this.folder = folder;
        this.finder = settings.faces().open();
        this.decoderThreads = decoderThreads;
    }

    /** A chosen frame on its way into the pack. */
    private record Place(int position, Cut cut, int picture, int mask) {}

    /** What was seen of a video. */
    private record Seen(
            Footage footage,
            int[] numbers,
            FrameStore frames,
            @Nullable FrameStore masks,
            String content) implements AutoCloseable {
        @Override
        public void close() {
            frames.close();
            if (masks != null) {
                masks.close();
            }
        }
    }

    /**
     * Makes the pack of a recording.
     *
     * @return why it was left out; nothing where it was made
     * @throws BadInputException if the pack cannot be written: no fault of the recording's
     * @throws InterruptedException if the thread is interrupted; nothing is left
     */
    @Override
    public Optional<LeftOut> work(Recording recording) throws InterruptedException {
        List<FrameFaces> faces = new ArrayList<>();
        Seen seen;
        try {
            seen = look(recording, faces);
        } catch (UncheckedIOException e) {
            throw new BadInputException("the scratch file of frames cannot be written: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // OpenCV throws these at pictures that it cannot work with: no reason to lose the other videos.
            return Optional.of(LeftOut.because(recording.key(), e));
        }
        try (seen) {
            pack(recording, seen, settings.choose().choose(faces));
        }
        spare.clear();
        spare.addAll(seen.frames().arrays());
        return Optional.empty();
    }

    private Seen look(Recording recording, List<FrameFaces> faces) throws InterruptedException {
        Footage footage = Footage.open(recording.file(), decoderThreads);
        int[] numbers = settings.frames().of(footage.frames());
        FrameStore frames = new FrameStore();
        FrameStore masks = null;
        try {
            String content = footage.content();
            if (settings.masks() && recording.mask() != null) {
                Footage maskFootage = Footage.open(recording.mask(), decoderThreads);
                content += "\nmask " + maskFootage.content();
                masks = new FrameStore();
                readMasks(recording.mask(), maskFootage, numbers, masks);
            }
            footage.read(numbers, new Looking(recording, frames, masks, faces));
            return new Seen(footage, numbers, frames, masks, content);
        } catch (RuntimeException | InterruptedException e) {
            frames.close();
            if (masks != null) {
                masks.close();
            }
            throw e;
        }
    }

    /** Looks at every frame as it comes and keeps it. */
    private final class Looking implements VideoFrames.Receiver {
        private final Recording recording;
        private final FrameStore frames;
        private final @Nullable FrameStore masks;
        private final List<FrameFaces> faces;

        Looking(Recording recording, FrameStore frames, @Nullable FrameStore masks, List<FrameFaces> faces) {
            this.recording = recording;
            this.frames = frames;
            this.masks = masks;
            this.faces = faces;
        }

        @Override
        public void accept(int number, Image frame) {
            Image mask = masks == null ? null : masks.get(frames.size());
            requireSameSize(recording, frame, mask);
            faces.add(FrameFaces.of(number, frame, finder.find(frame, recording.key(), number), mask));
            frames.add(frame);
        }

        @Override
        public byte[] room(int bytes) {
            byte[] last = spare.pollLast();
            return last != null && last.length == bytes ? last : new byte[bytes];
        }
    }

    private static void readMasks(Path file, Footage masking, int[] numbers, FrameStore masks)
            throws InterruptedException {
        if (numbers.length > 0 && numbers[numbers.length - 1] >= masking.frames()) {
            throw new BadInputException(file + ": the mask has " + masking.frames() + " frames, but the video's frame "
                    + numbers[numbers.length - 1] + " was chosen; masks must have as many frames as the video");
        }
        masking.read(numbers, (number, mask) -> masks.add(mask.channels() == 1 ? mask : Colours.rgbToGrey(mask)));
    }

    private static void requireSameSize(Recording recording, Image frame, @Nullable Image mask) {
        if (mask != null && (frame.width() != mask.width() || frame.height() != mask.height())) {
            throw new BadInputException(recording.mask() + ": the mask is " + mask.width() + "x" + mask.height()
                    + ", but " + recording.file() + " is " + frame.width() + "x" + frame.height());
        }
    }

    private void pack(Recording recording, Seen seen, List<ChosenFace> chosen) throws InterruptedException {
        List<FrameRow> rows = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        String name = folder.packName(recording);
        int pictures = places(seen, chosen, name, places, rows);
        int masked = seen.masks() == null ? 0 : pictures;
        StringBuilder text = new StringBuilder();
        text.append(VideoRow.done(recording, seen.footage(), seen.numbers().length, pictures));
        rows.forEach(row -> text.append('\n').append(row.line(recording)));
        String key = folder.packKey(recording) + "\ncontent " + seen.content();
        new PackFile(folder.path().resolve(name)).write(key, pictures + masked + 1, sink -> {
            for (Place place : places) {
                put(sink, seen, place);
            }
            sink.text(pictures + masked, text.toString());
        });
    }

    /** Decides on every frame; returns the number of crops. */
    private int places(Seen seen, List<ChosenFace> chosen, String name, List<Place> places, List<FrameRow> rows) {
        List<Optional<Cut>> cuts = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Face face = chosen.get(i).face();
            Image frame = seen.frames().get(i);
            cuts.add(face == null ? Optional.empty() : settings.crop().cut(face, frame.width(), frame.height()));
        }
        int pictures = (int) cuts.stream().filter(Optional::isPresent).count();
        for (int i = 0; i < chosen.size(); i++) {
            Face face = chosen.get(i).face();
            Cut cut = cuts.get(i).orElse(null);
            int picture = cut == null ? -1 : places.size();
            int mask = cut == null || seen.masks() == null ? -1 : pictures + picture;
            if (cut != null) {
                places.add(new Place(i, cut, picture, mask));
            }
            String skipped = cut != null
                    ? ""
                    : face == null ? chosen.get(i).outcome().name().toLowerCase(Locale.ROOT) : FrameRow.NO_POINTS;
            rows.add(new FrameRow(seen.numbers()[i], name, picture, mask, face, cut, skipped));
        }
        return pictures;
    }

    private void put(PackedImages.Sink sink, Seen seen, Place place) throws IOException {
        Image crop = place.cut().of(seen.frames().get(place.position()));
        switch (settings.format()) {
            case JPEG -> sink.encoded(place.picture(), ImageFiles.encodeJpeg(crop, settings.quality()), false);
            case PNG -> sink.encoded(place.picture(), ImageFiles.encodePng(crop), false);
            case RAW -> sink.put(place.picture(), crop);
        }
        if (seen.masks() != null) {
            Image mask = place.cut().ofMask(seen.masks().get(place.position()));
            if (settings.format() == PictureFormat.RAW) {
                sink.put(place.mask(), mask);
            } else {
                sink.encoded(place.mask(), ImageFiles.encodePng(mask), true);
            }
        }
    }

    @Override
    public void close() {
        finder.close();
    }
}
