package org.samling.core.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that finds the records from which a part of a work in several volumes is composed
 * ({@link MultipartWork}). It throws {@link org.samling.core.StoreException} when the store can't
 * be reached.
 */
public interface WorkLevels {

  /**
   * The records of works, from the head down to the requested records, each merged with its layers
   * ({@link RecordLayers}) but not with the records above it. A single record is the only one of
   * its work.
   *
   * @param owner the tenant whose local records are requested, or null for common ones
   * @param records the requested records
   * @return by requested record, the highest first and the record itself last; without records that
   *     are not in danMARC2, or no longer in the store
   */
  Map<UUID, List<MarcContent>> of(@Nullable TenantId owner, Collection<UUID> records);
}
