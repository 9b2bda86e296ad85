package io.unmask.data.source;

import io.unmask.data.Landmarks;
import io.unmask.data.Split;
import org.jspecify.annotations.Nullable;

/**
 * One file of a folder of photographs.
 *
 * @param path path below the folder, with / between folders
 * @param identity who is on it
 * @param video what it is a frame of; its own name where it is none
 * @param split which part a table puts it into; null where none does
 * @param landmarks points of the face that a table gives; null where none does
 */
record Photo(
        String path,
        String identity,
        String video,
        @Nullable Split split,
        @Nullable Landmarks landmarks) {
    Photo in(Split chosen) {
        return new Photo(path, identity, video, chosen, landmarks);
    }
}
