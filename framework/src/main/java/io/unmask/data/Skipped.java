package io.unmask.data;

/**
 * Something a source has but does not give, with the reason: listed and counted in reports, since what is
 * left out moves numbers.
 *
 * @param what a file or video, as a user would look for it
 * @param rule name of the rule that left it out: "no_face"
 */
public record Skipped(String what, String rule) {}
