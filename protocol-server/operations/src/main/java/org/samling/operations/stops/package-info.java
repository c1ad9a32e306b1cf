/** The stop switch: periods in which nothing falls due. */
@NullMarked
package org.samling.operations.stops;

import org.jspecify.annotations.NullMarked;
