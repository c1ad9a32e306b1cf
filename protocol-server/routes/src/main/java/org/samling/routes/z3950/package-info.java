/**
 * Z39.50: turns searches by other libraries into queries to the index, and the results into records
 * in the requested syntax. {@link org.samling.routes.z3950.Z3950Service} is the entry point.
 */
@NullMarked
package org.samling.routes.z3950;

import org.jspecify.annotations.NullMarked;
