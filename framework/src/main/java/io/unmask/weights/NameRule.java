package io.unmask.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a library's names of tensors follow from ours, but for what stands before all of them ({@code module.},
 * {@code backbone.}, …), which {@link Matching} finds by itself.
 *
 * @param title whose names they are
 * @param theirs our name to theirs
 */
record NameRule(String title, UnaryOperator<String> theirs) {
    /** DeepfakeBench keeps EfficientNet's tensors below this name. */
    private static final String WRAPPER = "efficientnet.";

    private static final Pattern TIMM_BLOCK = Pattern.compile("(?:^|.*\\.)blocks\\.(\\d+)\\.(\\d+)\\.(.+)");
    private static final Pattern OUR_BLOCK = Pattern.compile("_blocks\\.(\\d+)\\.([^.]+)\\.(.+)");

    /** In timm's blocks that widen first; see timm's models/_efficientnet_blocks.py. */
    private static final Map<String, String> WIDENING = Map.of(
            "_expand_conv", "conv_pw",
            "_bn0", "bn1",
            "_depthwise_conv", "conv_dw",
            "_bn1", "bn2",
            "_se_reduce", "se.conv_reduce",
            "_se_expand", "se.conv_expand",
            "_project_conv", "conv_pwl",
            "_bn2", "bn3");

    /** In those that do not. */
    private static final Map<String, String> PLAIN = Map.of(
            "_depthwise_conv", "conv_dw",
            "_bn1", "bn1",
            "_se_reduce", "se.conv_reduce",
            "_se_expand", "se.conv_expand",
            "_project_conv", "conv_pw",
            "_bn2", "bn2");

    private static final Map<String, String> AROUND = Map.of(
            "_conv_stem", "conv_stem", "_bn0", "bn1", "_conv_head", "conv_head", "_bn1", "bn2", "_fc", "classifier");

    /** The rules worth trying for a file with these names, the plainest first. */
    static List<NameRule> candidates(Collection<String> names) {
        List<NameRule> rules = new ArrayList<>();
        rules.add(new NameRule("the same names", UnaryOperator.identity()));
        rules.add(new NameRule("the same names", NameRule::unwrapped));
        List<Block> blocks = timmBlocks(names);
        if (!blocks.isEmpty()) {
            rules.add(new NameRule("timm's names", name -> timm(unwrapped(name), blocks)));
        }
        return rules;
    }

    private static String unwrapped(String name) {
        return name.startsWith(WRAPPER) ? name.substring(WRAPPER.length()) : name;
    }

    /** A block of timm's EfficientNet. */
    private record Block(int stage, int number, boolean widens) {}

    /** In the order in which the other libraries count them through. */
    private static List<Block> timmBlocks(Collection<String> names) {
        Map<Integer, Map<Integer, Boolean>> stages = new TreeMap<>();
        for (String name : names) {
            Matcher block = TIMM_BLOCK.matcher(name);
            if (block.matches()) {
                stages.computeIfAbsent(Integer.valueOf(block.group(1)), stage -> new TreeMap<>())
                        .merge(
                                Integer.valueOf(block.group(2)),
                                block.group(3).startsWith("conv_pwl"),
                                Boolean::logicalOr);
            }
        }
        List<Block> blocks = new ArrayList<>();
        stages.forEach(
                (stage, numbers) -> numbers.forEach((number, widens) -> blocks.add(new Block(stage, number, widens))));
        return blocks;
    }

    private static String timm(String ours, List<Block> blocks) {
        Matcher block = OUR_BLOCK.matcher(ours);
        if (block.matches() && Integer.parseInt(block.group(1)) < blocks.size()) {
            Block theirs = blocks.get(Integer.parseInt(block.group(1)));
            String layer = (theirs.widens ? WIDENING : PLAIN).getOrDefault(block.group(2), block.group(2));
            return "blocks." + theirs.stage + "." + theirs.number + "." + layer + "." + block.group(3);
        }
        int dot = ours.indexOf('.');
        return dot < 0
                ? ours
                : AROUND.getOrDefault(ours.substring(0, dot), ours.substring(0, dot)) + ours.substring(dot);
    }
}
