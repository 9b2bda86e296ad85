/** What a data set holds, as text and as a page. */
@NullMarked
package io.unmask.report.data;

import org.jspecify.annotations.NullMarked;
