package org.samling.core.ill;

import java.util.List;
import java.util.Optional;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores the libraries to which tenants send messages about interlibrary requests,
 * with their credentials encrypted. What is stored counts for the next message of every node.
 * Throws {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface IllPartners {

  /** A tenant's partners, by symbol. */
  List<IllPartner> of(TenantId tenant);

  /** The partner with a symbol, or empty. */
  Optional<IllPartner> find(TenantId tenant, String library);

  /**
   * Stores partners, each in the place of the one with its symbol; all or none. Messages to them
   * that could not be sent are sent at once.
   */
  void put(TenantId tenant, List<IllPartner> partners);

  /** Removes a partner; false where there is none. */
  boolean remove(TenantId tenant, String library);
}
