/**
 * What staff and programs maintain: patrons, items, branches, accounts, payments. Each class
 * implements a port of the core.
 */
@NullMarked
package org.samling.postgres.registers;

import org.jspecify.annotations.NullMarked;
