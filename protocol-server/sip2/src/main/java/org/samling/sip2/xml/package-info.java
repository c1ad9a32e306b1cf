/** SIP2 messages within XML, as kiosks that were made for FBS send them over HTTP. */
@NullMarked
package org.samling.sip2.xml;

import org.jspecify.annotations.NullMarked;
