package org.samling.core.search;

import java.util.Set;
import org.samling.core.organisation.TenantId;

/** The catalogue to be searched. There is no search without one. */
public sealed interface SearchScope {

  /** A catalogue. */
  sealed interface OfCatalogue extends SearchScope {}

  /** A tenant's catalogue: its local records, and the common records that it has items of. */
  record OfTenant(TenantId tenant) implements OfCatalogue {}

  /**
   * The union catalogue: every common record, and the local records of the tenants that take part.
   *
   * @param tenants the tenants that take part
   */
  record Union(Set<TenantId> tenants) implements OfCatalogue {

    /** Copies the set. */
    public Union {
      tenants = Set.copyOf(tenants);
    }
  }

  /**
   * The authority records of a catalogue, which no search of the catalogue finds: the common ones,
   * and those of its tenants.
   */
  record Authorities(OfCatalogue of) implements SearchScope {}
}
