package io.unmask.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportPageTest {
    private static final String NO_PLOTS = "left out";

    @TempDir
    Path folder;

    private String page(int variants, int seeds, int frames, String... methods) throws IOException {
        ExperimentResults results =
                SamplePage.write(folder.resolve("trials"), variants, seeds, frames, List.of(methods));
        return page(results);
    }

    private String page(ExperimentResults results) throws IOException {
        ReportWriter.write(folder.resolve("out"), results, NO_PLOTS);
        return Files.readString(folder.resolve("out/report.html"));
    }

    private static List<String> all(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** Without the style sheet. */
    private static String body(String page) {
        return page.substring(page.indexOf("<body>"));
    }

    @Test
    void thePage_isWellFormed_andHasEverySection() throws Exception {
        String page = page(2, 2, 3, "DF", "F2F");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
        assertEquals(13, document.getElementsByTagName("section").getLength());
        assertEquals(
                List.of(
                        "Warnings",
                        "Question",
                        "Results",
                        "Differences",
                        "Curves",
                        "By compression and method",
                        "Training",
                        "Calibration",
                        "Decisions",
                        "Scores",
                        "Worst mistakes",
                        "Protocol",
                        "Provenance"),
                all("<h2 [^>]*>([^<]*)</h2>", page));
        assertFalse(page.contains("Nothing to show"), "an empty section");
        assertFalse(body(page).contains("NaN"), "NaN in the page");
    }

    @Test
    void thePage_needsNothingButItself() throws IOException {
        String page = page(2, 1, 1, "blend");
        assertFalse(page.contains("http://") || page.contains("https://"), "a reference to the network");
        assertFalse(page.contains("<script") || page.contains("<link") || page.contains("url("), "something loaded");
        for (String source : all("(?:src|href)=\"([^\"]*)\"", page)) {
            assertTrue(source.startsWith("#") || source.startsWith("data:image/jpeg;base64,"), source);
        }
        List<String> ids = all(" id=\"([^\"]*)\"", page);
        assertEquals(ids.size(), ids.stream().distinct().count());
        assertTrue(ids.containsAll(all("href=\"#([^\"]*)\"", page)));
    }

    @Test
    void everyDrawing_hasItsTextAlternative_orStandsInATableThatHasTheNumbers() throws IOException {
        String page = page(2, 2, 1, "blend");
        for (String svg : all("<svg ([^>]*)>", page)) {
            assertTrue(svg.contains("aria-label=\"") || svg.contains("aria-hidden=\"true\""), svg);
        }
        assertEquals(
                all("(<img )", page).size(), all("(<img alt=\"[^\"]+\")", page).size());
    }

    @Test
    void theQuestion_isTheDifferenceOfTheSettings() throws IOException {
        String page = page(2, 1, 1, "blend");
        assertTrue(page.contains("What does one change to “full” do?"), "the question");
        assertTrue(page.contains("<code>model.<wbr/>two_stream.<wbr/>fusion</code>"), "the key");
        assertTrue(page.contains("<del><code>[{at: layer1, fusion: cmce}]</code></del>"), "the baseline's value");
        assertTrue(page.contains("<ins><code>[]</code></ins>"), "the variant's value");
        assertFalse(page.contains("<code>data.<wbr/>compression"), "levels are no variants");
    }

    @Test
    void everythingThatShouldBeKnown_isInTheWarnings() throws IOException {
        String page = page(2, 1, 1, "blend");
        List<String> warnings = all("<li><strong>([^<]*</strong>[^<]*)", page);
        String all = String.join("\n", warnings);
        assertTrue(all.contains("Trials</strong>: Admitted by data.allow_overlap: train and test share 2 people"), all);
        assertTrue(all.contains("Oracle selection</strong>: the test set portraits is the validation set"), all);
        assertTrue(all.contains("Left out</strong>: 3 by the rule no_face"), all);
        assertTrue(all.contains("Left out</strong>: pictures that cannot be read are skipped"), all);
        assertTrue(all.contains("different versions of the program: c0ffee, decaf"), all);
        assertTrue(all.contains("Seeds</strong>: one seed a cell"), all);
    }

    @Test
    void mistakes_areShownWithTheirScores_andTheirNamesEscaped() throws IOException {
        String page = page(1, 2, 1, "blend");
        // Three levels, the first seed of each, four pictures.
        assertEquals(12, all("(<img )", page).size());
        assertTrue(page.contains("<strong>Fake, scored 0.010</strong><br/>"), "the score");
        assertTrue(page.contains("blend, &lt;1&gt;, frame 7"), "the name");
    }

    @Test
    void withoutPicturesAndFiles_thePageSaysSo() throws IOException {
        ExperimentResults plain = SampleExperiment.write(folder.resolve("plain"), 1, 1, 1, List.of("blend"));
        String page = page(
                new ExperimentResults(plain.name(), null, plain.trials(), plain.aggregate(), plain.caveats(), 50, 1));
        assertTrue(page.contains("No pictures are there"), "mistakes");
        assertTrue(page.contains("On portraits the AUC is between"), "the headline");
    }

    @Test
    void theProtocol_isOnePerLevel_andTimesAreLeftOut() throws IOException {
        String page = page(2, 2, 1, "blend");
        String protocol = page.substring(page.indexOf("<section id=\"protocol\""));
        assertEquals(
                3,
                all("<code>([0-9a-f]{64})</code>", protocol).stream().distinct().count());
        assertTrue(protocol.contains("made by lq"), "how a level was made");
        String main = Files.readString(folder.resolve("out/tables/main.md"));
        assertTrue(main.matches("(?s).*Protocol: RAW [0-9a-f]{12}, HQ [0-9a-f]{12}, LQ [0-9a-f]{12}\\..*"), main);
        assertFalse(page.contains("2020-02-02"), "a time");
    }

    @Test
    void noTrials_givePageThatSaysSo() throws IOException {
        String page = page(new ExperimentResults("e", null, List.of()));
        assertTrue(page.contains("No trial has finished yet."), page);
        assertTrue(page.contains("Nothing to show"), page);
    }
}
