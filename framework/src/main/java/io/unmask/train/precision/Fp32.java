package io.unmask.train.precision;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import io.unmask.config.Doc;

/** Single precision throughout: 8 bits of exponent, 23 of fraction. */
@JsonTypeName("fp32")
@AutoService(Precision.class)
@Doc("Single precision throughout, on a GPU too: no rounding to TensorFloat-32.")
public record Fp32() implements Precision {}
