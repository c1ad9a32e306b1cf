/**
 * Z39.50 on a connection. Knows nothing of what the APDUs say: that is {@link
 * org.samling.routes.z3950.Z3950Service}'s.
 */
@NullMarked
package org.samling.server.z3950;

import org.jspecify.annotations.NullMarked;
