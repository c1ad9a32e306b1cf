/** Stock counts: what stands on shelves is compared with what should (docs/stock.md). */
@NullMarked
package org.samling.operations.stock;

import org.jspecify.annotations.NullMarked;
