/** From one YAML file to the trials that it asks for: an experiment, its sweep, its trials. */
@NullMarked
package io.unmask.experiments.plan;

import org.jspecify.annotations.NullMarked;
