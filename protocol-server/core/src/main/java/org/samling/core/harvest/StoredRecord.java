package org.samling.core.harvest;

import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.search.RecordRef;

/**
 * A bibliographic record in the store.
 *
 * @param ref its reference in the store
 */
public record StoredRecord(RecordRef ref, CatalogueRecord record) {}
