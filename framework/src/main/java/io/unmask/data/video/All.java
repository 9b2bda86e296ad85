package io.unmask.data.video;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import java.util.stream.IntStream;

/** Every frame. */
@JsonTypeName("all")
@AutoService(FrameChoice.class)
@Doc("Every frame.")
public record All() implements FrameChoice {
    @Override
    public int[] of(int available) {
        return IntStream.range(0, available).toArray();
    }
}
