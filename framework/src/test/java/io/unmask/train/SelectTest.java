package io.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectTest {
    @Test
    void bestRoundedDown_isBeatenByItsEqual_andBestRoundedUpNotByALittleMore() {
        Select exact = new Select("video_acc", Select.Mode.MAX, false);
        Select rounded = new Select("video_acc", Select.Mode.MAX, false, 4);
        List<Double> equal = List.of(0.87453, 0.87453, 0.1);
        assertEquals(1, exact.best(equal));
        assertEquals(2, rounded.best(equal));
        List<Double> more = List.of(0.87456, 0.87458);
        assertEquals(2, exact.best(more));
        assertEquals(1, rounded.best(more));
    }
}
