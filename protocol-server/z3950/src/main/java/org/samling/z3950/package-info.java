/**
 * Z39.50 bytes to message records and back: BER, the cutting of APDUs, RPN queries, records and
 * diagnostics, after ANSI/NISO Z39.50-2003 (ISO 23950). It knows what stands on the wire and
 * nothing of libraries: it must not import the core, Camel, or any other module.
 */
@NullMarked
package org.samling.z3950;

import org.jspecify.annotations.NullMarked;
