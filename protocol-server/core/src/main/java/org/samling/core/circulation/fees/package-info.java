/** Fees: charged, paid, forgiven, and booked into the ledger. */
@NullMarked
package org.samling.core.circulation.fees;

import org.jspecify.annotations.NullMarked;
