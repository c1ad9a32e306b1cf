package org.samling.core.circulation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.DeskLists.Lent;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.TenantId;

/**
 * The port for the lists that staff work through beside those for holds and transports: loans to
 * follow up, items that are gone, and how much waits at a branch today. It changes nothing; the
 * access log records whose account was shown. Throws {@link org.samling.core.StoreException} when
 * the store can't be asked.
 */
public interface WorkLists {

  /** Why an open loan is followed up. */
  enum LoanTrouble {
    /** It is overdue, and neither claimed returned nor lost. */
    OVERDUE,
    /** The patron says that it was returned. */
    CLAIMED_RETURNED,
    /** The patron has lost it. */
    LOST
  }

  /**
   * A filter of open loans.
   *
   * @param branches the codes of the branches where they were made
   * @param before only those due before this
   */
  record LoanFilter(LoanTrouble trouble, Collection<String> branches, Instant before) {}

  /**
   * Open loans to follow up, earliest due date first.
   *
   * @param seen the codes of the branches whose patrons may be named
   * @param after the last loan of the previous page, or null for the first page
   * @param limit the most to return
   */
  List<OpenLoan> loans(
      TenantId tenant,
      LoanFilter asked,
      Collection<String> seen,
      @Nullable LoanPlace after,
      int limit);

  /** A position in the list of open loans. */
  record LoanPlace(Instant due, UUID loan) {}

  /**
   * An open loan.
   *
   * @param item the item's barcode
   * @param patron who has it, or null if the patron's branch is not among those given
   * @param since when it was claimed returned or lost; null while it is neither
   * @param step how many steps of lateness were announced
   */
  record OpenLoan(
      UUID loan,
      String item,
      String title,
      @Nullable Known patron,
      Lent lent,
      Instant due,
      @Nullable Instant since,
      int step) {}

  /**
   * Items that are missing or lost, in the order of the shelves.
   *
   * @param branches the codes of the branches where they belong
   * @param status {@link ItemStatus#MISSING} or {@link ItemStatus#LOST}, or null for both
   * @param limit the most to return
   */
  List<GoneItem> gone(
      TenantId tenant, Collection<String> branches, @Nullable ItemStatus status, int limit);

  /**
   * An item that is missing or lost.
   *
   * @param item its barcode
   * @param home the code of the branch where it belongs
   * @param location its shelving location within the branch, or null
   * @param callNumber its call number, or null
   * @param since when it was marked so
   */
  record GoneItem(
      String item,
      String title,
      @Nullable String author,
      ItemStatus status,
      String home,
      @Nullable String location,
      @Nullable String callNumber,
      Instant since) {}

  /**
   * How much waits at a branch.
   *
   * @param branch the code of the branch
   */
  DayCounts counts(TenantId tenant, String branch);

  /**
   * What waits at a branch.
   *
   * @param pull items to fetch from the shelves for holds
   * @param shelve items to put on the hold shelf
   * @param ready items on the hold shelf that patrons can still pick up
   * @param expired items to take off the hold shelf
   * @param transits items on their way to the branch
   * @param lateTransits those of them that should have arrived
   * @param loans loans of the branch to follow up
   * @param gone items of the branch that are missing or lost
   * @param notices notices of the branch that did not reach their patrons
   */
  record DayCounts(
      int pull,
      int shelve,
      int ready,
      int expired,
      int transits,
      int lateTransits,
      LoanCounts loans,
      int gone,
      int notices) {}

  /** How many open loans there are to follow up. */
  record LoanCounts(int overdue, int claimed, int lost) {}
}
