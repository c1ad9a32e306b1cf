/**
 * SIP2 on a connection. Knows nothing of what the frames say: that is {@link
 * org.samling.routes.sip2.Sip2Service}'s.
 */
@NullMarked
package org.samling.server.sip2;

import org.jspecify.annotations.NullMarked;
