package org.samling.core.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps bibliographic records. They are matched by their key; putting the same again
 * changes nothing.
 */
public interface Catalogue {

  /**
   * Puts records in one transaction.
   *
   * @param tenant the tenant they belong to, or null for common records, which belong to none
   * @param records the records; where a key comes twice, the last one counts
   * @return what came of them
   */
  PutCounts putRecords(@Nullable TenantId tenant, List<CatalogueRecord> records);

  /**
   * Compares records with what is kept, and changes nothing.
   *
   * @param tenant the tenant they would belong to, or null for common records
   * @return what would come of them
   */
  PutCounts compareRecords(@Nullable TenantId tenant, List<CatalogueRecord> records);

  /**
   * What came of putting records.
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
