/**
 * What staff and programs keep: patrons, items, branches, accounts, payments, each by the port of
 * the core.
 */
@NullMarked
package org.samling.postgres.registers;

import org.jspecify.annotations.NullMarked;
