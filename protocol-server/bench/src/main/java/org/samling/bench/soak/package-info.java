/** A server under every load for hours, and what is held against it. */
@NullMarked
package org.samling.bench.soak;

import org.jspecify.annotations.NullMarked;
