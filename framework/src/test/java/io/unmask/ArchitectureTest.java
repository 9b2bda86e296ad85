package io.unmask;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import io.unmask.model.nn.Constant;
import java.util.List;
import java.util.stream.IntStream;

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

    /** So there are no cycles either. */
    @ArchTest
    static final ArchRule packagesKnowOnlyThoseBeforeThem = CompositeArchRule.of(IntStream.range(0, FLOW.size() - 1)
            .mapToObj(ArchitectureTest::knowsNoLater)
            .toList());

    @ArchTest
    static final ArchRule everyPackageHasItsPlace =
            classes().that().doNotHaveSimpleName("package-info").should().resideInAnyPackage(packages(FLOW));

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

    private static ArchRule knowsNoLater(int place) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages(FLOW.subList(place, place + 1)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(FLOW.subList(place + 1, FLOW.size())));
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> "io.unmask." + name + "..").toArray(String[]::new);
    }
}
