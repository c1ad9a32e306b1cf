/** Fees of patrons, and what is paid or waived of them (docs/debt.md). */
@NullMarked
package org.samling.operations.fees;

import org.jspecify.annotations.NullMarked;
