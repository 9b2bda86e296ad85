package io.unmask.config;

/** A setting broke a rule of its record; {@link Check} throws it, the binder adds file, line and path. */
public final class CheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String found;
    private final String rule;

    CheckException(String setting, String found, String rule) {
        super(setting + ": " + rule + ", but was " + found);
        this.setting = setting;
        this.found = found;
        this.rule = rule;
    }

    /** The record component at fault, by its Java name. */
    public String setting() {
        return setting;
    }

    /** Its value, as text. */
    public String found() {
        return found;
    }

    /** The rule it broke: "must be above 0". */
    public String rule() {
        return rule;
    }
}
