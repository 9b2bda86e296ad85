package io.unmask.augment;

import io.unmask.random.RandomStream;

/** Who is mixed with whom. */
public enum Partners {
    /** A random order: mixup-cifar10, CutMix-PyTorch. Some pictures may meet themselves. */
    PERMUTATION {
        @Override
        int[] draw(int pictures, RandomStream random) {
            return random.permutation(pictures);
        }
    },
    /** The first with the last, the second with the last but one: timm. */
    REVERSED {
        @Override
        int[] draw(int pictures, RandomStream random) {
            int[] partners = new int[pictures];
            for (int i = 0; i < pictures; i++) {
                partners[i] = pictures - 1 - i;
            }
            return partners;
        }
    };

    abstract int[] draw(int pictures, RandomStream random);
}
