package io.unmask.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.unmask.data.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentitySplitTest {
    private static final List<String> PEOPLE =
            IntStream.range(0, 100).mapToObj(i -> "p" + i).toList();

    @Test
    void shares_areKept() {
        var split = new IdentitySplit(PEOPLE, 0.6, 0.15, 1);
        assertEquals(60, PEOPLE.stream().filter(p -> split.of(p) == Split.TRAIN).count());
        assertEquals(15, PEOPLE.stream().filter(p -> split.of(p) == Split.VAL).count());
    }

    @Test
    void orderOfTheFiles_doesNotMatter() {
        List<String> reversed = new ArrayList<>(PEOPLE);
        Collections.reverse(reversed);
        var one = new IdentitySplit(PEOPLE, 0.6, 0.15, 1);
        var other = new IdentitySplit(reversed, 0.6, 0.15, 1);
        PEOPLE.forEach(p -> assertEquals(one.of(p), other.of(p)));
    }

    @Test
    void anotherSeed_splitsOtherwise() {
        var one = new IdentitySplit(PEOPLE, 0.6, 0.15, 1);
        var other = new IdentitySplit(PEOPLE, 0.6, 0.15, 2);
        assertNotEquals(
                PEOPLE.stream().map(one::of).toList(),
                PEOPLE.stream().map(other::of).toList());
    }

    @Test
    void threePeople_giveOneToEachSplit() {
        var split = new IdentitySplit(List.of("a", "b", "c"), 0.9, 0.05, 1);
        assertEquals(
                List.of(Split.TRAIN, Split.VAL, Split.TEST),
                List.of("a", "b", "c").stream().map(split::of).sorted().toList());
    }
}
