package org.samling.core.catalogue;

import java.util.Collection;
import java.util.Map;
import org.samling.core.organisation.TenantId;

/**
 * The port that describes titles to machines that show more of them than the name. Each question
 * takes one round trip, whatever it asks for, and a few more where a record has layers or is part
 * of a work ({@link RecordLayers}, {@link MultipartWork}); it throws {@link
 * org.samling.core.StoreException} when the store can't be asked.
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
   * @return by key; without those that are not kept
   */
  Map<RecordKey, Description> ofRecords(TenantId tenant, Collection<RecordKey> records);
}
