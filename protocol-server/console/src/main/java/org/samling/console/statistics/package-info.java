/** Statistics: sums by branch, material group and more, as a plot, a table and a file. */
@NullMarked
package org.samling.console.statistics;

import org.jspecify.annotations.NullMarked;
