/**
 * Circulation: patrons with their loans, holds and fees; items and hold queues; explanations of
 * decisions; and the transactions of a desk. Shows only data of branches that the member sees.
 */
@NullMarked
package org.samling.console.circulation;

import org.jspecify.annotations.NullMarked;
