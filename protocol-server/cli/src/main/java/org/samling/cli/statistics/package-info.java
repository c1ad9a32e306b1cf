/** Figures for the national statistics and for a library itself. */
@NullMarked
package org.samling.cli.statistics;

import org.jspecify.annotations.NullMarked;
