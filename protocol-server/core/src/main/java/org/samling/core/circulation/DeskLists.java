package org.samling.core.circulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.organisation.TenantId;

/**
 * The port for what staff look up when they serve patrons: who somebody is, where loans were made,
 * who has an item and who waits for it. It changes nothing; the access log records whose account
 * was shown. Staff see patrons of certain branches only: of other patrons they see that they exist,
 * but not who they are. Throws {@link org.samling.core.StoreException} when the store can't be
 * asked.
 */
public interface DeskLists {

  /** The longest name to search for, in characters. */
  int LONGEST_NAME = 100;

  /**
   * Finds patrons by name.
   *
   * @param name word prefixes, in any order and case; at most {@value #LONGEST_NAME} characters
   * @param branches the codes of the branches whose patrons are searched
   * @param after the last patron of the previous page; null, or a patron who no longer exists, for
   *     the first page
   * @param limit the most to return
   * @return the patrons whose names match all of these words, by name
   */
  List<Known> patrons(
      TenantId tenant, String name, Collection<String> branches, @Nullable UUID after, int limit);

  /**
   * Finds the patron with an identifier, even one that is blocked or has expired.
   *
   * @return empty if no patron of this tenant has it
   */
  Optional<Known> patron(TenantId tenant, String identifier);

  /**
   * A patron, as staff see them.
   *
   * @param card a card of theirs
   * @param name their name
   * @param category the code of the patron category
   * @param branch the code of their own branch
   * @param birthDate the date of birth, or null
   */
  record Known(
      UUID id,
      String card,
      String name,
      String category,
      String branch,
      @Nullable LocalDate birthDate) {}

  /**
   * Where and when a patron's open loans were made.
   *
   * @return the loans by item barcode, at most {@link Inquiries#MAX_LISTED}
   */
  Map<String, Lent> loans(TenantId tenant, UUID patron);

  /**
   * Where and when a loan was made.
   *
   * @param branch the code of the branch
   * @param renewals how often it has been renewed since
   */
  record Lent(String branch, Instant at, int renewals) {}

  /**
   * Where the loans were made that a patron was charged for, or where the items belong.
   *
   * @return the branch codes by fee id; fees that are for neither a loan nor an item are left out
   */
  Map<UUID, String> feeBranches(TenantId tenant, UUID patron);

  /**
   * The loan of an item that is out.
   *
   * @param item the item's barcode
   * @param branches the codes of the branches whose patrons may be named
   * @return empty if it is not on loan
   */
  Optional<Borrowed> borrowed(TenantId tenant, String item, Collection<String> branches);

  /**
   * A loan that is out.
   *
   * @param patron who has it, or null if the patron's branch is not among those given
   * @param lent where and when it was made
   * @param due when it is due
   */
  record Borrowed(@Nullable Known patron, Lent lent, Instant due) {}

  /**
   * Lists a title's open holds: first those with an item set aside, then the queue.
   *
   * @param branches the codes of the branches whose patrons may be named
   * @param after the last hold of the previous page; null, or a hold that no longer exists, for the
   *     first page
   * @param limit the most to return
   */
  List<Waiting> queue(
      TenantId tenant,
      RecordKey record,
      Collection<String> branches,
      @Nullable UUID after,
      int limit);

  /**
   * An open hold.
   *
   * @param patron who waits, or null if the patron's branch is not among those given
   * @param place its place in the queue, from 1; null unless it waits
   * @param placed when it was placed
   * @param pickup the code of the pickup branch
   * @param enumeration the volume or issue that is wanted, or null for any
   * @param item the barcode of the item that is set aside for it, or null
   * @param looked the barcode of the item on the pull list for it, or null
   * @param shelf its place on the hold shelf, or null until it is there
   * @param isPaused whether it is paused today
   */
  record Waiting(
      UUID hold,
      @Nullable Known patron,
      HoldState state,
      @Nullable Integer place,
      Instant placed,
      String pickup,
      @Nullable Enumeration enumeration,
      @Nullable String item,
      @Nullable String looked,
      HoldFacts.@Nullable Shelf shelf,
      boolean isPaused) {}

  /**
   * A patron's loan history, if they agreed to have it kept ({@link
   * org.samling.core.patron.Consent#KEEP_HISTORICAL_LOAN_DATA}); the most recently ended loan
   * first.
   *
   * @param branches the codes of the branches whose loans are shown
   * @param limit the most to return
   * @return empty if they do not want it kept
   */
  List<Past> history(TenantId tenant, UUID patron, Collection<String> branches, int limit);

  /**
   * A loan that is over.
   *
   * @param item the item's barcode
   * @param lent where and when it was made
   * @param returned when it ended
   */
  record Past(String item, String title, Lent lent, Instant returned) {}

  /**
   * An item's transits between branches, the latest first.
   *
   * @param item the item's barcode
   * @param limit the most to return
   */
  List<Transit> ways(TenantId tenant, String item, int limit);

  /**
   * A transit between branches.
   *
   * @param from the code of the branch that sent it, or {@code tenant/branch} for another tenant's
   *     branch
   * @param to the code of the branch to which it goes
   * @param sent when it was sent
   * @param ended when the transit ended, or null while it is in transit
   * @param crate the crate, or null
   */
  record Transit(
      String from, String to, Instant sent, @Nullable Instant ended, @Nullable String crate) {}
}
