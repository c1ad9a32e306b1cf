/** What is known of a Z39.50 connection, without a socket. */
@NullMarked
package org.samling.routes.z3950;

import org.jspecify.annotations.NullMarked;
