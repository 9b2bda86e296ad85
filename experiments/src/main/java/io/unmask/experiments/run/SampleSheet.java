package io.unmask.experiments.run;

import io.unmask.augment.Augmentation;
import io.unmask.augment.BatchMixing;
import io.unmask.augment.Mix;
import io.unmask.augment.Mix.Window;
import io.unmask.config.Components;
import io.unmask.data.BuildListener;
import io.unmask.data.Label;
import io.unmask.data.Needs;
import io.unmask.data.Sample;
import io.unmask.data.load.Loader;
import io.unmask.experiments.plan.Experiment;
import io.unmask.experiments.plan.Trial;
import io.unmask.media.Image;
import io.unmask.random.Seeds;
import io.unmask.report.ContactSheet;
import io.unmask.report.ContactSheet.Tile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first training samples of a trial as its network will see them: a row a sample, with the picture as it is loaded,
 * the result of every augmentation after it, and at last what the mixing of the first batch makes of it.
 */
public final class SampleSheet {
    private final Trial trial;
    private final Experiment config;
    private final TrialData data;
    private final Seeds seeds;

    private SampleSheet(Trial trial, TrialData data) {
        this.trial = trial;
        this.config = trial.config();
        this.data = data;
        this.seeds = Seeds.of(trial.seed());
    }

    /**
     * Writes the sheet.
     *
     * @param progress hears of caches that have to be made first
     * @param count rows; at most the pictures of the first batch
     * @return rows written
     */
    public static int write(Trial trial, Path cache, PrintStream progress, int count, Path file)
            throws InterruptedException {
        Board board = new Board(progress, ExperimentRunner.TERMINAL, 1, List.of(trial.id()));
        BuildListener listener = board.begin(trial.id()).buildListener();
        return new SampleSheet(trial, TrialData.load(trial, cache, listener)).write(count, file);
    }

    private int write(int count, Path file) {
        List<List<Sample>> batch = batch();
        List<List<Tile>> rows = new ArrayList<>();
        for (List<Sample> steps : batch) {
            rows.add(tiles(steps));
        }
        addMixings(batch, rows);
        ContactSheet sheet = new ContactSheet();
        int shown = Math.min(count, rows.size());
        rows.subList(0, shown).forEach(sheet::row);
        sheet.write(file);
        return shown;
    }

    /** Every sample of the first batch, after every step. */
    private List<List<Sample>> batch() {
        // Masks are outlined where they are known, whether the detector asks for them or not.
        Needs needs = config.data().clip() != null
                ? Needs.NOTHING
                : config.model().needs().withMasks(TrialMasks.known(data.train()));
        TrainingInput input = TrainingInput.of(trial, data.train());
        Loader loader = new Loader(data.train(), input.settings().with(needs));
        return loader.firstBatch(config.augment(), input.order(loader), input.seeds());
    }

    private List<Tile> tiles(List<Sample> steps) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Sample sample = steps.get(i);
            String name = i == 0
                    ? "loaded"
                    : Components.nameOf(config.augment().get(i - 1).getClass());
            boolean mixes = i > 0 && config.augment().get(i - 1).batchMixing() != null;
            if (!mixes) {
                tiles.add(new Tile(
                        sample.image(),
                        sample.label() == Label.FAKE ? sample.mask() : null,
                        name,
                        sample.label().name().toLowerCase(Locale.ROOT)));
            }
        }
        return tiles;
    }

    /** The mixings of the first step, with the draws that the training makes. */
    private void addMixings(List<List<Sample>> batch, List<List<Tile>> rows) {
        List<Image> images = new ArrayList<>();
        double[] fakeShares = new double[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            Sample last = batch.get(i).get(batch.get(i).size() - 1);
            images.add(last.image());
            fakeShares[i] = last.label().index();
        }
        int number = 0;
        for (Augmentation augmentation : config.augment()) {
            BatchMixing mixing = augmentation.batchMixing();
            if (mixing != null) {
                Mix mix = mixing.draw(
                        batch.size(),
                        config.data().image().sidePixels(),
                        seeds.child("train").child("mix", 1L, 0).stream("mixing", number++));
                images = mixed(images, mix);
                fakeShares = shares(fakeShares, mix);
                String name = Components.nameOf(augmentation.getClass());
                for (int i = 0; i < rows.size(); i++) {
                    rows.get(i)
                            .add(new Tile(
                                    images.get(i),
                                    null,
                                    String.format(Locale.ROOT, "%s, own %.2f", name, mix.shares()[i]),
                                    String.format(Locale.ROOT, "fake %.2f", fakeShares[i])));
                }
            }
        }
    }

    private static double[] shares(double[] fake, Mix mix) {
        double[] mixed = new double[fake.length];
        for (int i = 0; i < fake.length; i++) {
            mixed[i] = mix.shares()[i] * fake[i] + (1 - mix.shares()[i]) * fake[mix.partners()[i]];
        }
        return mixed;
    }

    private static List<Image> mixed(List<Image> images, Mix mix) {
        List<Image> mixed = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Image own = images.get(i);
            Image partner = images.get(mix.partners()[i]);
            List<Window> windows = mix.windows();
            mixed.add(
                    windows == null ? blended(own, partner, mix.shares()[i]) : replaced(own, partner, windows.get(i)));
        }
        return mixed;
    }

    private static Image blended(Image own, Image partner, double share) {
        byte[] pixels = new byte[own.pixels().length];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] =
                    (byte) Math.round(share * (own.pixels()[p] & 0xff) + (1 - share) * (partner.pixels()[p] & 0xff));
        }
        return new Image(own.width(), own.height(), own.channels(), pixels);
    }

    private static Image replaced(Image own, Image partner, Window window) {
        byte[] pixels = own.pixels().clone();
        for (int row = window.top(); row < window.bottom(); row++) {
            int begin = (row * own.width() + window.left()) * own.channels();
            int length = (window.right() - window.left()) * own.channels();
            System.arraycopy(partner.pixels(), begin, pixels, begin, length);
        }
        return new Image(own.width(), own.height(), own.channels(), pixels);
    }
}
