/** Files of scores to tables and plots; {@link io.unmask.report.ReportWriter} is the entrance. */
@NullMarked
package io.unmask.report;

import org.jspecify.annotations.NullMarked;
