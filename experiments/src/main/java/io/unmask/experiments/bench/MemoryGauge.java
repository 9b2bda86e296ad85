package io.unmask.experiments.bench;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import io.unmask.experiments.store.Provenance;

/** Reads how much memory a stretch of work takes. */
final class MemoryGauge {
    private static final long MEBIBYTE = 1 << 20;

    private final Device device;
    private final long before;
    private boolean reset;
    private MemoryFigures figures;

    /**
     * A gauge.
     *
     * @param device where the work is done
     * @param before MiB resident before anything of it was made
     */
    MemoryGauge(Device device, long before) {
        this.device = device;
        this.before = before;
        figures = new MemoryFigures(-1, before, 0, null);
    }

    /** The work begins. */
    void start() {
        reset = Provenance.resetPeakMemory();
    }

    /** It is done. */
    void finish() {
        figures = new MemoryFigures(
                reset ? Provenance.peakMemoryMebibytes() : -1,
                before,
                Runtime.getRuntime().totalMemory() / MEBIBYTE,
                device.isGpu() ? CudaUtils.getGpuMemory(device).getUsed() / MEBIBYTE : null);
    }

    /** What was read. */
    MemoryFigures figures() {
        return figures;
    }
}
