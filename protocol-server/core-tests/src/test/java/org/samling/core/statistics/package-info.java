/** Tests of statistics. */
@NullMarked
package org.samling.core.statistics;

import org.jspecify.annotations.NullMarked;
