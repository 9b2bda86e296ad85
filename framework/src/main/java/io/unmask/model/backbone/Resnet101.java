package io.unmask.model.backbone;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ResNet-101, torchvision's {@code resnet101}: names, shapes and initialisation. */
@JsonTypeName("resnet101")
@AutoService(Backbone.class)
@Doc("ResNet-101 of torchvision: 42.5 million parameters with two classes.")
public record Resnet101(
        @Doc("Start the last BatchNorm weight of every residual branch at 0, as timm does.") @Default("false")
        boolean zeroInitLast,

        @Doc(
                "Weights to start from: a name of the catalogue such as torchvision/resnet101, or a file; random when left out.")
        @Nullable
        String weights)
        implements Backbone {
    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new ResNet(ResNet.Block.BOTTLENECK, List.of(3, 4, 23, 3), classes, input.channels(), zeroInitLast);
    }
}
