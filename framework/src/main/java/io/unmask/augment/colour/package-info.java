/** Random changes of colours and tones, one file each. */
package io.unmask.augment.colour;
