/** The application: plans, runs and stores experiments, and the command line. */
@NullMarked
package io.unmask.experiments;

import org.jspecify.annotations.NullMarked;
