/**
 * Debt handled away from the desk: claims that a debtor system collects, online payments, and
 * statements. Every amount is the ledger's; the only thing that changes one is a {@link
 * org.samling.core.circulation.command.FeeCommand}. Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.debt;

import org.jspecify.annotations.NullMarked;
