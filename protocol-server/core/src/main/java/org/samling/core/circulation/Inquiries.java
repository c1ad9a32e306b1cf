package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
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
   * Holds that still wait though their day has passed, the earliest first.
   *
   * @param tenant the tenant
   * @param now until when they had to be wanted
   * @param limit how many at most
   */
  List<ExpiredHold> expiredHolds(TenantId tenant, Instant now, int limit);

  /**
   * A hold that still waits though its day has passed.
   *
   * @param hold the hold
   * @param patron an identifier of its patron
   * @param record its title
   * @param pickup the code of the branch where it would have been fetched
   */
  record ExpiredHold(UUID hold, String patron, RecordKey record, String pickup) {}

  /**
   * Open loans that are overdue, those due first first; not those that the patron says were
   * returned, nor those of lost items.
   *
   * @param tenant the tenant
   * @param now the time
   * @param after the loan after which to begin, or null for the first
   * @param limit how many at most
   */
  List<OverdueLoan> overdueLoans(
      TenantId tenant, Instant now, @Nullable OverdueLoan after, int limit);

  /**
   * An open loan that is overdue.
   *
   * @param loan the loan
   * @param item the item's barcode
   * @param branch the code of the branch where it was made
   * @param due when it was due
   */
  record OverdueLoan(UUID loan, String item, String branch, Instant due) {}

  /**
   * Those among commands that would change anything at this moment, if they were given one after
   * another. Nothing is changed, and their keys play no part.
   *
   * @param tenant the tenant of all of them
   * @param commands the commands
   */
  <C extends Command<?>> List<C> effective(TenantId tenant, List<C> commands);

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
