package org.samling.core.catalogue;

/**
 * A bibliographic record with everything that is kept of it.
 *
 * @param key what tells it from others
 * @param format the format of the original
 * @param original the record's bytes as they came, never changed
 * @param content the record in MARC's structure
 * @param brief what is shown of it
 */
public record CatalogueRecord(
    RecordKey key, RecordFormat format, Bytes original, MarcContent content, BriefRecord brief) {}
