/** Files that go to a debtor system and come from it (docs/debt.md). */
@NullMarked
package org.samling.server.debt;

import org.jspecify.annotations.NullMarked;
