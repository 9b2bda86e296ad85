package io.unmask.experiments.cli;

import io.unmask.config.Doc;
import io.unmask.data.Compression;
import io.unmask.data.DataRequest;
import io.unmask.data.DataSource;
import io.unmask.data.Skipped;
import io.unmask.data.Split;
import io.unmask.data.source.BenchExport;
import io.unmask.random.Seeds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask export}: data for other programs. */
@Command(name = "export", description = "Write data as other programs read it.")
final class ExportCommand extends CommandGroup {
    /** The file that names what is exported. */
    record Exported(@Doc("The data source.") DataSource source) {}

    @Command(
            name = "deepfakebench",
            description = {
                "Write a data source as DeepfakeBench reads it: PNG pictures, masks, and JSON files.",
                "An interrupted export goes on where it was when the same command is run again."
            })
    void deepfakebench(
            @Parameters(
                            index = "0",
                            paramLabel = "SOURCE",
                            description = "A YAML file with the data source, as source: {prepared: {folder: crops}}.")
                    Path file,
            @Parameters(
                            index = "1",
                            paramLabel = "FOLDER",
                            description = "Where to: DeepfakeBench's folder of data sets.")
                    Path folder,
            @Option(
                            names = "--level",
                            split = ",",
                            defaultValue = "raw",
                            paramLabel = "LEVEL",
                            description = "Compression levels to take from the source: raw, hq, lq. Default: raw.")
                    List<Compression> levels,
            @Option(
                            names = "--prefix",
                            defaultValue = "./datasets",
                            paramLabel = "PATH",
                            description = "How DeepfakeBench finds FOLDER from where it is run. Default: ./datasets.")
                    String prefix,
            @Option(
                            names = "--workers",
                            defaultValue = "0",
                            paramLabel = "N",
                            description = "Threads that write pictures. Default: one for each processor.")
                    int workers,
            @Mixin CacheArgument cache)
            throws InterruptedException {
        if (workers < 0) {
            throw wrong("--workers must be at least 0, but was " + workers);
        }
        DataSource source = reader().read(file, List.of(), Exported.class).source();
        DataRequest request = new DataRequest(Split.TRAIN, Compression.RAW, Seeds.of(1), cache.cache());
        int threads = workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
        BenchExport.Summary summary =
                new BenchExport(source, folder, prefix).write(request, levels, threads, new ExportProgress(err()));
        PrintWriter out = out();
        out.println(String.format(
                Locale.ROOT, "%s: %,d videos, %,d frames and masks", folder, summary.videos(), summary.pictures()));
        summary.files().forEach(json -> out.println("  " + json));
        Map<String, Long> leftOut = summary.skipped().stream()
                .collect(Collectors.groupingBy(Skipped::rule, TreeMap::new, Collectors.counting()));
        leftOut.forEach((rule, count) -> out.println("left out: " + count + " " + rule));
        source.notes().forEach(note -> out.println("note: " + note));
        out.println("In DeepfakeBench: dataset_json_folder: " + prefix + "/dataset_json, lmdb: false");
        if (!summary.ownLabels().isEmpty()) {
            out.println("and in label_dict of training/config/train_config.yaml and test_config.yaml:");
            summary.ownLabels().forEach((name, label) -> out.println("  " + name + ": " + label.index()));
        }
    }
}
