/** Loans, returns and renewals, and corrections of them (docs/rest.md). */
@NullMarked
package org.samling.operations.loans;

import org.jspecify.annotations.NullMarked;
