/** Files of statistics: counts of visits, and deliveries to the national series. */
@NullMarked
package org.samling.server.statistics;

import org.jspecify.annotations.NullMarked;
