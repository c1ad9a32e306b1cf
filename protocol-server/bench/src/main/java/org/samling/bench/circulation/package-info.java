/** Loans, returns, renewals and holds in the core, and the history that they leave. */
@NullMarked
package org.samling.bench.circulation;

import org.jspecify.annotations.NullMarked;
