package org.samling.core.circulation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.samling.core.policy.PolicyMatrix.LookupResult;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Suspension;

/**
 * The port for questions that change nothing. Each shows the store as it is now, and throws {@link
 * org.samling.core.StoreException} when the store can't be asked.
 */
public interface Inquiries {

  /** The most loans, holds and fees listed for one patron; the counts always cover all of them. */
  int MAX_LISTED = 2_000;

  /** The most items returned for one record. */
  int MAX_ITEMS = 200;

  /**
   * A patron with everything that belongs to the account.
   *
   * @param identifier the patron's identifier
   * @return empty if no patron of this tenant has this identifier
   */
  default Optional<PatronAccount> patron(TenantId tenant, String identifier) {
    return patron(tenant, identifier, PatronAccount.Part.ALL);
  }

  /**
   * A patron, and of the account the parts that are asked for. Each part costs a statement; what
   * the patron may and how much they have and owe is always there.
   *
   * @param identifier the patron's identifier
   * @return empty if no patron of this tenant has this identifier
   */
  Optional<PatronAccount> patron(TenantId tenant, String identifier, Set<PatronAccount.Part> parts);

  /**
   * Why an identifier finds no patron: {@link RefusalReason#PATRON_UNKNOWN}, or, for a card, that
   * it is blocked or not valid today.
   *
   * @param identifier the identifier that finds no patron
   */
  RefusalReason whyNobody(TenantId tenant, String identifier);

  /**
   * Whether an identifier is the number of a card, blocked or not, and not somebody's CPR number or
   * a name to log in with.
   */
  boolean isCard(TenantId tenant, String identifier);

  /**
   * A patron's record as staff see it, without loans, holds and fees.
   *
   * @param identifier an identifier of the patron, even one that is blocked or has expired
   * @return empty if no patron of this tenant has this identifier
   */
  Optional<PatronProfile> profile(TenantId tenant, String identifier);

  /**
   * Persons who are of age by {@link org.samling.core.policy.Setting#PATRON_ADULT_AGE} and are not
   * yet marked as such: those who have a guardian, or who came of age while they were patrons.
   *
   * @param now the time by which they must have come of age
   * @param limit the most to return
   */
  List<OfAge> comingOfAge(TenantId tenant, Instant now, int limit);

  /**
   * Somebody who is of age.
   *
   * @param branch the code of their own branch
   */
  record OfAge(UUID patron, String branch) {}

  /**
   * The current state of an item; for a set, that of its least available item.
   *
   * @param barcode the item's barcode, or the set's
   * @return empty if no item of this tenant has this barcode
   */
  Optional<ItemState> item(TenantId tenant, String barcode);

  /**
   * A hold, open or not.
   *
   * @return empty if the tenant has no such hold
   */
  Optional<HoldView> hold(TenantId tenant, UUID hold);

  /**
   * The hold with a partner's reference, open or not.
   *
   * @param reference the partner's reference
   * @return empty if none of the tenant's holds has it
   */
  Optional<HoldView> hold(TenantId tenant, HoldReference reference);

  /**
   * The items of records, in their current state.
   *
   * @return the items of each record that has any, sorted by branch and barcode; per record at most
   *     {@link #MAX_ITEMS}
   */
  Map<UUID, List<ItemState>> items(TenantId tenant, List<UUID> records);

  /**
   * What stands beside records that were found: their items, without what the records say. Pages
   * that are asked for at the same time are read together.
   *
   * @return the items of each record that has any, sorted by branch and barcode; per record at most
   *     {@link #MAX_ITEMS}
   */
  Map<UUID, List<Holding>> holdings(TenantId tenant, List<UUID> records);

  /**
   * Open overdue loans, earliest due date first, without claimed returns and lost items.
   *
   * @param now the time
   * @param after the loan after which to begin, or null for the first
   * @param limit the most to return
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
   * Returns those of the commands that would change anything now, if submitted one after another.
   * Nothing is changed, and their keys are ignored.
   *
   * @param tenant the tenant of all of them
   */
  <C extends Command<?>> List<C> effective(TenantId tenant, List<C> commands);

  /**
   * The outcome that a command would have now, with every rule that was checked. Nothing is
   * changed, and its key is ignored.
   *
   * @param command the command, whose origin names the tenant and the branch
   */
  Explanation explain(Command<?> command);

  /**
   * How an item would be sorted if it were returned now. Nothing is changed, and the command's key
   * is ignored.
   *
   * @param command the return, whose origin names the tenant and the branch
   * @return empty if the tenant has no such item
   */
  Optional<SortRule.ReturnedItem> sorted(LoanCommand.Checkin command);

  /** A tenant's current lending policy. */
  LendingPolicy policy(TenantId tenant);

  /**
   * A tenant's lending policy as last read here, for a command or an inquiry; empty if it has not
   * been read yet. Doesn't access the store.
   */
  Optional<LendingPolicy> knownPolicy(TenantId tenant);

  /**
   * The current value of each term in the policy matrix for the patron and the item that a command
   * names, if it names them. Nothing is changed, and its key is ignored.
   *
   * @param command the command, whose origin names the tenant and the branch
   * @return every term, in the order of {@link org.samling.core.policy.Term#ALL}
   */
  List<LookupResult> terms(Command<?> command);

  /**
   * Open loans whose due date a stop moves or moved: those due while it is in force, and all that
   * any stop has moved.
   *
   * @param weekdays the days of the week on which it is in force; empty for all
   * @param after the item of the last loan of the previous page, or null for the first page
   * @param limit the most to return
   * @return loans by item id
   */
  List<StoppedLoan> stoppedLoans(
      TenantId tenant, Suspension stop, Set<DayOfWeek> weekdays, @Nullable UUID after, int limit);

  /** How many loans {@link #stoppedLoans} returns over all pages, for all days of the week. */
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
