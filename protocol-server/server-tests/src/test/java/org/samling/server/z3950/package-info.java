/** Z39.50 on real sockets, asked by a real client. */
@NullMarked
package org.samling.server.z3950;

import org.jspecify.annotations.NullMarked;
