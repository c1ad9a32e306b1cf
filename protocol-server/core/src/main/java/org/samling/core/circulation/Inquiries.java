package org.samling.core.circulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.HoldReference;
import org.samling.core.circulation.outcome.Explanation;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronProfile;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix.Sought;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;

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
   * @param identifier the patron's identifier
   * @return nothing where no patron of this tenant has this identifier
   */
  Optional<PatronAccount> patron(TenantId tenant, String identifier);

  /**
   * Why an identifier finds no patron: {@link RefusalReason#PATRON_UNKNOWN}, or of a card that it
   * is blocked or not valid today.
   *
   * @param identifier what finds nobody
   */
  RefusalReason whyNobody(TenantId tenant, String identifier);

  /**
   * What is kept of a patron beside loans, holds and fees, for staff.
   *
   * @param identifier an identifier of the patron; one that is blocked or has expired is good too
   * @return nothing where no patron of this tenant has this identifier
   */
  Optional<PatronProfile> profile(TenantId tenant, String identifier);

  /**
   * Persons who are of age by {@link org.samling.core.policy.Setting#PATRON_ADULT_AGE} and were not
   * yet found to be: those who have a guardian, or became so while they were patrons.
   *
   * @param now until when they had to be
   * @param limit how many at most
   */
  List<OfAge> comingOfAge(TenantId tenant, Instant now, int limit);

  /**
   * Somebody who is of age.
   *
   * @param branch the code of their own branch
   */
  record OfAge(UUID patron, String branch) {}

  /**
   * An item as it stands; or a set, as that of its items which is least at hand.
   *
   * @param barcode the item's barcode, or the set's
   * @return nothing where no item of this tenant has this barcode
   */
  Optional<ItemState> item(TenantId tenant, String barcode);

  /**
   * A hold, open or not.
   *
   * @return nothing where the tenant has no such hold
   */
  Optional<HoldShown> hold(TenantId tenant, UUID hold);

  /**
   * The hold that a partner has a number for, open or not.
   *
   * @param reference the partner's number
   * @return nothing where none of the tenant's holds has it
   */
  Optional<HoldShown> hold(TenantId tenant, HoldReference reference);

  /**
   * The items of records as they stand.
   *
   * @return for each record that has any its items, by branch and barcode, at most {@link
   *     #MAX_ITEMS}
   */
  Map<UUID, List<ItemState>> items(TenantId tenant, List<UUID> records);

  /**
   * Open loans that are overdue, those due first first; not those that the patron says were
   * returned, nor those of lost items.
   *
   * @param now the time
   * @param after the loan after which to begin, or null for the first
   * @param limit how many at most
   */
  List<OverdueLoan> overdueLoans(
      TenantId tenant, Instant now, @Nullable OverdueLoan after, int limit);

  /**
   * An open loan that is overdue.
   *
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
   */
  <C extends Command<?>> List<C> effective(TenantId tenant, List<C> commands);

  /**
   * What would come of a command at this moment, with every rule that was looked at. Nothing is
   * changed, and its key plays no part.
   *
   * @param command the command, whose origin names the tenant and the branch
   */
  Explanation explain(Command<?> command);

  /**
   * How an item would be sorted if it came back at this moment. Nothing is changed, and the
   * command's key plays no part.
   *
   * @param command the return, whose origin names the tenant and the branch
   * @return nothing where the tenant has no such item
   */
  Optional<SortRule.Sorted> sorted(LoanCommand.Checkin command);

  /** What a tenant lends by, as it stands now. */
  LendingPolicy policy(TenantId tenant);

  /**
   * What a tenant lends by as it was last read here, for a command or a question; nothing where it
   * was not yet. Asks the store nothing.
   */
  Optional<LendingPolicy> knownPolicy(TenantId tenant);

  /**
   * What the policy matrix says of each term at this moment to the patron and the item that a
   * command names, where it names them. Nothing is changed, and its key plays no part.
   *
   * @param command the command, whose origin names the tenant and the branch
   * @return every term, in the order of {@link org.samling.core.policy.Term#ALL}
   */
  List<Sought> terms(Command<?> command);

  /**
   * Open loans whose due date a stop moves or moved: those that are due while it holds, and all
   * that were moved by any stop.
   *
   * @param after the item of the last loan of the page before, or null for the first page
   * @param limit how many at most
   * @return loans in the order of their items
   */
  List<StoppedLoan> stoppedLoans(TenantId tenant, Suspension stop, @Nullable UUID after, int limit);

  /** How many loans {@link #stoppedLoans} tells in all. */
  long countStoppedLoans(TenantId tenant, Suspension stop);

  /**
   * An open loan whose due date a stop moves or moved.
   *
   * @param item the item that is lent
   * @param branch the code of the branch where the loan was made
   * @param due when it is due
   */
  record StoppedLoan(UUID loan, UUID item, String barcode, String branch, Instant due) {}
}
