/**
 * The server: puts the store, the routes and the listeners together, and runs them. It may import
 * everything, and nothing imports it.
 */
@NullMarked
package org.samling.server;

import org.jspecify.annotations.NullMarked;
