package org.samling.core.circulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;

/**
 * The port for questions that change nothing. Each is answered as the store stands now, and throws
 * {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface Inquiries {

  /**
   * How many loans, holds and fees of one patron are listed at most; the counts are always whole.
   */
  int MAX_LISTED = 2_000;

  /** How many items of one record are told at most. */
  int MAX_ITEMS = 200;

  /**
   * A patron with loans, holds and fees.
   *
   * @param tenant the tenant
   * @param identifier the patron's identifier
   * @return nothing where no patron of this tenant has this identifier
   */
  Optional<PatronAccount> patron(TenantId tenant, String identifier);

  /**
   * An item as it stands.
   *
   * @param tenant the tenant
   * @param barcode the item's barcode
   * @return nothing where no item of this tenant has this barcode
   */
  Optional<ItemState> item(TenantId tenant, String barcode);

  /**
   * The items of records as they stand.
   *
   * @param tenant the tenant
   * @param records the records
   * @return for each record that has any its items, by branch and barcode, at most {@link
   *     #MAX_ITEMS}
   */
  Map<UUID, List<ItemState>> items(TenantId tenant, List<UUID> records);

  /**
   * What would come of a command at this moment, with every rule that was looked at. Nothing is
   * changed, and its key plays no part.
   *
   * @param command the command, whose origin names the tenant and the branch
   */
  Explanation explain(Command<?> command);

  /** What a tenant lends by, as it stands now. */
  LendingPolicy policy(TenantId tenant);
}
