/** Tests of the package. */
@NullMarked
package org.samling.sru;

import org.jspecify.annotations.NullMarked;
