/**
 * The means of measurement: callers in a closed loop, child processes, rounds and their medians.
 */
@NullMarked
package org.samling.bench.measure;

import org.jspecify.annotations.NullMarked;
