/** Subscriptions of periodicals, and issues that are expected, come or are late (docs/stock.md). */
@NullMarked
package org.samling.operations.periodicals;

import org.jspecify.annotations.NullMarked;
