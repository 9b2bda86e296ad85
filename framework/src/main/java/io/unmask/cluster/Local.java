package io.unmask.cluster;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import org.jspecify.annotations.Nullable;

/** This machine. */
@JsonTypeName("local")
@AutoService(Executor.class)
@Doc("This machine; run --jobs N for several trials at a time.")
public record Local() implements Executor {
    @Override
    public @Nullable Cluster cluster() {
        return null;
    }

    @Override
    public int cores(int here) {
        return here;
    }
}
