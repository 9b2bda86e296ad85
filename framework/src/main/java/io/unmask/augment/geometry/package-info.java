/** Random changes of places, one file each: mask and landmarks move with the picture. */
package io.unmask.augment.geometry;
