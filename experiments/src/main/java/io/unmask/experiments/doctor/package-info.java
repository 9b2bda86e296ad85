/** What the machine offers, and the cure for what is missing. */
@NullMarked
package io.unmask.experiments.doctor;

import org.jspecify.annotations.NullMarked;
