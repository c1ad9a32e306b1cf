/**
 * The collection: what comes into it, moves within it and leaves it, and counts of what stands on
 * its shelves (docs/stock.md).
 */
@NullMarked
package org.samling.operations.stock;

import org.jspecify.annotations.NullMarked;
