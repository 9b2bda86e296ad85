package io.unmask.experiments.cli;

import io.unmask.config.BadInputException;
import io.unmask.weights.Catalogue;
import io.unmask.weights.WeightFile;
import io.unmask.weights.WeightStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unmask weights}: published weights in, trained weights out. */
@Command(
        name = "weights",
        description = {
            "Published weights to start from, and trained weights for other programs.",
            "An experiment names them: backbone: {resnet18: {weights: torchvision/resnet18}}, or a file of its own."
        })
final class WeightsCommand extends CommandGroup {
    @Command(name = "list", description = "List the catalogue and what of it is on this machine.")
    void list(@Mixin CacheArgument cache) {
        PrintWriter out = out();
        WeightStore store = WeightStore.in(cache.cache());
        for (Catalogue.Entry entry : store.catalogue().entries()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-33s %-5s %-32s inputs %-8s  %s",
                    entry.name(),
                    store.has(entry) ? "here" : "-",
                    entry.backbone(),
                    entry.inputs(),
                    entry.licence()));
        }
        out.println();
        out.println(
                "Pictures should be normalised as in the weights' training: data.image.normalise imagenet or half.");
        out.println("Get one: ./unmask weights get NAME   Folder: " + store.folder());
    }

    @Command(
            name = "get",
            description = {
                "Download weights of the catalogue, or the rest of them after an interruption.",
                "On a machine without network, fetch the file elsewhere and give it with --from."
            })
    void get(
            @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of the catalogue.")
                    List<String> names,
            @Option(names = "--from", paramLabel = "FILE", description = "Take this file instead of downloading.")
                    @Nullable
                    Path from,
            @Option(names = "--again", description = "Even if the file is here already.") boolean again,
            @Mixin CacheArgument cache)
            throws InterruptedException {
        if (from != null && names.size() != 1) {
            throw new BadInputException("--from FILE goes with one name, found " + names);
        }
        WeightStore store = WeightStore.in(cache.cache());
        List<Catalogue.Entry> entries =
                names.stream().map(store.catalogue()::require).toList();
        for (Catalogue.Entry entry : entries) {
            if (store.has(entry) && !again) {
                out().println(entry.name() + ": here, " + store.path(entry));
            } else {
                get(entry, store, from);
            }
        }
    }

    private void get(Catalogue.Entry entry, WeightStore store, @Nullable Path from) throws InterruptedException {
        PrintWriter out = out();
        out.println(entry.name() + " from " + (from == null ? entry.url() : from) + " (" + entry.knownHash()
                + "; repository under " + entry.licence() + ")");
        out.flush();
        WeightStore.Got got =
                from == null ? store.download(entry, new DownloadProgress(System.err)) : store.take(entry, from);
        out.println("  " + got.file());
        out.println("  SHA-256 " + got.sha256());
        if (got.warning() != null) {
            out.println("  note: " + got.warning());
        }
    }

    @Command(
            name = "show",
            description = "Print names, types and shapes of the tensors in a file or in an entry of the catalogue.")
    void show(
            @Parameters(
                            index = "0",
                            paramLabel = "FILE",
                            description = "A .pth, .pt or .safetensors file, FILE#PART, or a name of the catalogue.")
                    String weights,
            @Mixin CacheArgument cache) {
        PrintWriter out = out();
        WeightFile file = WeightFile.read(WeightStore.in(cache.cache()).reference(weights));
        int width =
                file.tensors().keySet().stream().mapToInt(String::length).max().orElse(0);
        file.tensors()
                .forEach((name, tensor) -> out.println(String.format(
                        Locale.ROOT,
                        "%-" + (width + 2) + "s%-5s%s",
                        name,
                        tensor.type(),
                        Arrays.toString(tensor.shape()))));
        long elements =
                file.tensors().values().stream().mapToLong(each -> each.size()).sum();
        out.println(String.format(
                Locale.ROOT,
                "%s%s: %,d tensors, %,d elements",
                file.file(),
                file.part().isEmpty() ? "" : "#" + file.part(),
                file.tensors().size(),
                elements));
        if (!file.otherParts().isEmpty()) {
            out.println("other parts: " + String.join(", ", file.otherParts()));
        }
    }

    @Command(
            name = "export",
            description = {
                "Write trained weights as safetensors under their official names alone.",
                "In Python: model.load_state_dict(safetensors.torch.load_file(FILE))."
            })
    void export(
            @Parameters(
                            index = "0",
                            paramLabel = "TRIAL",
                            description = "The folder of a trial, or a file: .safetensors, .pth, FILE#PART.")
                    String trial,
            @Parameters(index = "1", paramLabel = "FILE", description = "The safetensors file to write.") Path target) {
        int tensors = new WeightExport(trial).write(target);
        out().println(target + ": " + tensors + " tensors");
    }
}
