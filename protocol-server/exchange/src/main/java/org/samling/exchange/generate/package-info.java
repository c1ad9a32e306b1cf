/**
 * Generates whole libraries of any size for measurements and trials, with made-up people and
 * titles; the same seed gives the same library.
 */
@NullMarked
package org.samling.exchange.generate;

import org.jspecify.annotations.NullMarked;
