/**
 * Pictures and videos in and out, and what is done to pixels. OpenCV works in this process, one thread a
 * call, its memory freed when the call ends; ffmpeg is a program of its own. Callers see plain Java: bytes
 * of {@link io.unmask.media.Image}, floats of {@link io.unmask.media.Plane}.
 */
package io.unmask.media;
