/**
 * Debt beside the desk: what a debtor system says, and payments that are made online, become the
 * ledger's own commands here.
 */
@NullMarked
package org.samling.routes.debt;

import org.jspecify.annotations.NullMarked;
