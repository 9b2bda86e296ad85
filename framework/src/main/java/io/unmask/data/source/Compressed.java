package io.unmask.data.source;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Skipped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source at a level of its own, whatever the level of the trial: for testing at other levels than the one trained at.
 *
 * @param level the level
 * @param source what is read in it
 */
@JsonTypeName("compressed")
@AutoService(DataSource.class)
@Doc("A source at a compression level of its own, whatever data.compression says.")
public record Compressed(
        @Doc("The level.") Compression level,
        @Doc("What is read in it.") DataSource source) implements DataSource {
    @Override
    public Compression levelIn(Compression trial) {
        return source.levelIn(level);
    }

    @Override
    public @Nullable Integer numberSide() {
        return source.numberSide();
    }

    @Override
    public @Nullable Integer secondNumberSide() {
        return source.secondNumberSide();
    }

    @Override
    public List<Clip> clips(DataRequest request) {
        return source.clips(request.at(level));
    }

    @Override
    public List<Skipped> skipped(DataRequest request) {
        return source.skipped(request.at(level));
    }

    @Override
    public List<String> notes() {
        return source.notes();
    }
}
