/**
 * The server: puts the store, the routes and the listeners together, and runs them. Everything may
 * be imported here, and nothing imports this.
 */
@NullMarked
package org.samling.server;

import org.jspecify.annotations.NullMarked;
