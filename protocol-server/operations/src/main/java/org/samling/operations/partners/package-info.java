/** Operations on agreements about holds. */
@NullMarked
package org.samling.operations.partners;

import org.jspecify.annotations.NullMarked;
