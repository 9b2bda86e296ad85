package io.unmask.experiments.cli;

import io.unmask.experiments.doctor.Doctor;
import io.unmask.experiments.doctor.Finding;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code unmask doctor}: what the machine offers, and the cure for what is missing. */
@Command(
        name = "doctor",
        description = {
            "Examine the machine: Java, memory, disks, fonts, OpenCV, ffmpeg, libtorch and its devices.",
            "Ends with 2 if something is missing that experiments need."
        })
final class DoctorCommand extends Subcommand {
    @Option(names = "--threads", paramLabel = "N", description = "Threads to start libtorch with. Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        PrintWriter out = out();
        boolean failed = false;
        for (Doctor.Examination examination : new Doctor(Math.max(1, threads)).examinations()) {
            Finding finding = examination.finding();
            print(out, finding);
            failed |= finding.state() == Finding.State.FAIL;
        }
        out.println();
        out.println(failed ? "Experiments cannot run yet: see [FAIL] above." : "Experiments can run.");
        return failed ? Failures.BAD_INPUT : 0;
    }

    static void print(PrintWriter out, Finding finding) {
        String state = "[" + finding.state() + "]";
        out.println(String.format(Locale.ROOT, "%-7s%-19s%s", state, finding.subject(), finding.detail()));
        if (finding.cure() != null) {
            out.println("       cure: " + finding.cure());
        }
        out.flush();
    }
}
