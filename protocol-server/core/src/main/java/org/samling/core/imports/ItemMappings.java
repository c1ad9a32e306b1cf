package org.samling.core.imports;

import java.util.List;
import java.util.Optional;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps tenants' item mappings.
 *
 * <p>Every method throws {@link org.samling.core.StoreException} when the store fails.
 */
public interface ItemMappings {

  /** The most mappings that a tenant keeps. */
  int MOST = 100;

  /** A tenant's mappings, by name. */
  List<NamedItemMapping> all(TenantId tenant);

  /** One of a tenant's mappings. */
  Optional<NamedItemMapping> find(TenantId tenant, String name);

  /**
   * Keeps a mapping, in place of one with its name.
   *
   * @return whether it is kept; false where the tenant has {@value #MOST} others
   */
  boolean put(TenantId tenant, NamedItemMapping mapping);

  /**
   * Removes a mapping. Imports that were begun with it keep its rules.
   *
   * @return whether it was there
   */
  boolean remove(TenantId tenant, String name);
}
