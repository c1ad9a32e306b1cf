/** Files that go to a debtor system and come from it (docs/debt.md). */
@NullMarked
package org.samling.exchange.debt;

import org.jspecify.annotations.NullMarked;
