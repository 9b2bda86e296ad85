package io.unmask.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Sample;
import io.unmask.data.Split;
import io.unmask.data.blend.SelfBlend;
import io.unmask.data.portraits.Portraits;
import io.unmask.data.source.SelfBlended;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SelfBlendingTest {
    private final SelfBlending always = new SelfBlending(0.999_999, SelfBlended.Partner.AS_GIVEN, SelfBlend.standard());

    private static Sample portrait() {
        var request = new DataRequest(Split.TEST, Compression.RAW, Seeds.of(1), Path.of("unused"));
        Frame frame = new Portraits(3, 1, 96, 0.4, 0.3, 1)
                .clips(request)
                .get(0)
                .frames()
                .get(0);
        return new Sample(frame.image().read(), null, frame.landmarks(), Label.REAL);
    }

    @Test
    void aRealBecomesAFake_thatDiffersInsideItsMaskOnly() {
        Sample real = portrait();
        Sample fake = always.apply(real, Seeds.of(7).stream("sample"));
        assertEquals(Label.FAKE, fake.label());
        Image mask = fake.mask();
        assertNotNull(mask);
        int changed = 0;
        for (int y = 0; y < real.image().height(); y++) {
            for (int x = 0; x < real.image().width(); x++) {
                boolean differs = false;
                for (int c = 0; c < 3; c++) {
                    differs |= real.image().at(x, y, c) != fake.image().at(x, y, c);
                }
                changed += differs ? 1 : 0;
                // A weight that rounds to nothing may still move a value by one level.
                assertTrue(!differs || mask.at(x, y, 0) > 0 || isNearly(real.image(), fake.image(), x, y));
            }
        }
        assertTrue(changed > 200, changed + " pixels changed");
    }

    private static boolean isNearly(Image first, Image second, int x, int y) {
        boolean near = true;
        for (int c = 0; c < 3; c++) {
            near &= Math.abs(first.at(x, y, c) - second.at(x, y, c)) <= 1;
        }
        return near;
    }

    @Test
    void theSameStreamGivesTheSameFake() {
        Sample real = portrait();
        Sample first = always.apply(real, Seeds.of(7).stream("sample"));
        Sample second = always.apply(real, Seeds.of(7).stream("sample"));
        assertArrayEquals(first.image().pixels(), second.image().pixels());
    }

    @Test
    void fakesAndFacesWithoutLandmarks_stayAsTheyAre() {
        Sample real = portrait();
        Sample fake = new Sample(real.image(), null, real.landmarks(), Label.FAKE);
        Sample unknown = new Sample(real.image(), null, null, Label.REAL);
        assertSame(fake, always.apply(fake, Seeds.of(7).stream("sample")));
        assertSame(unknown, always.apply(unknown, Seeds.of(7).stream("sample")));
    }
}
