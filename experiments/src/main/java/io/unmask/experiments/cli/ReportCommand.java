package io.unmask.experiments.cli;

import io.unmask.experiments.plan.Plan;
import io.unmask.experiments.run.ExperimentReport;
import io.unmask.experiments.store.RunFolder;
import io.unmask.report.Report;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code unmask report}: tables and plots from the scores of the finished trials. */
@Command(
        name = "report",
        description = {
            "Write the tables and plots of an experiment from the scores of its finished trials.",
            "Trains nothing; can be called while an experiment is running."
        })
final class ReportCommand extends ExperimentCommand {
    @Mixin
    private ResultsArguments results = new ResultsArguments();

    @Override
    public Integer call() {
        Plan plan = plan();
        RunFolder folder = results.folder(plan);
        Report report = ExperimentReport.write(plan, folder);
        print(out(), report, folder);
        return report.refusals().isEmpty() ? 0 : Failures.FAILED;
    }

    /** The main table and what has to be said beside it. */
    static void print(PrintWriter out, Report report, RunFolder folder) {
        out.println();
        out.println(report.mainTable());
        report.refusals().forEach(refusal -> out.println("no number: " + refusal));
        report.warnings().forEach(warning -> out.println("note: " + warning));
        out.println(report.files().size() + " files written to " + folder.path());
    }
}
