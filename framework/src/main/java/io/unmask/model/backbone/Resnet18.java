package io.unmask.model.backbone;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Default;
import io.unmask.config.Doc;
import io.unmask.model.InputShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ResNet-18, torchvision's {@code resnet18}: names, shapes and initialisation. */
@JsonTypeName("resnet18")
@AutoService(Backbone.class)
@Doc("ResNet-18 of torchvision: 11.2 million parameters with two classes.")
public record Resnet18(
        @Doc("Start the last BatchNorm weight of every residual branch at 0, as timm does.") @Default("false")
        boolean zeroInitLast,

        @Doc(
                "Weights to start from: a name of the catalogue such as torchvision/resnet18, or a file; random when left out.")
        @Nullable
        String weights)
        implements Backbone {
    @Override
    public BackboneNet network(int classes, InputShape input) {
        return new ResNet(ResNet.Block.BASIC, List.of(2, 2, 2, 2), classes, input.channels(), zeroInitLast);
    }
}
