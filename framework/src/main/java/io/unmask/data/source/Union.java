package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.BadInputException;
import io.unmask.config.Check;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Frame;
import io.unmask.data.Label;
import io.unmask.data.Skipped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several sources as one, in their order. A real that several of them give, as sources that blend fakes from the same
 * reals do, is there once.
 *
 * @param sources what is joined
 */
@JsonTypeName("union")
@AutoService(DataSource.class)
@Doc("Several sources as one; a real that several of them give is there once.")
public record Union(@Doc("What is joined.") List<DataSource> sources) implements DataSource {
    /** Copies the list and checks it. */
    public Union {
        sources = List.copyOf(sources);
        Check.that(!sources.isEmpty(), "sources", "an empty list", "must name at least one source");
    }

    @Override
    public Compression levelIn(Compression trial) {
        Set<Compression> levels = new LinkedHashSet<>();
        sources.forEach(source -> levels.add(source.levelIn(trial)));
        if (levels.size() > 1) {
            throw new BadInputException("union: its sources have levels of their own (" + levels
                    + "); put `compressed` around the union instead");
        }
        return levels.iterator().next();
    }

    @Override
    public @Nullable Integer numberSide() {
        return same(DataSource::numberSide);
    }

    @Override
    public @Nullable Integer secondNumberSide() {
        return same(DataSource::secondNumberSide);
    }

    /** What all sources say; pictures of numbers cannot be joined with others. */
    private @Nullable Integer same(Function<DataSource, @Nullable Integer> side) {
        Set<Optional<Integer>> sides = new LinkedHashSet<>();
        sources.forEach(source -> sides.add(Optional.ofNullable(side.apply(source))));
        if (sides.size() > 1) {
            throw new BadInputException(
                    "union: its sources give pictures of numbers of different sides, or pictures to look at"
                            + " beside them; join sources of one kind");
        }
        return sides.iterator().next().orElse(null);
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        Map<String, Clip> clips = new LinkedHashMap<>();
        for (DataSource source : sources) {
            for (Clip clip : source.clips(request)) {
                Clip known = clips.putIfAbsent(clip.key(), clip);
                if (known != null
                        && !(clip.label() == Label.REAL && fingerprints(clip).equals(fingerprints(known)))) {
                    throw new BadInputException("union: two clips are called " + clip.key()
                            + (clip.label() == Label.FAKE
                                    ? "; give the methods different names"
                                    : " and differ; sources of the same reals must leave them alike (for self_blended,"
                                            + " partner: as_given)"));
                }
            }
        }
        return List.copyOf(clips.values());
    }

    private static List<String> fingerprints(Clip clip) {
        return clip.frames().stream()
                .map(Frame::image)
                .map(pixels -> pixels.fingerprint())
                .toList();
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        return joined(source -> source.skipped(request));
    }

    @Override
    public List<String> notes() {
        return joined(DataSource::notes);
    }

    private <T> List<T> joined(Function<DataSource, List<T>> part) {
        Set<T> all = new LinkedHashSet<>();
        sources.forEach(source -> all.addAll(part.apply(source)));
        return new ArrayList<>(all);
    }
}
