package io.unmask.data.source;

import io.unmask.data.Clip;
import io.unmask.data.Compression;
import io.unmask.data.Label;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What DeepfakeBench calls a data set and its methods ({@code preprocessing/rearrange.py} and {@code label_dict} of
 * its configuration). Data sets that it does not have keep their own names.
 *
 * @param key name of the JSON file and of the folder
 * @param levels whether compression levels stand between split and video
 * @param real label of reals; null to make one from the key
 * @param fakes labels of fakes by method; the empty method stands for every other
 */
record BenchNames(String key, boolean levels, @Nullable String real, Map<String, String> fakes) {
    private static final String ANY = "";
    private static final Map<String, BenchNames> KNOWN = Map.of(
            "faceforensics",
            new BenchNames(
                    "FaceForensics++",
                    true,
                    "FF-real",
                    Map.of(
                            "Deepfakes", "FF-DF",
                            "Face2Face", "FF-F2F",
                            "FaceSwap", "FF-FS",
                            "NeuralTextures", "FF-NT",
                            "FaceShifter", "FF-FH")),
            "deepfakedetection",
            new BenchNames("DeepFakeDetection", true, "DFD_real", Map.of(ANY, "DFD_fake")),
            "celebdfv1",
            new BenchNames("Celeb-DF-v1", false, "CelebDFv1_real", Map.of(ANY, "CelebDFv1_fake")),
            "celebdfv2",
            new BenchNames("Celeb-DF-v2", false, "CelebDFv2_real", Map.of(ANY, "CelebDFv2_fake")),
            "dfdc",
            new BenchNames("DFDC", false, "DFDC_Real", Map.of(ANY, "DFDC_Fake")),
            "dfdcpreview",
            new BenchNames("DFDCP", false, "DFDCP_Real", Map.of("method_A", "DFDCP_FakeA", "method_B", "DFDCP_FakeB")),
            "deeperforensics",
            new BenchNames("DeeperForensics-1.0", false, "DF_real", Map.of(ANY, "DF_fake")),
            "uadfv",
            new BenchNames("UADFV", false, "UADFV_Real", Map.of(ANY, "UADFV_Fake")));

    /** The names of a data set by its key in Unmask, or by DeepfakeBench's own. */
    static BenchNames of(String dataset) {
        String plain =
                dataset.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").replaceFirst("10$", "");
        BenchNames known = KNOWN.get(plain.equals("dfdcp") ? "dfdcpreview" : plain);
        return known != null ? known : new BenchNames(dataset, false, null, Map.of());
    }

    /** The label of a clip; one of a method that DeepfakeBench does not have is made from key and method. */
    String label(Clip clip) {
        if (BenchLabels.isKnown(clip.method())) {
            return clip.method();
        }
        if (clip.label() == Label.REAL) {
            return real != null ? real : key + "_Real";
        }
        String fake = fakes.get(clip.method());
        String any = fake != null ? fake : fakes.get(ANY);
        return any != null ? any : key + "_" + clip.method();
    }

    /** The folder of a clip's frames or masks, below the folder of all data sets. */
    String folder(Clip clip, String kind) {
        String level = levels ? "/" + level(clip.compression()) : "";
        String part = clip.label() == Label.REAL ? "real" : clip.method();
        if (key.equals("FaceForensics++")) {
            part = clip.label() == Label.REAL ? "original_sequences/youtube" : "manipulated_sequences/" + part;
        }
        return key + "/" + part + level + "/" + kind + "/" + video(clip);
    }

    /** The name of a clip, which is one folder: DeepfakeBench groups frames by the folder that they are in. */
    static String video(Clip clip) {
        return clip.video().replace('/', '_');
    }

    /** What it calls a level. */
    static String level(Compression compression) {
        return compression == Compression.RAW ? "raw" : compression.code();
    }
}
