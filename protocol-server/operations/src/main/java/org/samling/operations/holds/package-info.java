/** Holds of patrons, and the hold shelf of a branch (docs/circulation.md). */
@NullMarked
package org.samling.operations.holds;

import org.jspecify.annotations.NullMarked;
