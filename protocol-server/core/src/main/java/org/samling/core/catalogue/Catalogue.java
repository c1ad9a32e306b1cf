package org.samling.core.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores bibliographic records, by key. Storing the same record again changes
 * nothing.
 */
public interface Catalogue {

  /**
   * Stores records in one transaction.
   *
   * @param tenant the tenant they belong to, or null for common records, which belong to none
   * @param records the records; of several with the same key, the last one counts
   * @return how many were added, changed and unchanged
   */
  PutCounts putRecords(@Nullable TenantId tenant, List<CatalogueRecord> records);

  /**
   * The outcome of storing records.
   *
   * @param added how many were new
   * @param changed how many replaced another version
   * @param unchanged how many were there already, byte for byte
   */
  record PutCounts(int added, int changed, int unchanged) {

    /** The sum of both. */
    public PutCounts plus(PutCounts other) {
      return new PutCounts(
          added + other.added, changed + other.changed, unchanged + other.unchanged);
    }
  }
}
