package org.samling.core.catalogue;

/**
 * A bibliographic record with everything that is stored of it.
 *
 * @param key its identity
 * @param format the format of the original
 * @param original the record's bytes as received, never changed
 * @param content the record in MARC's structure
 * @param brief its short description
 */
public record CatalogueRecord(
    RecordKey key, RecordFormat format, Bytes original, MarcContent content, BriefRecord brief) {}
