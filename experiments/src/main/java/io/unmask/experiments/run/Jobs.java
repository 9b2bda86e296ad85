package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.experiments.plan.Plan;
import io.unmask.train.Torch;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many trials run at a time on this machine, and whether in processes of their own.
 *
 * @param count trials at a time
 * @param apart whether each has a process of its own
 * @param gpus the GPU or GPUs of each; null where all see the same
 */
public record Jobs(int count, boolean apart, @Nullable GpuSlots gpus) {
    private static final String EVERY_GPU = "gpu:*";
    private static final String CPU = "cpu";

    /**
     * Jobs for an experiment.
     *
     * @param wanted how many the user asks for; null for one, or with {@code device: gpu:*} as many as
     *     the GPUs have room for
     * @throws BadInputException if there are none, or GPUs are asked for where too few are found
     */
    public static Jobs of(Plan plan, @Nullable Integer wanted) {
        return of(plan, wanted, Jobs::countGpus, System.getenv(GpuSlots.VISIBLE));
    }

    private static int countGpus() {
        Torch.startAnyhow();
        return Torch.gpus();
    }

    /**
     * The same for a machine.
     *
     * @param found asks the engine how many GPUs it sees
     * @param visible GPUs that CUDA shows to this process, by {@link GpuSlots#VISIBLE}; null for all
     */
    static Jobs of(Plan plan, @Nullable Integer wanted, IntSupplier found, @Nullable String visible) {
        if (wanted != null && wanted < 1) {
            throw new BadInputException("--jobs " + wanted + ": must be at least 1");
        }
        String device = plan.experiment().device();
        if (device.equals(EVERY_GPU)) {
            int gpus = found.getAsInt();
            if (gpus == 0) {
                throw new BadInputException(
                        "device: gpu:* was asked for, but the engine finds no GPU. Set device: auto or"
                                + " cpu, or see `unmask doctor` for what a GPU needs.");
            }
            int each = mostCopies(plan);
            if (each > gpus) {
                throw new BadInputException(
                        "train.replicas: " + each + " copies of the network need as many GPUs, but device:"
                                + " gpu:* finds " + gpus + ". Set train.replicas to at most " + gpus
                                + ", or device: cpu, where all copies are on the CPU.");
            }
            int count = wanted == null ? gpus / each : wanted;
            return new Jobs(count, true, GpuSlots.of(gpus, visible, count, each));
        }
        int count = wanted == null ? 1 : wanted;
        return new Jobs(count, count > 1 || (!device.equals(CPU) && roundsInSome(plan)), null);
    }

    /** Every trial gets as many GPUs as the one with the most copies of its network. */
    private static int mostCopies(Plan plan) {
        return plan.trials().stream()
                .mapToInt(trial -> trial.config().train().replicas())
                .max()
                .orElse(1);
    }

    /** Whether trials differ in what NVIDIA's libraries settle once in a process. */
    private static boolean roundsInSome(Plan plan) {
        return plan.trials().stream()
                        .map(trial -> trial.config().train().precision().roundsProducts())
                        .distinct()
                        .count()
                > 1;
    }
}
