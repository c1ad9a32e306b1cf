package org.samling.core.harvest;

import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.search.RecordRef;

/**
 * A bibliographic record as it is kept.
 *
 * @param ref which
 * @param key what it is known by
 * @param format the format of the original
 * @param original the record's bytes as they came
 * @param content the record in MARC's structure
 */
public record KeptRecord(
    RecordRef ref, RecordKey key, RecordFormat format, Bytes original, MarcContent content) {}
