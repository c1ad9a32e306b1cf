/** Queries in CCL, each with what it becomes. */
@NullMarked
package org.samling.z3950.ccl;

import org.jspecify.annotations.NullMarked;
