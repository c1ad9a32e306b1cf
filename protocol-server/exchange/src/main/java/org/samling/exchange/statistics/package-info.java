/** Files of statistics: visit counts, and deliveries to the national series. */
@NullMarked
package org.samling.exchange.statistics;

import org.jspecify.annotations.NullMarked;
