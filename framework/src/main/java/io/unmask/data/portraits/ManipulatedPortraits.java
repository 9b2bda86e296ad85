package io.unmask.data.portraits;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Check;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Landmarks;
import io.unmask.data.MadePixels;
import io.unmask.data.Pixels;
import io.unmask.data.blend.SelfBlend;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Drawn portraits with fakes of several methods: for trying protocols that need more than one, such as leaving a method
 * out. Every portrait is once real and once fake, with the methods taking turns. An instrument for teaching and testing;
 * its numbers are no evidence about photographs.
 *
 * @param portraits the people and their photos
 * @param methods the methods that take turns
 * @param blend how the generated face is put into the portrait
 */
@JsonTypeName("manipulated_portraits")
@AutoService(DataSource.class)
@Doc(
        "Drawn portraits and fakes of several methods made of them; nothing to download, and no evidence about photographs.")
public record ManipulatedPortraits(
        @Doc("The people and their photos.") @Default("{}") Portraits portraits,

        @Doc("The methods, which take turns: each portrait has one fake.")
        @Default("[face_swap, reenactment, retexture]")
        List<Manipulation> methods,

        @Doc("How the generated face is put into the portrait; its colours are not changed.")
        @Default("{translate_x: 0, translate_y: 0, scale: 1, ratios: [1]}")
        SelfBlend blend)
        implements DataSource {
    /** Checks that there are methods, each once. */
    public ManipulatedPortraits {
        methods = List.copyOf(methods);
        Check.that(!methods.isEmpty(), "methods", "an empty list", "must name at least one");
        Check.that(new LinkedHashSet<>(methods).size() == methods.size(), "methods", methods, "must name each once");
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        List<Clip> reals = portraits.clips(request);
        int perPerson = portraits.photosPerIdentity();
        int people = reals.size() / perPerson;
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < reals.size(); i++) {
            Clip real = reals.get(i);
            int place = i / perPerson;
            int photo = i % perPerson;
            // Turns are taken over people and photos, so that no method keeps to some people.
            Manipulation method = methods.get((place + photo) % methods.size());
            // A neighbour of the same split, so that a pair of people stays on one side.
            int neighbour = place % 2 == 0 && place + 1 < people ? place + 1 : Math.max(0, place - 1);
            Clip other = reals.get(neighbour * perPerson + photo);
            clips.add(real);
            clips.add(fake(real, other, method, photo));
        }
        return clips;
    }

    private Clip fake(Clip real, Clip donor, Manipulation method, int photo) {
        Frame frame = real.frames().get(0);
        Landmarks points = Objects.requireNonNull(frame.landmarks(), "drawn portraits have landmarks");
        Seeds seeds = Seeds.of(portraits.seed()).child("manipulation", method.name(), real.video());
        Face face = new Face(this, method, real, donor, photo, points, seeds);
        Frame made = new Frame(0, face.part("fake", face::picture), face.part("mask", face::mask), points);
        List<String> people = new ArrayList<>(real.identities());
        if (method.hasDonor()) {
            donor.identities().stream().filter(each -> !people.contains(each)).forEach(people::add);
        }
        return new Clip(
                real.dataset(),
                method.name().toLowerCase(Locale.ROOT),
                real.compression(),
                real.video(),
                people,
                Label.FAKE,
                List.of(made));
    }

    /** One replaced face. */
    private record Face(
            ManipulatedPortraits source,
            Manipulation method,
            Clip real,
            Clip donor,
            int photo,
            Landmarks points,
            Seeds seeds) {
        private static int person(Clip clip) {
            String identity = clip.identities().get(0);
            return Integer.parseInt(identity.substring(identity.lastIndexOf('_') + 1));
        }

        private SelfBlend.Mask weights() {
            int side = source.portraits.sidePixels();
            return source.blend.mask(points, side, side, seeds);
        }

        Image mask() {
            return weights().weights().toImage();
        }

        Image picture() {
            Portraits portraits = source.portraits;
            int own = person(real);
            Studio studio = method.studio(
                    portraits.identity(own),
                    portraits.identity(person(donor)),
                    portraits.shot(own, photo),
                    seeds.stream("expression"));
            Image generated = method.generated(studio, portraits.sidePixels());
            Image given = real.frames().get(0).image().read();
            return SelfBlend.blend(generated, given, weights());
        }

        Pixels part(String what, Supplier<Image> maker) {
            String name = "portraits, seed " + source.portraits.seed() + ": " + real.video() + ", "
                    + method.name().toLowerCase(Locale.ROOT) + " (" + what + ")";
            String fingerprint = source.portraits + " " + source.blend + " " + name + " of " + donor.video();
            return new MadePixels(name, fingerprint, maker);
        }
    }
}
