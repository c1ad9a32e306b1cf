/** Decisions, without a store. */
@NullMarked
package org.samling.core.circulation;

import org.jspecify.annotations.NullMarked;
