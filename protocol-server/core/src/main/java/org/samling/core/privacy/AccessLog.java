package org.samling.core.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that lists who looked at a patron. Reads are logged within a second, once for each day,
 * account and kind of query, and kept for six months. Throws {@link
 * org.samling.core.StoreException} when the store can't be reached.
 */
public interface AccessLog {

  /** The most entries in one list. */
  int MAX_LISTED = 10_000;

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
   * @param times how often
   * @param first the hour of the first one
   * @param last the hour of the last one
   */
  record AccountRead(LocalDate day, Access access, int times, Instant first, Instant last) {

    /** Its place in the list. */
    public ReadPlace place() {
      return new ReadPlace(day, last, access);
    }
  }

  /**
   * A place in the list of reads.
   *
   * @param day the day, in UTC
   * @param last the hour of the last one
   * @param access on whose behalf
   */
  record ReadPlace(LocalDate day, Instant last, Access access) {}

  /**
   * A command about a patron.
   *
   * @param place when, and its place in the list
   * @param actor who gave it
   * @param branch where
   * @param command its name
   * @param outcome {@code done} or {@code refused}
   */
  record CommandEntry(
      CommandPlace place, String actor, String branch, String command, String outcome) {

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
