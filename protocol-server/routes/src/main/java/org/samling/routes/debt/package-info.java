/**
 * Debt outside the desk: messages of a debtor system, and online payments, become commands to the
 * ledger here.
 */
@NullMarked
package org.samling.routes.debt;

import org.jspecify.annotations.NullMarked;
