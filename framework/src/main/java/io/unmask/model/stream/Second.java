package io.unmask.model.stream;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;

/** The second picture of each sample: depth, another camera, a spectrum made beforehand. */
@JsonTypeName("second")
@AutoService(Stream.class)
@Doc("The second picture of each sample, such as depth, which the data source has to give.")
public record Second() implements Stream {
    @Override
    public StreamNet build(InputShape picture) {
        return new SecondNet(
                picture,
                "stream second: the batch has no second pictures; take a data source that gives them, or another stream");
    }

    @Override
    public boolean readsSecond() {
        return true;
    }
}
