/**
 * Debt beside the desk: claims that a debtor system collects, payments that are made online, and
 * statements. Every amount is the ledger's; what changes one is a {@link
 * org.samling.core.circulation.command.FeeCommand}. Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.debt;

import org.jspecify.annotations.NullMarked;
