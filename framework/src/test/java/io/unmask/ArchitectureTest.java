package io.unmask;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.unmask.model.nn.Constant;
import java.util.List;

/** The shape of the framework: each package knows those before it in the flow, never those after. */
@AnalyzeClasses(packages = "io.unmask", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<String> FLOW = List.of(
            "random",
            "config",
            "files",
            "cluster",
            "media",
            "data",
            "augment",
            "model",
            "weights",
            "face",
            "train",
            "evaluate",
            "report");

    @ArchTest
    static final ArchRule packagesKnowOnlyThoseBeforeThem = flow();

    @ArchTest
    static final ArchRule noCyclesBetweenPackages =
            slices().matching("io.unmask.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule mathematicsAndTextDoNotNeedATensorLibrary = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.unmask.random..",
                    "io.unmask.config..",
                    "io.unmask.files..",
                    "io.unmask.cluster..",
                    "io.unmask.media..",
                    "io.unmask.data..",
                    "io.unmask.augment..",
                    "io.unmask.evaluate..",
                    "io.unmask.report..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule noDrawersForOddsAndEnds = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper");

    /** Such numbers may be gone when the backward pass reads them: see {@link Constant}. In these, no gradient flows. */
    @ArchTest
    static final ArchRule numbersThatGradientsNeedAreConstants = noClasses()
            .that()
            .resideInAPackage("io.unmask.model..")
            .and()
            .doNotHaveSimpleName("Agda")
            .and()
            .doNotHaveSimpleName("BatchNorm")
            .and()
            .doNotHaveSimpleName("GradCam")
            .should()
            .callMethod(NDArray.class, "mul", Number.class)
            .orShould()
            .callMethod(NDArray.class, "div", Number.class)
            .orShould()
            .callMethod(NDArray.class, "pow", Number.class)
            .orShould()
            .callMethod(NDArray.class, "maximum", Number.class)
            .orShould()
            .callMethod(NDArray.class, "minimum", Number.class);

    private static LayeredArchitecture flow() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : FLOW) {
            layers = layers.optionalLayer(name).definedBy("io.unmask." + name + "..");
        }
        for (int i = 0; i < FLOW.size() - 1; i++) {
            List<String> later = FLOW.subList(i + 1, FLOW.size());
            layers = layers.whereLayer(FLOW.get(i)).mayOnlyBeAccessedByLayers(later.toArray(String[]::new));
        }
        return layers.whereLayer(FLOW.get(FLOW.size() - 1)).mayNotBeAccessedByAnyLayer();
    }
}
