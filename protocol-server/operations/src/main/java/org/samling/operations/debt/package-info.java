/**
 * Statements of account, payments that are made elsewhere, and claims that a debtor system collects
 * (docs/debt.md).
 */
@NullMarked
package org.samling.operations.debt;

import org.jspecify.annotations.NullMarked;
