/** What was done, as sums: by branch, material and more, as a plot, a table and a file. */
@NullMarked
package org.samling.console.statistics;

import org.jspecify.annotations.NullMarked;
