/** Tests of this package. */
@NullMarked
package org.samling.console.ill;

import org.jspecify.annotations.NullMarked;
