/**
 * SIP2 on a connection. Doesn't interpret the frames: {@link org.samling.routes.sip2.Sip2Service}
 * does.
 */
@NullMarked
package org.samling.server.sip2;

import org.jspecify.annotations.NullMarked;
