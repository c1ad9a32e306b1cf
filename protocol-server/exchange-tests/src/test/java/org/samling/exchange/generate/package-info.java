/** What generated libraries are like, on a real PostgreSQL. */
@NullMarked
package org.samling.exchange.generate;

import org.jspecify.annotations.NullMarked;
