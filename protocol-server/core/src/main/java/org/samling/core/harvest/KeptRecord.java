package org.samling.core.harvest;

import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.search.RecordRef;

/**
 * A bibliographic record as it is kept.
 *
 * @param ref which
 */
public record KeptRecord(RecordRef ref, CatalogueRecord record) {}
