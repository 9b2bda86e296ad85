package io.unmask.experiments.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Three networks as DJL alone would write them, forward in training mode: the same operations as the backbones of Unmask. */
public enum BareNetwork {
    /** As {@code resnet18}. */
    RESNET18 {
        @Override
        NDArray scores(BareLayers net, NDArray images) {
            NDArray x = BareLayers.relu(normed(net, net.conv(images, 64, 7, 2, 3, 1)));
            x = BareLayers.maxPool(x);
            for (int level = 0; level < 4; level++) {
                for (int block = 0; block < 2; block++) {
                    x = residual(net, x, 64 << level, level > 0 && block == 0 ? 2 : 1);
                }
            }
            return net.linear(BareLayers.globalAverage(x), CLASSES);
        }

        private NDArray residual(BareLayers net, NDArray x, int width, int stride) {
            NDArray y = BareLayers.relu(normed(net, net.conv(x, width, 3, stride, 1, 1)));
            y = normed(net, net.conv(y, width, 3, 1, 1, 1));
            NDArray skip = stride == 1 ? x : normed(net, net.conv(x, width, 1, stride, 0, 1));
            return BareLayers.relu(y.add(skip));
        }
    },
    /** As {@code xception}. */
    XCEPTION {
        private static final int MIDDLE = 728;

        @Override
        NDArray scores(BareLayers net, NDArray images) {
            NDArray x = BareLayers.relu(normed(net, net.conv(images, 32, 3, 2, 0, 1)));
            x = BareLayers.relu(normed(net, net.conv(x, 64, 3, 1, 0, 1)));
            x = block(net, x, false, 2, 128, 128);
            x = block(net, x, true, 2, 256, 256);
            x = block(net, x, true, 2, MIDDLE, MIDDLE);
            for (int i = 0; i < 8; i++) {
                x = block(net, x, true, 1, MIDDLE, MIDDLE, MIDDLE);
            }
            x = block(net, x, true, 2, MIDDLE, 1024);
            x = BareLayers.relu(normed(net, separable(net, x, 1536)));
            x = BareLayers.relu(normed(net, separable(net, x, 2048)));
            return net.linear(BareLayers.globalAverage(x), CLASSES);
        }

        private NDArray block(BareLayers net, NDArray x, boolean startsRectified, int stride, int... widths) {
            int outputs = widths[widths.length - 1];
            NDArray skip = stride == 1 ? x : normed(net, net.conv(x, outputs, 1, stride, 0, 1));
            NDArray y = x;
            for (int i = 0; i < widths.length; i++) {
                NDArray input = i > 0 || startsRectified ? BareLayers.relu(y) : y;
                y = normed(net, separable(net, input, widths[i]));
            }
            return (stride == 1 ? y : BareLayers.maxPool(y)).add(skip);
        }

        private NDArray separable(BareLayers net, NDArray x, int outputs) {
            int inputs = (int) x.getShape().get(1);
            return net.conv(net.conv(x, inputs, 3, 1, 1, inputs), outputs, 1, 1, 0, 1);
        }
    },
    /** As {@code efficientnet: {padding: dynamic}}, that is B4. */
    EFFICIENTNET_B4 {
        private static final int[] KERNELS = {3, 3, 5, 3, 5, 5, 3};
        private static final int[] STRIDES = {1, 2, 2, 2, 1, 2, 1};
        private static final int[] WIDTHS = {24, 32, 56, 112, 160, 272, 448};
        private static final int[] REPEATS = {2, 4, 4, 6, 6, 8, 2};
        private static final int BLOCKS = 32;
        private static final double DROP_CONNECT = 0.2;
        private static final double DROPOUT = 0.4;

        @Override
        NDArray scores(BareLayers net, NDArray images) {
            NDArray x = BareLayers.swish(tfNormed(net, net.convSame(images, 48, 3, 2, 1)));
            int number = 0;
            for (int group = 0; group < WIDTHS.length; group++) {
                for (int i = 0; i < REPEATS[group]; i++) {
                    int stride = i == 0 ? STRIDES[group] : 1;
                    x = block(net, x, group == 0 ? 1 : 6, KERNELS[group], stride, WIDTHS[group], number++);
                }
            }
            x = BareLayers.swish(tfNormed(net, net.conv(x, 1792, 1, 1, 0, 1)));
            return net.linear(BareLayers.dropout(BareLayers.globalAverage(x), DROPOUT), CLASSES);
        }

        private NDArray block(
                BareLayers net, NDArray x, int expansion, int kernel, int stride, int outputs, int number) {
            int inputs = (int) x.getShape().get(1);
            int wide = inputs * expansion;
            NDArray y = expansion == 1 ? x : BareLayers.swish(tfNormed(net, net.conv(x, wide, 1, 1, 0, 1)));
            y = BareLayers.swish(tfNormed(net, net.convSame(y, wide, kernel, stride, wide)));
            NDArray pooled = BareLayers.globalAverage(y).reshape(y.getShape().get(0), wide, 1, 1);
            NDArray gate = BareLayers.swish(net.convWithBias(pooled, inputs / 4));
            y = y.mul(BareLayers.sigmoid(net.convWithBias(gate, wide)));
            y = tfNormed(net, net.conv(y, outputs, 1, 1, 0, 1));
            if (stride != 1 || inputs != outputs) {
                return y;
            }
            double dropped = DROP_CONNECT * number / BLOCKS;
            if (dropped > 0) {
                NDArray ones = y.getManager().ones(new Shape(y.getShape().get(0), 1, 1, 1));
                y = y.mul(BareLayers.dropout(ones, dropped));
            }
            return y.add(x);
        }

        private NDArray tfNormed(BareLayers net, NDArray x) {
            return net.norm(x, 1e-3, 0.01);
        }
    };

    private static final int CLASSES = 2;

    /**
     * Class scores of a training pass.
     *
     * @param images (N, 3, H, W)
     * @return (N, 2)
     */
    abstract NDArray scores(BareLayers net, NDArray images);

    private static NDArray normed(BareLayers net, NDArray x) {
        return net.norm(x, 1e-5, 0.1);
    }
}
