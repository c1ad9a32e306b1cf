/** Fees: charged, paid, reduced, written off, and entered in the ledger. */
@NullMarked
package org.samling.core.circulation.fees;

import org.jspecify.annotations.NullMarked;
