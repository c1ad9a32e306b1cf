/** What generated libraries are like, on a real PostgreSQL. */
@NullMarked
package org.samling.server.bench.generate;

import org.jspecify.annotations.NullMarked;
