/**
 * Statistics: anonymous counts of events, by definitions that do not change; and the national
 * series, which is personal until it is delivered. Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.statistics;

import org.jspecify.annotations.NullMarked;
