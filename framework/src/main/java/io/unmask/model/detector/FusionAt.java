package io.unmask.model.detector;

import io.unmask.config.Doc;
import io.unmask.model.fusion.Fusion;
import org.jspecify.annotations.Nullable;

/** A fusion and its place between two backbones. */
@Doc("A fusion and its place between two backbones.")
public record FusionAt(
        @Doc("The tap of the first backbone after which it stands: block2.")
        String at,

        @Doc("The tap of the second backbone; the same name when left out.") @Nullable
        String atSecond,

        @Doc("The fusion.") Fusion fusion) {
    /** The tap of the second backbone. */
    String secondTap() {
        return atSecond == null ? at : atSecond;
    }
}
