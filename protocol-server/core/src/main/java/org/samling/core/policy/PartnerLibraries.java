package org.samling.core.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The tenants that a tenant has agreements with about holds.
 *
 * @param homes the tenants that ask this one, by the patrons that they are here; those whose
 *     agreement has ended, too
 * @param suppliers the names of the tenants that this one asks, or has asked, by their codes
 */
public record PartnerLibraries(Map<UUID, Home> homes, Map<String, String> suppliers) {

  /** No agreements. */
  public static final PartnerLibraries NONE = new PartnerLibraries(Map.of(), Map.of());

  /** Copies both. */
  public PartnerLibraries {
    homes = Map.copyOf(homes);
    suppliers = Map.copyOf(suppliers);
  }

  /**
   * A tenant that asks this one.
   *
   * @param name its name
   * @param categories the codes of the item categories that it is lent; empty for all
   * @param isInForce whether the agreement has not ended
   */
  public record Home(String name, List<String> categories, boolean isInForce) {

    /** Copies the list. */
    public Home {
      categories = List.copyOf(categories);
    }

    /** Whether an item of a category is lent to it. */
    public boolean isLent(String category) {
      return isInForce && (categories.isEmpty() || categories.contains(category));
    }
  }

  /** The tenant that is this patron, or empty. */
  public Optional<Home> home(UUID patron) {
    return Optional.ofNullable(homes.get(patron));
  }
}
