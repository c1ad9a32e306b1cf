/** Conversion between formats, by tables that people can read. */
@NullMarked
package org.samling.marc.mapping;

import org.jspecify.annotations.NullMarked;
