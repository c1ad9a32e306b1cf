package org.samling.core.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Cpr;

/**
 * The port of the series that wants to know who borrowed: kept only where {@link
 * org.samling.core.policy.Setting#STATISTICS_SERIES} says so, delivered once, and forgotten when
 * that was confirmed or took too long. Throws {@link org.samling.core.StoreException} when the
 * store can't be asked.
 */
public interface NationalSeries {

  /**
   * The delivery that waits to be confirmed, or a new one of all that closed days hold: only one
   * waits at a time, and its lines stay the same however often it is asked for.
   *
   * @param until the last day of a new delivery
   * @param by who asks
   * @return nothing where there is nothing to deliver
   */
  Optional<Delivery> prepare(TenantId tenant, LocalDate until, String by);

  /** Tells the lines of a delivery that waits to be confirmed, in their order. */
  void lines(TenantId tenant, Delivery delivery, Consumer<Line> lines);

  /**
   * Notes that a delivery arrived, and forgets who was in it.
   *
   * @param number the delivery
   * @param by who says so
   * @return whether it waited for that; not where it was confirmed before
   */
  boolean confirm(TenantId tenant, long number, String by);

  /**
   * Forgets what has waited for {@link org.samling.core.policy.Setting#STATISTICS_SERIES_DAYS} to
   * be delivered and confirmed.
   *
   * @return how many lines are gone
   */
  int forget(TenantId tenant, Instant now);

  /** All deliveries, the latest first. */
  List<Delivery> deliveries(TenantId tenant);

  /**
   * A delivery.
   *
   * @param number its number, from 1 on, in each tenant
   * @param from the day of its first line
   * @param until the day of its last line
   * @param lines how many lines it has, or had when it was made
   * @param made when it was made
   * @param madeBy who made it
   * @param confirmed when it was confirmed, or null
   * @param confirmedBy who confirmed it, or null
   * @param forgotten how many of its lines were forgotten before it was confirmed
   */
  record Delivery(
      long number,
      LocalDate from,
      LocalDate until,
      long lines,
      Instant made,
      String madeBy,
      @Nullable Instant confirmed,
      @Nullable String confirmedBy,
      long forgotten) {}

  /**
   * A line: that somebody borrowed something, and not which title.
   *
   * @param id its number, the same whenever it is told
   * @param measure {@link Measure#LOAN}, {@link Measure#LOAN_UNDONE}, {@link Measure#RENEWAL} or
   *     {@link Measure#RENEWAL_UNDONE}
   * @param branch the code of the branch
   * @param materialGroup the item's material group
   * @param audience for whom the material is, as a word
   * @param cpr the patron's number in the person registry, or null where none is known
   */
  record Line(
      UUID id,
      Measure measure,
      LocalDate day,
      String branch,
      String materialGroup,
      String audience,
      @Nullable Cpr cpr) {}
}
