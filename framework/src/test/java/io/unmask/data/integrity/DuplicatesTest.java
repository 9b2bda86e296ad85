package io.unmask.data.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unmask.data.integrity.Duplicates.Pair;
import io.unmask.media.Image;
import io.unmask.media.ImageFiles;
import io.unmask.media.TestImages;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
    private static final Image PICTURE = TestImages.colour(96, 96, 1);

    @Test
    void equalPixels_andEqualLooks_areFound_whateverTheOrder() {
        Image encodedAgain = ImageFiles.throughJpeg(PICTURE, 60);
        List<Pair> expected = List.of(new Pair("a", "b", true), new Pair("a", "c", false));
        for (int order = 0; order < 2; order++) {
            Duplicates duplicates = new Duplicates();
            for (int i = 0; i < 4; i++) {
                int k = order == 0 ? i : 3 - i;
                String place = List.of("a", "b", "c", "d").get(k);
                Image image = List.of(PICTURE, PICTURE, encodedAgain, TestImages.colour(96, 96, 99))
                        .get(k);
                duplicates.add(place, "video " + place, image);
            }
            assertEquals(expected, duplicates.pairs());
        }
    }

    @Test
    void framesOfOneVideo_areNotHeldAgainstEachOther() {
        Duplicates duplicates = new Duplicates();
        duplicates.add("a", "video", PICTURE);
        duplicates.add("b", "video", PICTURE);
        assertEquals(List.of(), duplicates.pairs());
    }
}
