package io.unmask.experiments.run;

import io.unmask.config.BadInputException;
import io.unmask.config.Components;
import io.unmask.config.ConfigReader;
import io.unmask.experiments.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the settings of a trial that are to be run against those that its folder was made with. */
final class SettingsRecord {
    private static final int MOST_SHOWN = 5;

    private SettingsRecord() {}

    /**
     * Does nothing where the file is absent, or says the same: an older version of the program wrote no settings that it did
     * not have, and what a setting is by default is what was done before there was one.
     *
     * @throws BadInputException if the folder was made with other settings; the message shows the first differences
     */
    static void requireSame(Path trialYaml, String settings) {
        if (!Files.exists(trialYaml)) {
            return;
        }
        String before;
        try {
            before = Files.readString(trialYaml);
        } catch (IOException e) {
            throw new BadInputException(trialYaml + ": cannot be read (" + e.getMessage() + ")", e);
        }
        if (!before.equals(settings) && !asReadNow(trialYaml).equals(settings)) {
            throw new BadInputException(trialYaml.getParent() + " was made with other settings:\n"
                    + String.join(
                            "\n",
                            differences(
                                    before.lines().toList(), settings.lines().toList()))
                    + "\nResults of different settings are never mixed. Give the experiment another name, put the results"
                    + " elsewhere with --results DIR, or delete the folder.");
        }
    }

    private static String asReadNow(Path trialYaml) {
        try {
            var reader = new ConfigReader(Components.builtIn(), Map.of());
            return Plan.read(reader, trialYaml, List.of()).trials().get(0).yaml();
        } catch (BadInputException e) {
            return "";
        }
    }

    private static List<String> differences(List<String> before, List<String> now) {
        List<String> shown = new ArrayList<>();
        for (String line : before) {
            String text = "    there:  " + line.strip();
            if (!now.contains(line) && shown.size() < MOST_SHOWN && !shown.contains(text)) {
                shown.add(text);
            }
        }
        int there = shown.size();
        for (String line : now) {
            String text = "    now:    " + line.strip();
            if (!before.contains(line) && shown.size() < there + MOST_SHOWN && !shown.contains(text)) {
                shown.add(text);
            }
        }
        return shown;
    }
}
