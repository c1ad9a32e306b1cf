/** Tests of this package. */
@NullMarked
package org.samling.console.statistics;

import org.jspecify.annotations.NullMarked;
