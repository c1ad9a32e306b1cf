/** Figures of the statistics, and counts of visits (docs/statistics.md). */
@NullMarked
package org.samling.operations.statistics;

import org.jspecify.annotations.NullMarked;
