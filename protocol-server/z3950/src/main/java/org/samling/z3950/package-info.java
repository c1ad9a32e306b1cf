/**
 * Converts Z39.50 bytes to message records and back: BER, the framing of APDUs, RPN queries,
 * records and diagnostics, after ANSI/NISO Z39.50-2003 (ISO 23950). It knows the wire format and
 * nothing about libraries: it must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.z3950;

import org.jspecify.annotations.NullMarked;
