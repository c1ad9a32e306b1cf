package org.samling.core.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that tells who looked at a patron. What is read is written down within a second, once
 * for each day, account and kind of question, and kept for six months. Throws {@link
 * org.samling.core.StoreException} when the store can't be asked.
 */
public interface AccessLog {

  /** How much is told at most. */
  int MAX_LISTED = 10_000;

  /**
   * Who read a patron's account, the last first.
   *
   * @param after the last of the page before; null for the first page. Who reads again meanwhile is
   *     among the first then
   * @param limit how much at most, up to {@value #MAX_LISTED}
   */
  List<Seen> seen(TenantId tenant, UUID patron, @Nullable SeenPlace after, int limit);

  /** Who read a patron's account last. */
  default List<Seen> seen(TenantId tenant, UUID patron, int limit) {
    return seen(tenant, patron, null, limit);
  }

  /**
   * What was done about a patron, the last first: for two weeks where it was about an item, else
   * for as long as the audit is kept.
   *
   * @param after the last of the page before; null for the first page
   * @param limit how much at most, up to {@value #MAX_LISTED}
   */
  List<Done> done(TenantId tenant, UUID patron, @Nullable DonePlace after, int limit);

  /** What was done about a patron last. */
  default List<Done> done(TenantId tenant, UUID patron, int limit) {
    return done(tenant, patron, null, limit);
  }

  /**
   * That a patron's account was read on a day.
   *
   * @param day the day, in UTC
   * @param access by what
   * @param times how often
   * @param first the hour in which it was first
   * @param last the hour in which it was last
   */
  record Seen(LocalDate day, Access access, int times, Instant first, Instant last) {

    /** Its place among those. */
    public SeenPlace place() {
      return new SeenPlace(day, last, access);
    }
  }

  /**
   * A place among who read.
   *
   * @param day the day, in UTC
   * @param last the hour in which it was last
   * @param access by what
   */
  record SeenPlace(LocalDate day, Instant last, Access access) {}

  /**
   * A command about a patron.
   *
   * @param place when, and its place among those
   * @param actor who gave it
   * @param branch where
   * @param command which
   * @param outcome {@code done} or {@code refused}
   */
  record Done(DonePlace place, String actor, String branch, String command, String outcome) {

    /** When. */
    public Instant at() {
      return place.at();
    }
  }

  /**
   * A place among what was done.
   *
   * @param at when
   * @param id its number in the audit
   */
  record DonePlace(Instant at, UUID id) {}
}
