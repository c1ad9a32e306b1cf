/** Tests of this package. */
@NullMarked
package org.samling.console.log;

import org.jspecify.annotations.NullMarked;
