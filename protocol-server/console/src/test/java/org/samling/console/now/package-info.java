/** Tests of this package. */
@NullMarked
package org.samling.console.now;

import org.jspecify.annotations.NullMarked;
