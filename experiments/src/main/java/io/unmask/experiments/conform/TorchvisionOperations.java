package io.unmask.experiments.conform;

import io.unmask.config.BadInputException;
import io.unmask.media.Affine;
import io.unmask.media.Arithmetic;
import io.unmask.media.Border;
import io.unmask.media.Box;
import io.unmask.media.ColourChanges;
import io.unmask.media.Crops;
import io.unmask.media.Filters;
import io.unmask.media.Interpolation;
import io.unmask.media.PointMap;
import io.unmask.media.Projective;
import io.unmask.media.Raster;
import io.unmask.media.Scaling;
import io.unmask.media.ToneCurves;
import io.unmask.media.Turn;
import io.unmask.media.Warps;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions of torchvision's {@code transforms.functional}, by name.
 *
 * @param image whole values 0..255
 * @param arithmetic whose rounding
 * @param nudgeX added to every column that is sampled
 * @param nudgeY added to every row that is sampled
 */
record TorchvisionOperations(Raster image, Arithmetic arithmetic, double nudgeX, double nudgeY) {
    /** Functions whose {@code interpolation} is the nearest pixel where they are not told. */
    private static final Set<String> NEAREST_BY_DEFAULT = Set.of("rotate", "affine");

    /** With nothing nudged. */
    TorchvisionOperations(Raster image, Arithmetic arithmetic) {
        this(image, arithmetic, 0, 0);
    }

    /**
     * The same operations sampled a little off, in four directions, where a function has a hard edge: a place on it
     * is inside or outside by the last bit of coefficients that the original solves for in float32.
     */
    List<TorchvisionOperations> nudged(String function, double pixels) {
        if (arithmetic != Arithmetic.PIL
                || !Set.of("rotate", "affine", "perspective").contains(function)) {
            return List.of();
        }
        return List.of(
                new TorchvisionOperations(image, arithmetic, pixels, pixels),
                new TorchvisionOperations(image, arithmetic, pixels, -pixels),
                new TorchvisionOperations(image, arithmetic, -pixels, pixels),
                new TorchvisionOperations(image, arithmetic, -pixels, -pixels));
    }

    /** Whether a function copies pixels by a coordinate that may fall on either side of a tie. */
    static boolean isNearest(String function, Arguments arguments) {
        return switch (function) {
            case "rotate", "affine", "perspective", "resize", "resized_crop" ->
                interpolation(function, arguments) == Interpolation.NEAREST;
            default -> false;
        };
    }

    Raster call(String function, Arguments arguments) {
        return switch (function) {
            case "adjust_brightness" ->
                ColourChanges.brightness(image, arguments.number("brightness_factor", 1), arithmetic);
            case "adjust_contrast" -> ColourChanges.contrast(image, arguments.number("contrast_factor", 1), arithmetic);
            case "adjust_saturation" ->
                ColourChanges.saturation(image, arguments.number("saturation_factor", 1), arithmetic);
            case "adjust_hue" -> ColourChanges.hue(image, arguments.number("hue_factor", 0), arithmetic);
            case "adjust_sharpness" -> Filters.sharpness(image, arguments.number("sharpness_factor", 1), arithmetic);
            case "adjust_gamma" ->
                ToneCurves.gamma(image, arguments.number("gamma", 1), arguments.number("gain", 1), arithmetic);
            case "autocontrast" -> ToneCurves.autoContrast(image, arithmetic);
            case "equalize" -> ToneCurves.equalize(image);
            case "invert" -> ToneCurves.invert(image, arithmetic);
            case "posterize" -> ToneCurves.posterize(image, arguments.integer("bits", 8));
            case "solarize" -> ToneCurves.solarize(image, arguments.number("threshold", 256), arithmetic);
            case "rgb_to_grayscale", "to_grayscale" -> grey(arguments.integer("num_output_channels", 1));
            case "gaussian_blur" -> blurred(arguments.numbers("kernel_size"), arguments.numbers("sigma"));
            default -> moved(function, arguments);
        };
    }

    private Raster moved(String function, Arguments arguments) {
        return switch (function) {
            case "hflip" -> Raster.of(Crops.flip(image.toImage()));
            case "vflip" -> Raster.of(Crops.flipUpsideDown(image.toImage()));
            case "pad" -> padded(arguments);
            case "crop" -> window(image, box(arguments));
            case "center_crop" -> centreCropped(arguments.numbers("output_size"));
            case "resize" -> resized(image, function, arguments);
            case "resized_crop" -> resized(window(image, box(arguments)), function, arguments);
            case "rotate" -> rotated(arguments);
            case "affine" -> sheared(arguments);
            case "perspective" -> seenFromElsewhere(arguments);
            default ->
                throw new BadInputException("the function " + function + " of torchvision has no counterpart here");
        };
    }

    private Raster grey(int channels) {
        Raster grey = ColourChanges.grey(image, arithmetic);
        if (channels == 3) {
            return grey;
        }
        float[] values = new float[image.width() * image.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = grey.values()[3 * i];
        }
        return new Raster(image.width(), image.height(), 1, values);
    }

    private Raster blurred(double[] kernel, double[] sigma) {
        int width = (int) kernel[0];
        int height = (int) kernel[kernel.length - 1];
        double sigmaX = sigma.length == 0 ? sigmaOf(width) : sigma[0];
        double sigmaY = sigma.length == 0 ? sigmaOf(height) : sigma[sigma.length - 1];
        return Filters.gaussianBlur(image, width, height, sigmaX, sigmaY, arithmetic);
    }

    private static double sigmaOf(int side) {
        return 0.3 * ((side - 1) * 0.5 - 1) + 0.8;
    }

    private Raster padded(Arguments arguments) {
        double[] given = arguments.numbers("padding");
        int left = (int) given[0];
        int top = (int) given[given.length == 1 ? 0 : 1];
        int right = given.length == 4 ? (int) given[2] : left;
        int bottom = given.length == 4 ? (int) given[3] : top;
        Border border = switch (arguments.text("padding_mode", "constant")) {
            case "constant" -> Border.BLACK;
            case "edge" -> Border.REPLICATE;
            case "reflect" -> Border.REFLECT;
            case "symmetric" -> Border.SYMMETRIC;
            default -> throw new BadInputException("padding_mode " + arguments.text("padding_mode", ""));
        };
        Box box = new Box(-left, -top, image.width() + left + right, image.height() + top + bottom);
        double[] fill = arguments.numbers("fill");
        byte[] bytes = new byte[fill.length == 0 ? 0 : image.channels()];
        for (int c = 0; c < bytes.length; c++) {
            bytes[c] = (byte) fill[Math.min(c, fill.length - 1)];
        }
        return Raster.of(Crops.window(image.toImage(), box, border, bytes));
    }

    private Raster centreCropped(double[] size) {
        int height = (int) size[0];
        int width = (int) size[size.length - 1];
        return window(image, Crops.centred(image.width(), image.height(), width, height));
    }

    private static Box box(Arguments arguments) {
        return new Box(
                arguments.integer("left", 0),
                arguments.integer("top", 0),
                arguments.integer("width", 0),
                arguments.integer("height", 0));
    }

    private static Raster window(Raster from, Box box) {
        return Raster.of(Crops.window(from.toImage(), box, Border.BLACK));
    }

    private Raster resized(Raster from, String function, Arguments arguments) {
        double[] size = arguments.numbers("size");
        int height = (int) size[0];
        int width = (int) size[size.length - 1];
        if (size.length == 1) {
            // One number is the shorter side.
            boolean upright = from.width() <= from.height();
            int longer = Math.max(from.width(), from.height());
            int other = (int) (size[0] * longer / Math.min(from.width(), from.height()));
            int limit = arguments.integer("max_size", Integer.MAX_VALUE);
            int shorter = other > limit ? (int) ((double) limit * size[0] / other) : (int) size[0];
            other = Math.min(limit, other);
            width = upright ? shorter : other;
            height = upright ? other : shorter;
        }
        boolean antialias = arguments.flag("antialias", arithmetic == Arithmetic.PIL);
        if (width == from.width() && height == from.height()) {
            return from;
        }
        return Scaling.resize(from, width, height, interpolation(function, arguments), antialias, arithmetic);
    }

    private Raster rotated(Arguments arguments) {
        double[] centre = arguments.numbers("center");
        Turn turn = Turn.of(
                image.width(),
                image.height(),
                arguments.number("angle", 0),
                centre.length == 0 ? null : centre,
                arguments.flag("expand", false),
                arithmetic);
        Interpolation how = interpolation("rotate", arguments);
        return warped(turn.source(), turn.width(), turn.height(), how, fill(arguments));
    }

    private Raster sheared(Arguments arguments) {
        double[] centre = arguments.numbers("center");
        double[] shear = arguments.numbers("shear");
        double[] shift = arguments.numbers("translate");
        double x = (centre.length == 0 ? image.width() / 2.0 : centre[0]) - 0.5;
        double y = (centre.length == 0 ? image.height() / 2.0 : centre[1]) - 0.5;
        double angle = arguments.number("angle", 0);
        double scale = arguments.number("scale", 1);
        Affine forward = Affine.sheared(
                        x, y, angle, scale, shear.length > 0 ? shear[0] : 0, shear.length > 1 ? shear[1] : 0)
                .then(Affine.translation(shift[0], shift[1]));
        Interpolation how = interpolation("affine", arguments);
        return warped(forward.inverse(), image.width(), image.height(), how, fill(arguments));
    }

    private Raster seenFromElsewhere(Arguments arguments) {
        // The corners are given from the picture's upper left corner, half a pixel from the first centre.
        double[] start = Arrays.stream(arguments.numbers("startpoints"))
                .map(v -> v - 0.5)
                .toArray();
        double[] end =
                Arrays.stream(arguments.numbers("endpoints")).map(v -> v - 0.5).toArray();
        Interpolation how = interpolation("perspective", arguments);
        Projective source = Projective.between(end, start);
        return warped(source, image.width(), image.height(), how, fill(arguments));
    }

    private Raster warped(PointMap source, int width, int height, Interpolation how, float @Nullable [] fill) {
        PointMap nudged = new PointMap() {
            @Override
            public double x(double x, double y) {
                return source.x(x, y) + nudgeX;
            }

            @Override
            public double y(double x, double y) {
                return source.y(x, y) + nudgeY;
            }
        };
        return Warps.warp(image, nudged, width, height, how, fill, arithmetic);
    }

    private float @Nullable [] fill(Arguments arguments) {
        double[] given = arguments.numbers("fill");
        if (given.length == 0) {
            return null;
        }
        float[] fill = new float[image.channels()];
        for (int c = 0; c < fill.length; c++) {
            fill[c] = (float) given[Math.min(c, given.length - 1)];
        }
        return fill;
    }

    private static Interpolation interpolation(String function, Arguments arguments) {
        String name = arguments.text("interpolation", NEAREST_BY_DEFAULT.contains(function) ? "nearest" : "bilinear");
        return switch (name) {
            case "nearest" -> Interpolation.NEAREST;
            case "bilinear" -> Interpolation.LINEAR;
            case "bicubic" -> Interpolation.CUBIC;
            default -> throw new BadInputException("the interpolation " + name + " has no counterpart here");
        };
    }
}
