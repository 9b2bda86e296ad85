/**
 * Drawn portraits from a seed: an embedded data source for trying, teaching and testing.
 *
 * <p>A portrait is a small picture synthesis of its own: {@link io.unmask.data.portraits.Identity} holds what
 * stays with a person, {@link io.unmask.data.portraits.Shot} what changes from photo to photo, and
 * {@link io.unmask.data.portraits.Studio} renders both. Geometry is a triangle mesh with one light and
 * hemispheric fill; textures are painted in face coordinates; a camera model adds blur, a mosaic sensor with
 * noise and a tone curve. All coordinates: x to the right of the picture, y up, z towards the camera; the unit
 * is half the width of an average head at the cheekbones, about 7.3 cm, and y = 0 is the line of the eyes.
 */
package io.unmask.data.portraits;
