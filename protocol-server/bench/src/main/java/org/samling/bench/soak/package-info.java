/** A server under mixed load for hours, and the checks on it. */
@NullMarked
package org.samling.bench.soak;

import org.jspecify.annotations.NullMarked;
