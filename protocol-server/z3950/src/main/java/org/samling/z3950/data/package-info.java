/**
 * What Z39.50's messages carry: queries, terms, records, diagnostics, extended services, each with
 * its form on the wire.
 */
@NullMarked
package org.samling.z3950.data;

import org.jspecify.annotations.NullMarked;
