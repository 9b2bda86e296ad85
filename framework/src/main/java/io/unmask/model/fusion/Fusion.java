package io.unmask.model.fusion;

import io.unmask.config.Family;

/**
 * A module that joins two feature maps, whatever they show: two views of a picture, a picture and its spectrum, a
 * picture and its depth. Its network changes the first map, the second, or both.
 */
@Family("fusion")
public interface Fusion {
    /**
     * The network, without values.
     *
     * @param firstChannels of the first map
     * @param secondChannels of the second map
     * @throws io.unmask.config.BadInputException if it cannot join maps of these channels
     */
    FusionNet build(int firstChannels, int secondChannels);
}
