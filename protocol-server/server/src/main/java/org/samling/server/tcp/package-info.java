/**
 * TCP listeners, the same for every protocol with connections of its own: sockets, limits and
 * order. An event loop splits the bytes into frames; each connection's own virtual thread answers
 * them one after another. A {@link org.samling.server.tcp.Conversation} interprets them.
 */
@NullMarked
package org.samling.server.tcp;

import org.jspecify.annotations.NullMarked;
