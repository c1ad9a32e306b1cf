package org.samling.core.authorities;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;

/**
 * The port that tells which records use an authority record: common ones, and a tenant's own.
 *
 * <p>Throws {@link org.samling.core.StoreException} when the store fails.
 */
public interface AuthorityUses {

  /**
   * How many records use an authority record.
   *
   * @param records how many
   * @param waiting how many of these changed, themselves or by what they follow, since the index of
   *     the slowest node took them in
   */
  record Count(long records, long waiting) {}

  /**
   * A record that uses an authority record.
   *
   * @param author as it is shown
   */
  record UsingRecord(RecordRef ref, RecordKey key, String title, @Nullable String author) {}

  /** Counts the records that use an authority record. */
  Count count(TenantId tenant, RecordRef authority);

  /**
   * Records that use an authority record, in an order that stays.
   *
   * @param after the last record of the page before, or null
   * @param limit how many at most
   */
  List<UsingRecord> records(TenantId tenant, RecordRef authority, @Nullable UUID after, int limit);
}
