/** Tests of this package. */
@NullMarked
package org.samling.console.trial;

import org.jspecify.annotations.NullMarked;
