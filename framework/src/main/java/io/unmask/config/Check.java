package io.unmask.config;

import java.util.Objects;

/** Guards of records: a broken rule becomes a message at the line of the YAML that broke it. */
public final class Check {
    private Check() {}

    /**
     * Requires a rule to hold.
     *
     * @param holds whether it does
     * @param setting the record component at fault, by its Java name
     * @param found its value
     * @param rule the rest of the sentence: "must be above 0"
     * @throws CheckException if the rule is broken
     */
    public static void that(boolean holds, String setting, Object found, String rule) {
        if (!holds) {
            throw new CheckException(setting, Objects.toString(found), rule);
        }
    }
}
