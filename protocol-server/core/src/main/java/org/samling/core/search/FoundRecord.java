package org.samling.core.search;

import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordKey;

/**
 * A record that was found, as it was when it was indexed.
 *
 * @param ref which
 * @param key what it is known by
 * @param marc what its fields mean
 * @param content its content
 */
public record FoundRecord(RecordRef ref, RecordKey key, MarcFormat marc, MarcContent content) {}
