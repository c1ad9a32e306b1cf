/**
 * Z39.50: searches of other libraries become queries to the index, and what is found becomes
 * records in the syntax asked for. {@link org.samling.routes.z3950.Z3950Service} is the way in.
 */
@NullMarked
package org.samling.routes.z3950;

import org.jspecify.annotations.NullMarked;
