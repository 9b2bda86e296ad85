package io.unmask.data.face;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;
import java.util.List;

/** The whole picture is the face: for pictures that are crops already. */
@JsonTypeName("whole")
@AutoService(FaceDetector.class)
@Doc("The whole picture is the face: for pictures that are crops already.")
public record Whole() implements FaceDetector {
    @Override
    public FaceFinder open() {
        return (picture, video, frame) -> List.of(new Face(0, 0, picture.width(), picture.height(), 1, null));
    }

    @Override
    public String fingerprint() {
        return toString();
    }
}
