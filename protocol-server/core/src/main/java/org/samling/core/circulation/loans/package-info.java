/** Loans: made, renewed, recalled, returned, also of sets. */
@NullMarked
package org.samling.core.circulation.loans;

import org.jspecify.annotations.NullMarked;
