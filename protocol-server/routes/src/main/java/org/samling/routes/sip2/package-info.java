/**
 * SIP2: requests of kiosks, sorters and doors become commands and questions, and what comes of them
 * the standard's replies. {@link org.samling.routes.sip2.Sip2Service} is the way in.
 */
@NullMarked
package org.samling.routes.sip2;

import org.jspecify.annotations.NullMarked;
