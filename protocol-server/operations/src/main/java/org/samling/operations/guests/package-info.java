/** Operations on guests, and on the agreements under which they come. */
@NullMarked
package org.samling.operations.guests;

import org.jspecify.annotations.NullMarked;
