package org.samling.core.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that tells from which records a part of a work in several volumes is put together
 * ({@link MultipartWork}). It throws {@link org.samling.core.StoreException} when the store can't
 * be asked.
 */
public interface WorkLevels {

  /**
   * The records of a work, from its head down to those that are asked for, each with its layers
   * ({@link RecordLayers}) and for itself. A single record is the only one of its own.
   *
   * @param owner the tenant whose local records are asked for, or null for common ones
   * @param records which
   * @return by record, the highest first and the record itself last; without records that are not
   *     in danMARC2, or not kept any more
   */
  Map<UUID, List<MarcContent>> of(@Nullable TenantId owner, Collection<UUID> records);
}
