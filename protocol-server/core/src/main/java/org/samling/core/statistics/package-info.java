/**
 * Statistics: what was done, counted without whose it was, by definitions that do not change; and
 * the national series, which says who until it is delivered. Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.statistics;

import org.jspecify.annotations.NullMarked;
