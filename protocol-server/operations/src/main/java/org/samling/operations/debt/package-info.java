/** Statements of account, and payments that are made elsewhere (docs/debt.md). */
@NullMarked
package org.samling.operations.debt;

import org.jspecify.annotations.NullMarked;
