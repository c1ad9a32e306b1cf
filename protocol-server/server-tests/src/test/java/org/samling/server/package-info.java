/** The server as a whole, from outside. */
@NullMarked
package org.samling.server;

import org.jspecify.annotations.NullMarked;
