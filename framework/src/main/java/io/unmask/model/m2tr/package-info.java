/** The blocks of M2TR (Wang et al., ICMR 2022) that no other detector has. */
@NullMarked
package io.unmask.model.m2tr;

import org.jspecify.annotations.NullMarked;
