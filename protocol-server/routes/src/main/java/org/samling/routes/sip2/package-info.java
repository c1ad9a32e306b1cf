/**
 * SIP2: turns requests of kiosks, sorters and doors into commands and queries, and their outcomes
 * into the standard's replies. {@link org.samling.routes.sip2.Sip2Service} is the entry point.
 */
@NullMarked
package org.samling.routes.sip2;

import org.jspecify.annotations.NullMarked;
