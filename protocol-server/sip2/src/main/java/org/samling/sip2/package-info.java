/**
 * Converts SIP2 bytes to messages and back: frames, fields, checksums, character sets and the
 * oddities of real clients, after "3M Standard Interchange Protocol, version 2.00" (document
 * revision 2.12, 2006). It knows the wire format and nothing about libraries: it must not import
 * the core, Camel, or any other module.
 */
@NullMarked
package org.samling.sip2;

import org.jspecify.annotations.NullMarked;
