/** Tests of the package. */
@NullMarked
package org.samling.routes.cql;

import org.jspecify.annotations.NullMarked;
