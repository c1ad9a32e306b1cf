/** Tests of the package. */
@NullMarked
package org.samling.cql;

import org.jspecify.annotations.NullMarked;
