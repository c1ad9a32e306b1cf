/**
 * The content of Z39.50 messages: queries, terms, records, diagnostics, extended services, each
 * with its encoding on the wire.
 */
@NullMarked
package org.samling.z3950.data;

import org.jspecify.annotations.NullMarked;
