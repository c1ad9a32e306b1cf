/** The busiest minute of all of a nation's libraries, with a failover in its middle. */
@NullMarked
package org.samling.bench.nation;

import org.jspecify.annotations.NullMarked;
