/**
 * Reads MARC 21 and danMARC2 (ISO 2709, XML, lines) into the catalogue's records, writes them, and
 * makes MARC 21 from plain facts.
 *
 * <p>Fills the core's ports {@code RecordReader} and {@code RecordMaker}. The record structure is
 * read here, because faults are to be named with their place and put right only where the result is
 * certain; the MARC-8 tables are marc4j's. Imports the core's catalogue, marc4j's converter and the
 * JDK; must not import a protocol, a store or another adapter.
 */
@NullMarked
package org.samling.marc;

import org.jspecify.annotations.NullMarked;
