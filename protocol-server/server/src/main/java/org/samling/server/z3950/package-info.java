/**
 * Z39.50 on a connection. Doesn't interpret the APDUs: {@link
 * org.samling.routes.z3950.Z3950Service} does.
 */
@NullMarked
package org.samling.server.z3950;

import org.jspecify.annotations.NullMarked;
