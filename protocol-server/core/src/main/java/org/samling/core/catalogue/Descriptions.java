package org.samling.core.catalogue;

import java.util.Collection;
import java.util.Map;
import org.samling.core.organisation.TenantId;

/**
 * The port that describes titles for kiosks that show more than a title's name. Each query takes
 * one round trip, however many titles it asks for, and a few more where a record has layers or is
 * part of a work ({@link RecordLayers}, {@link MultipartWork}); queries throw {@link
 * org.samling.core.StoreException} when the store can't be reached.
 */
public interface Descriptions {

  /**
   * The titles of items.
   *
   * @param barcodes the items' barcodes
   * @return by barcode; without those that the tenant does not have
   */
  Map<String, Description> ofItems(TenantId tenant, Collection<String> barcodes);

  /**
   * Titles by their records.
   *
   * @param tenant the tenant, whose local records count beside the common ones
   * @param records the records' keys
   * @return by key; without those that are not in the store
   */
  Map<RecordKey, Description> ofRecords(TenantId tenant, Collection<RecordKey> records);
}
