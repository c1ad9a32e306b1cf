/** Tests of this package. */
@NullMarked
package org.samling.z3950.pqf;

import org.jspecify.annotations.NullMarked;
