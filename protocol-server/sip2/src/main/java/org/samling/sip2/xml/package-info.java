/**
 * XML around SIP2: messages within it, as kiosks that were made for FBS send them over HTTP, and
 * the configuration of Koha's SIP server.
 */
@NullMarked
package org.samling.sip2.xml;

import org.jspecify.annotations.NullMarked;
