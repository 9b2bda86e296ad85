package io.unmask.model.backbone;

/**
 * The two PyTorch ports of MesoNet, which differ in their networks and not only in names. The Keras original
 * (DariusAf/MesoNet, classifiers.py) is structured as {@link #PYDEEPFAKEDET}, but normalises with eps 1e-3 and
 * momentum 0.99 in Keras' sense (0.01 in PyTorch's), starts from Glorot's uniform distribution and ends in one
 * sigmoid trained with the squared error.
 */
public enum MesoVariant {
    /** wangjk666/PyDeepFakeDet: convolutions with bias, a BatchNorm each, ReLU after every convolution. */
    PYDEEPFAKEDET,
    /** HongguLiu/MesoNet-Pytorch and DeepfakeBench: no bias, BatchNorms shared between layers, inceptions without ReLU. */
    HONGGU
}
