package org.samling.core.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that lists who looked at a patron, and at whom somebody looked. Reads are logged within
 * a second, once for each day, actor and kind of query, and kept for six months. The first and the
 * last of a day are known to the second until the shortest retention of loans has passed, then to
 * the hour: a loan that was forgotten can't be found again by its second. Throws {@link
 * org.samling.core.StoreException} when the store can't be reached.
 */
public interface AccessLog {

  /** The most entries in one list. */
  int MAX_LISTED = 10_000;

  /**
   * Logs that a person is shown accounts that were read at another time, in a wire log.
   *
   * @param identifiers what names the patrons
   * @return those of the identifiers that name a patron; the others' accounts must not be shown
   */
  Set<String> noteShown(TenantId tenant, Collection<String> identifiers);

  /**
   * Whose accounts somebody read, the latest first.
   *
   * @param who an account, a member of staff, or a person as {@link Access#person} names one
   * @param days the days, in UTC
   * @param after the last of the page before; null for the first page
   * @param limit how much at most, up to {@value #MAX_LISTED}
   */
  List<SeenPatron> seen(
      TenantId tenant, String who, Days days, @Nullable SeenPlace after, int limit);

  /**
   * Who read a patron's account, the latest first.
   *
   * @param after the last of the page before; null for the first page. Who reads again in the
   *     meantime moves to the front
   * @param limit how much at most, up to {@value #MAX_LISTED}
   */
  List<AccountRead> reads(TenantId tenant, UUID patron, @Nullable ReadPlace after, int limit);

  /** The latest reads of a patron's account. */
  default List<AccountRead> reads(TenantId tenant, UUID patron, int limit) {
    return reads(tenant, patron, null, limit);
  }

  /**
   * Commands about a patron, the latest first: for two weeks where they were about an item, else
   * for as long as the audit is kept.
   *
   * @param after the last of the page before; null for the first page
   * @param limit how much at most, up to {@value #MAX_LISTED}
   */
  List<CommandEntry> commands(
      TenantId tenant, UUID patron, @Nullable CommandPlace after, int limit);

  /** The latest commands about a patron. */
  default List<CommandEntry> commands(TenantId tenant, UUID patron, int limit) {
    return commands(tenant, patron, null, limit);
  }

  /**
   * Reads of a patron's account on a day.
   *
   * @param day the day, in UTC
   * @param access on whose behalf
   * @param times how many requests read it
   * @param first when the first one was, to the second
   * @param last when the last one was, to the second
   * @param isExact whether it is known to the second; else both are the begin of an hour
   */
  record AccountRead(
      LocalDate day, Access access, int times, Instant first, Instant last, boolean isExact) {

    /** Its place in the list. */
    public ReadPlace place() {
      return new ReadPlace(day, last, access);
    }
  }

  /**
   * A place in the list of reads.
   *
   * @param day the day, in UTC
   * @param last when the last one was
   * @param access on whose behalf
   */
  record ReadPlace(LocalDate day, Instant last, Access access) {}

  /**
   * Days in UTC, the first and the last included.
   *
   * @param from the first; null for all before
   * @param to the last; null for all after
   */
  record Days(@Nullable LocalDate from, @Nullable LocalDate to) {}

  /**
   * A patron whose account somebody read.
   *
   * @param patron the patron
   * @param card a card number, or null where the patron has none
   * @param read how and when
   */
  record SeenPatron(UUID patron, @Nullable String card, AccountRead read) {

    /** Its place in the list. */
    public SeenPlace place() {
      return new SeenPlace(read.place(), patron);
    }
  }

  /**
   * A place in the list of patrons whose accounts somebody read.
   *
   * @param read when and how
   * @param patron whose
   */
  record SeenPlace(ReadPlace read, UUID patron) {}

  /**
   * A command about a patron.
   *
   * @param place when, and its place in the list
   * @param actor who gave it
   * @param branch where
   * @param command its name
   * @param outcome {@code done} or {@code refused}
   * @param note which rules staff overrode, and why, or null
   */
  record CommandEntry(
      CommandPlace place,
      String actor,
      String branch,
      String command,
      String outcome,
      @Nullable String note) {

    /** When. */
    public Instant at() {
      return place.at();
    }
  }

  /**
   * A place in the list of commands.
   *
   * @param at when
   * @param id its number in the audit
   */
  record CommandPlace(Instant at, UUID id) {}
}
