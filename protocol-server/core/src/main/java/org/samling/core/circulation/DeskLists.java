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
 * The port for what staff look up who serve patrons: who somebody is, where loans were made, who
 * has an item and who waits for it. It changes nothing; whose account is told is noted in the
 * access log. Staff see patrons of some branches only: of others it is told that they are there,
 * and not who they are. Throws {@link org.samling.core.StoreException} when the store can't be
 * asked.
 */
public interface DeskLists {

  /** How long a name that is looked for is at most. */
  int LONGEST_NAME = 100;

  /**
   * Patrons by their names.
   *
   * @param name the beginnings of words of the name, in any order and case; at most {@value
   *     #LONGEST_NAME} characters
   * @param branches the codes of the branches whose patrons are looked for
   * @param after the last patron of the page before; null, or one that is gone, for the first page
   * @param limit how many at most
   * @return those whose names have all of these words, by name
   */
  List<Known> patrons(
      TenantId tenant, String name, Collection<String> branches, @Nullable UUID after, int limit);

  /**
   * Who an identifier names, also one that is blocked or has expired.
   *
   * @return nothing where no patron of this tenant has it
   */
  Optional<Known> patron(TenantId tenant, String identifier);

  /**
   * Who somebody is.
   *
   * @param id the patron
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
   * @return by the items' barcodes, at most {@link Inquiries#MAX_LISTED}
   */
  Map<String, Lent> loans(TenantId tenant, UUID patron);

  /**
   * Where and when a loan was made.
   *
   * @param branch the code of the branch
   * @param at when
   * @param renewals how often it was renewed since
   */
  record Lent(String branch, Instant at, int renewals) {}

  /**
   * Where the loans were made for which a patron was charged.
   *
   * @return the codes of branches by the fees; without fees for no loan
   */
  Map<UUID, String> feeBranches(TenantId tenant, UUID patron);

  /**
   * The loan of an item that is out.
   *
   * @param item the item's barcode
   * @param branches the codes of the branches whose patrons may be named
   * @return nothing where it is not on loan
   */
  Optional<Borrowed> borrowed(TenantId tenant, String item, Collection<String> branches);

  /**
   * A loan that is out.
   *
   * @param patron who has it, or null where that is a patron of other branches
   * @param lent where and when it was made
   * @param due when it is due
   */
  record Borrowed(@Nullable Known patron, Lent lent, Instant due) {}

  /**
   * Who can fetch a title or waits for it: first those for whom an item is set aside, then the
   * queue.
   *
   * @param record the title
   * @param branches the codes of the branches whose patrons may be named
   * @param after the last hold of the page before; null, or one that is gone, for the first page
   * @param limit how many at most
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
   * @param patron who waits, or null where that is a patron of other branches
   * @param state how far it has come
   * @param place its place in the queue, from 1; null unless it waits
   * @param placed when it was asked for
   * @param pickup the code of the branch where it will be fetched
   * @param enumeration the volume or issue that is wanted, or null for any
   * @param item the barcode of the item that is set aside for it, or null
   * @param looked the barcode of the item on the shelf that staff are asked to fetch, or null
   * @param shelf its place on the hold shelf, or null until it is there
   * @param isPaused whether it lets others go first today
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
   * What a patron had on loan, where they want that kept ({@link
   * org.samling.core.patron.Consent#KEEP_HISTORICAL_LOAN_DATA}); the last that ended first.
   *
   * @param branches the codes of the branches whose loans are told
   * @param limit how many at most
   * @return nothing where they do not want it kept
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
   * An item's ways between branches, the last first.
   *
   * @param item the item's barcode
   * @param limit how many at most
   */
  List<Way> ways(TenantId tenant, String item, int limit);

  /**
   * A way between branches.
   *
   * @param from the code of the branch that sent it, or another tenant's code and its branch's with
   *     a slash between
   * @param to the code of the branch to which it goes
   * @param sent when it was sent
   * @param ended when that way ended, or null while it is under way
   * @param crate in which crate, or null
   */
  record Way(
      String from, String to, Instant sent, @Nullable Instant ended, @Nullable String crate) {}
}
