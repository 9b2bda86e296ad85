package io.unmask.model.detector;

import ai.djl.ndarray.NDArray;
import io.unmask.config.BadInputException;
import io.unmask.config.Nearest;
import io.unmask.model.InputShape;
import io.unmask.model.Inputs;
import io.unmask.model.Prediction;
import io.unmask.model.Targets;
import io.unmask.model.backbone.BackboneNet;
import io.unmask.model.fusion.FusionNet;
import io.unmask.model.loss.Loss;
import io.unmask.model.nn.Pass;
import io.unmask.model.stream.StreamNet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network of {@link TwoStream}. Tensors: {@code first.*} and {@code second.*} of the backbones, {@code
 * first_stream.*} and {@code second_stream.*} of what they see, {@code fusion.0.*} …, {@code head.*}. Taps carry the
 * prefix of their stream.
 */
final class TwoStreamNet extends DetectorNet {
    private static final int CLASSES = 2;

    private final TwoStream.Head headKind;
    private final Loss loss;
    private final StreamNet firstStream;
    private final StreamNet secondStream;
    private final BackboneNet first;
    private final BackboneNet second;
    private final List<BackboneNet.Stage> firstStages;
    private final List<BackboneNet.Stage> secondStages;
    private final List<Joint> joints = new ArrayList<>();
    private final @Nullable PooledHead head;

    /**
     * A fusion between stages.
     *
     * @param afterFirst index of the first stream's stage before it
     * @param afterSecond index of the second stream's stage before it
     */
    private record Joint(int afterFirst, int afterSecond, FusionNet fusion) {}

    TwoStreamNet(TwoStream settings, int sidePixels) {
        headKind = settings.head();
        loss = settings.loss();
        InputShape picture = InputShape.rgb(sidePixels);
        firstStream = settings.first().build(picture);
        secondStream = settings.second().build(picture);
        first = child("first", settings.backbone().build(CLASSES, firstStream.output()));
        var secondBackbone = settings.secondBackbone() == null ? settings.backbone() : settings.secondBackbone();
        second = child("second", secondBackbone.build(CLASSES, secondStream.output()));
        child("first_stream", firstStream);
        child("second_stream", secondStream);
        firstStages = first.stages();
        secondStages = settings.sharedFrom() == null ? second.stages() : shared(settings.sharedFrom());
        Lane firstLane = new Lane(firstStages);
        Lane secondLane = new Lane(secondStages);
        fuse(settings.fusion(), firstLane, secondLane);
        head = head(settings, firstLane.channels, secondLane.channels);
    }

    private List<BackboneNet.Stage> shared(String tap) {
        List<BackboneNet.Stage> own = second.stages();
        int begin = index(firstStages, tap, "shared_from");
        if (begin != index(own, tap, "shared_from") || !alikeUpTo(begin, own)) {
            throw new BadInputException("two_stream: shared_from: " + tap
                    + ": both streams must have the same backbone and, before it, maps of the same channels");
        }
        List<BackboneNet.Stage> stages = new ArrayList<>(own.subList(0, begin));
        stages.addAll(firstStages.subList(begin, firstStages.size()));
        return stages;
    }

    private boolean alikeUpTo(int end, List<BackboneNet.Stage> own) {
        if (end == 0) {
            return firstStream.output().equals(secondStream.output());
        }
        return firstStages.get(end - 1).channels() == own.get(end - 1).channels();
    }

    /** Builds the fusions in their order and takes both lanes to their ends. */
    private void fuse(List<FusionAt> fusions, Lane firstLane, Lane secondLane) {
        for (FusionAt each : fusions) {
            String place = "fusion." + joints.size();
            int i = index(firstStages, each.at(), place + ".at");
            int j = index(secondStages, each.secondTap(), place + (each.atSecond() == null ? ".at" : ".at_second"));
            firstLane.advance(i, place);
            secondLane.advance(j, place);
            FusionNet net = child(place, each.fusion().build(firstLane.channels, secondLane.channels));
            firstLane.channels = net.firstChannels();
            secondLane.channels = net.secondChannels();
            joints.add(new Joint(i, j, net));
        }
        firstLane.advance(firstStages.size() - 1, "");
        secondLane.advance(secondStages.size() - 1, "");
    }

    /** How far a stream has come while the network is put together, and the channels of its map there. */
    private static final class Lane {
        private final List<BackboneNet.Stage> stages;
        private int after = -1;
        private int channels;

        Lane(List<BackboneNet.Stage> stages) {
            this.stages = stages;
        }

        void advance(int index, String place) {
            if (index < after) {
                throw new BadInputException("two_stream: " + place + ": fusions must stand in the order of their taps, "
                        + "but " + stages.get(index).tap() + " comes before "
                        + stages.get(after).tap());
            }
            if (index == after) {
                return;
            }
            // A stage takes what the stage before it gave, so only the end may have other channels.
            if (after >= 0 && channels != stages.get(after).channels()) {
                throw new BadInputException("two_stream: the fusion after "
                        + stages.get(after).tap() + " makes " + channels + " channels, but "
                        + stages.get(after + 1).tap() + " takes "
                        + stages.get(after).channels() + "; set the fusion's outputs to that, or fuse after "
                        + last(stages).tap());
            }
            after = index;
            channels = stages.get(index).channels();
        }
    }

    private @Nullable PooledHead head(TwoStream settings, int firstChannels, int secondChannels) {
        TwoStream.Head kind = settings.head();
        boolean joinedAtEnd = !joints.isEmpty() && joints.get(joints.size() - 1).afterFirst == firstStages.size() - 1;
        if (kind == TwoStream.Head.JOINED && !joinedAtEnd) {
            throw new BadInputException("two_stream: head: joined needs a fusion after the last tap, "
                    + last(firstStages).tap() + "; add one, or take first, second or concat");
        }
        if (kind == TwoStream.Head.CONCAT) {
            return child("head", new PooledHead(List.of(firstChannels, secondChannels), settings.dropout(), CLASSES));
        }
        if (kind == TwoStream.Head.JOINED) {
            return child("head", new PooledHead(List.of(firstChannels), settings.dropout(), CLASSES));
        }
        boolean isFirst = kind == TwoStream.Head.FIRST;
        int takes = last(isFirst ? first.stages() : second.stages()).channels();
        int gets = isFirst ? firstChannels : secondChannels;
        if (takes != gets) {
            throw new BadInputException("two_stream: head: the backbone's own head takes " + takes
                    + " channels, but the last fusion makes " + gets + "; take joined or concat");
        }
        return null;
    }

    private static BackboneNet.Stage last(List<BackboneNet.Stage> stages) {
        return stages.get(stages.size() - 1);
    }

    private static int index(List<BackboneNet.Stage> stages, String tap, String setting) {
        List<String> taps = stages.stream().map(BackboneNet.Stage::tap).toList();
        int index = taps.indexOf(tap);
        if (index < 0) {
            String nearest = Nearest.to(tap, taps);
            throw new BadInputException("two_stream: " + setting + ": no tap \"" + tap + "\""
                    + (nearest == null ? "" : "; did you mean \"" + nearest + "\"?") + " Known taps: "
                    + String.join(", ", taps));
        }
        return index;
    }

    @Override
    public int featureLength() {
        return head == null ? (headKind == TwoStream.Head.FIRST ? first : second).lastChannels() : head.inputs();
    }

    @Override
    public Prediction forward(Inputs inputs, Pass pass) {
        Pass firstPass = pass.under("first.");
        Pass secondPass = pass.under("second.");
        NDArray x = firstStream.forward(inputs, firstPass);
        NDArray y = secondStream.forward(inputs, secondPass);
        int i = 0;
        int j = 0;
        for (Joint joint : joints) {
            x = run(firstStages.subList(i, joint.afterFirst + 1), x, firstPass);
            y = run(secondStages.subList(j, joint.afterSecond + 1), y, secondPass);
            FusionNet.Pair fused = joint.fusion.forward(x, y, pass);
            x = fused.first();
            y = fused.second();
            i = joint.afterFirst + 1;
            j = joint.afterSecond + 1;
        }
        x = run(firstStages.subList(i, firstStages.size()), x, firstPass);
        y = run(secondStages.subList(j, secondStages.size()), y, secondPass);
        return scores(x, y, pass);
    }

    private static NDArray run(List<BackboneNet.Stage> stages, NDArray x, Pass pass) {
        NDArray y = x;
        for (BackboneNet.Stage stage : stages) {
            y = stage.run(y, pass);
        }
        return y;
    }

    private Prediction scores(NDArray x, NDArray y, Pass pass) {
        if (head == null) {
            boolean isFirst = headKind == TwoStream.Head.FIRST;
            NDArray map = isFirst ? x : y;
            NDArray logits = (isFirst ? first : second).head(map, pass);
            return new Prediction(logits).with(Prediction.FEATURES, PooledHead.pooled(map));
        }
        List<NDArray> maps = headKind == TwoStream.Head.JOINED ? List.of(x) : List.of(x, y);
        NDArray features = head.features(maps, pass);
        return new Prediction(head.scores(features, pass)).with(Prediction.FEATURES, features);
    }

    @Override
    public NDArray loss(Prediction prediction, Targets targets) {
        return loss.of(prediction, targets);
    }
}
