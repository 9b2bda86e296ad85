/** Random losses of quality, one file each: noise, blur, missing parts, and the perturbations of a robustness test. */
package io.unmask.augment.quality;
