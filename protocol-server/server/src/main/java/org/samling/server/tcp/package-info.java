/**
 * Listening on TCP, the same for every protocol that has a connection of its own: sockets, limits
 * and order. An event loop cuts frames; each connection's own virtual thread answers them one after
 * another. What the bytes mean is the business of a {@link org.samling.server.tcp.Conversation}.
 */
@NullMarked
package org.samling.server.tcp;

import org.jspecify.annotations.NullMarked;
