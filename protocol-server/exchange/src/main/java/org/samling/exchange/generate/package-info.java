/**
 * Makes whole libraries of any size to measure on and to try things out with: of made-up people and
 * titles, the same from the same seed.
 */
@NullMarked
package org.samling.exchange.generate;

import org.jspecify.annotations.NullMarked;
