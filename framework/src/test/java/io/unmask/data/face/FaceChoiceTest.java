package io.unmask.data.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unmask.config.CheckException;
import io.unmask.data.Landmarks;
import io.unmask.data.face.ChosenFace.Outcome;
import io.unmask.data.face.FaceChoice.Gap;
import io.unmask.data.face.FaceChoice.Lost;
import io.unmask.data.face.FaceChoice.Rule;
import io.unmask.media.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceChoiceTest {
    private static final Image PICTURE = Image.blank(100, 60, 3);

    private static FaceChoice choice(Rule rule) {
        return new FaceChoice(rule, 0.3, 5, Gap.SKIP, Lost.RESUME, 1);
    }

    private static Face square(double left, double top, double side) {
        return new Face(left, top, side, side, 1, null);
    }

    private static FrameFaces frame(int number, Face... faces) {
        return FrameFaces.of(number, PICTURE, List.of(faces), null);
    }

    private static List<Double> lefts(List<ChosenFace> chosen) {
        return chosen.stream().map(c -> c.face() == null ? -1 : c.face().left()).toList();
    }

    private static List<Outcome> outcomes(List<ChosenFace> chosen) {
        return chosen.stream().map(ChosenFace::outcome).toList();
    }

    @Test
    void aFaceThatIsLargerForAMoment_doesNotTakeOver() {
        List<FrameFaces> frames = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Face speaker = square(10 + i, 20, 20);
            Face passer = square(60, 10, i == 4 ? 38 : 10);
            frames.add(frame(10 * i, passer, speaker));
        }
        List<ChosenFace> chosen = choice(Rule.LARGEST).choose(frames);
        assertEquals(List.of(10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0, 18.0), lefts(chosen));
        assertEquals(
                List.of(0, 10, 20, 30, 40, 50, 60, 70, 80),
                chosen.stream().map(ChosenFace::frame).toList());
    }

    @Test
    void whileTheChosenOneIsNotSeen_anotherIsNotTaken() {
        Face other = square(70, 30, 10);
        List<FrameFaces> frames =
                List.of(frame(0, square(10, 10, 30), other), frame(1, other), frame(2), frame(3, square(12, 10, 30)));
        assertEquals(
                List.of(Outcome.FOUND, Outcome.OTHER_FACE, Outcome.NO_FACE, Outcome.FOUND),
                outcomes(choice(Rule.LARGEST).choose(frames)));
    }

    @Test
    void mostCentral_andLargest_differ() {
        List<FrameFaces> frames = List.of(frame(0, square(0, 0, 30), square(44, 24, 12)));
        assertEquals(List.of(0.0), lefts(choice(Rule.LARGEST).choose(frames)));
        assertEquals(List.of(44.0), lefts(choice(Rule.MOST_CENTRAL).choose(frames)));
    }

    @Test
    void maskOverlap_takesTheManipulatedFace_andWithoutAMaskTheLargest() {
        Image mask = Image.blank(100, 60, 1);
        for (int y = 32; y < 40; y++) {
            Arrays.fill(mask.pixels(), 100 * y + 72, 100 * y + 80, (byte) 255);
        }
        List<Face> faces = List.of(square(0, 0, 30), square(70, 30, 12));
        FrameFaces masked = FrameFaces.of(0, PICTURE, faces, mask);
        assertEquals(List.of(0.0, 64.0 / 144), masked.maskOverlaps());
        FrameFaces black = FrameFaces.of(1, PICTURE, faces, Image.blank(100, 60, 1));
        assertEquals(List.of(70.0, 70.0), lefts(choice(Rule.MASK_OVERLAP).choose(List.of(masked, black))));
        assertEquals(List.of(0.0), lefts(choice(Rule.MASK_OVERLAP).choose(List.of(black))));
        assertEquals(
                List.of(0.0), lefts(choice(Rule.MASK_OVERLAP).choose(List.of(FrameFaces.of(0, PICTURE, faces, null)))));
    }

    @Test
    void aFaceThatTheMaskNeverTouches_isNotTaken() {
        Image mask = Image.blank(100, 60, 1);
        Arrays.fill(mask.pixels(), 0, 10, (byte) 255);
        List<FrameFaces> frames = List.of(
                FrameFaces.of(0, PICTURE, List.of(square(0, 0, 20)), mask),
                FrameFaces.of(1, PICTURE, List.of(square(60, 30, 20)), mask));
        assertEquals(
                List.of(Outcome.FOUND, Outcome.OTHER_FACE),
                outcomes(choice(Rule.MASK_OVERLAP).choose(frames)));
    }

    @Test
    void afterACut_theNextPersonFollows_unlessTheTrackIsToEnd() {
        List<FrameFaces> frames =
                List.of(frame(0, square(0, 0, 20)), frame(1, square(0, 0, 20)), frame(2, square(60, 0, 15)));
        assertEquals(List.of(0.0, 0.0, 60.0), lefts(choice(Rule.LARGEST).choose(frames)));
        FaceChoice ending = new FaceChoice(Rule.LARGEST, 0.3, 5, Gap.SKIP, Lost.END, 1);
        assertEquals(List.of(0.0, 0.0, -1.0), lefts(ending.choose(frames)));
    }

    @Test
    void interpolate_fillsShortGaps_byNumberOfFrame_andLeavesLongOnes() {
        FaceChoice two = new FaceChoice(Rule.LARGEST, 0.3, 2, Gap.INTERPOLATE, Lost.RESUME, 1);
        List<FrameFaces> frames = List.of(frame(0, square(0, 0, 20)), frame(1), frame(3), frame(4, square(8, 0, 20)));
        List<ChosenFace> chosen = two.choose(frames);
        assertEquals(List.of(0.0, 2.0, 6.0, 8.0), lefts(chosen));
        assertEquals(
                List.of(Outcome.FOUND, Outcome.INTERPOLATED, Outcome.INTERPOLATED, Outcome.FOUND), outcomes(chosen));
        FaceChoice one = new FaceChoice(Rule.LARGEST, 0.3, 1, Gap.INTERPOLATE, Lost.RESUME, 1);
        assertEquals(List.of(0.0, -1.0, -1.0, 8.0), lefts(one.choose(frames)));
    }

    @Test
    void skip_leavesShortGapsOpen_andTheFaceTheSameAfter() {
        List<FrameFaces> frames = List.of(frame(0, square(0, 0, 20)), frame(1), frame(2, square(2, 0, 20)));
        FaceChoice ending = new FaceChoice(Rule.LARGEST, 0.3, 5, Gap.SKIP, Lost.END, 1);
        assertEquals(List.of(0.0, -1.0, 2.0), lefts(ending.choose(frames)));
    }

    @Test
    void smoothing_averagesAround_lessAtTheEnds_andAcrossNoGap() {
        List<FrameFaces> frames = new ArrayList<>();
        double[] lefts = {0, 4, 2, 6, 10, -1, 8, 9, 4};
        for (int i = 0; i < lefts.length; i++) {
            frames.add(lefts[i] < 0 ? frame(i) : frame(i, square(lefts[i], 0, 40)));
        }
        FaceChoice five = new FaceChoice(Rule.LARGEST, 0.3, 5, Gap.SKIP, Lost.END, 5);
        assertEquals(List.of(0.0, 2.0, 22.0 / 5, 6.0, 10.0, -1.0, 8.0, 7.0, 4.0), lefts(five.choose(frames)));
    }

    @Test
    void smoothing_averagesLandmarks_andKeepsTheScore() {
        List<FrameFaces> frames = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Landmarks point = new Landmarks(new float[] {i * i, 1});
            frames.add(frame(i, new Face(0, 0, 9 + i * i, 9, 0.5 + 0.1 * i, point)));
        }
        Face middle = new FaceChoice(Rule.LARGEST, 0.3, 5, Gap.SKIP, Lost.END, 3)
                .choose(frames)
                .get(1)
                .face();
        assertEquals(9 + 5 / 3.0, middle.width(), 1e-12);
        assertEquals(5 / 3f, middle.landmarks().x(0));
        assertEquals(0.6, middle.score());
    }

    @Test
    void twoPeopleWhoPassEachOther_keepTheirTracks() {
        List<FrameFaces> frames = new ArrayList<>();
        for (int i = 0; i <= 20; i++) {
            frames.add(frame(i, square(60 - 3 * i, 22, 16), square(3 * i, 20, 20)));
        }
        List<Double> lefts = lefts(choice(Rule.LARGEST).choose(frames));
        for (int i = 0; i <= 20; i++) {
            assertEquals(3.0 * i, lefts.get(i), "frame " + i);
        }
    }

    @Test
    void aVideoWithoutFaces_andNoFramesAtAll_haveNone() {
        ChosenFace none = choice(Rule.LARGEST).choose(List.of(frame(7))).get(0);
        assertNull(none.face());
        assertEquals(new ChosenFace(7, null, Outcome.NO_FACE), none);
        assertEquals(List.of(), choice(Rule.MOST_CENTRAL).choose(List.of()));
    }

    @Test
    void anEvenWindow_isRefused() {
        assertThrows(CheckException.class, () -> new FaceChoice(Rule.LARGEST, 0.3, 5, Gap.SKIP, Lost.END, 4));
    }
}
