/** Bulk lookups for a migration from another system into the store. */
@NullMarked
package org.samling.core.cutover;

import org.jspecify.annotations.NullMarked;
