/**
 * The day's work: what waits at a branch, and the lists from which it is done. A list is declared
 * ({@link DeskList}) by the operation that it shows and those that its rows lead to; filters,
 * columns, pages, CSV and actions follow from these.
 */
@NullMarked
package org.samling.console.today;

import org.jspecify.annotations.NullMarked;
