/** Places where labelled clips come from: one file a source, and what several of them share. */
@NullMarked
package io.unmask.data.source;

import org.jspecify.annotations.NullMarked;
