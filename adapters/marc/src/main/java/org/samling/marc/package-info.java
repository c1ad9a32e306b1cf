/**
 * Reads MARC 21, danMARC2 and UNIMARC (ISO 2709, XML, JSON, lines) into the catalogue's records,
 * writes the first two, and makes MARC 21 from plain facts.
 *
 * <p>Fills the core's ports {@code RecordReader} and {@code RecordMaker}. The record structure is
 * read here, because faults are to be named with their place and put right only where the result is
 * certain; the MARC-8 tables and those of ISO 5426 are marc4j's. Imports the core's catalogue,
 * marc4j's converters, Jackson and the JDK; must not import a protocol, a store or another adapter.
 */
@NullMarked
package org.samling.marc;

import org.jspecify.annotations.NullMarked;
