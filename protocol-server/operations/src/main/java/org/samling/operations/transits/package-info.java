/**
 * Items on their way between branches, and the crates that they travel in (docs/circulation.md).
 */
@NullMarked
package org.samling.operations.transits;

import org.jspecify.annotations.NullMarked;
