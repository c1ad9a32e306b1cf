/** Tests of this package. */
@NullMarked
package org.samling.console.catalogue;

import org.jspecify.annotations.NullMarked;
