/** Tests of this package. */
@NullMarked
package org.samling.console.circulation;

import org.jspecify.annotations.NullMarked;
