/** The SIP2 listener over real sockets. */
@NullMarked
package org.samling.server.sip2;

import org.jspecify.annotations.NullMarked;
