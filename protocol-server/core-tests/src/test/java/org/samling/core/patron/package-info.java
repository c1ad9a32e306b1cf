/** Decisions, without a store. */
@NullMarked
package org.samling.core.patron;

import org.jspecify.annotations.NullMarked;
