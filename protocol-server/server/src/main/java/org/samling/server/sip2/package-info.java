/**
 * The SIP2 listener: sockets, limits and order. An event loop cuts frames; each connection's own
 * virtual thread answers them one after another. Knows nothing of what the frames say: that is
 * {@link org.samling.routes.Sip2Service}'s.
 */
@NullMarked
package org.samling.server.sip2;

import org.jspecify.annotations.NullMarked;
