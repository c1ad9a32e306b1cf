/** Transactions that machines carried out while they were offline (docs/offline.md). */
@NullMarked
package org.samling.operations.offline;

import org.jspecify.annotations.NullMarked;
