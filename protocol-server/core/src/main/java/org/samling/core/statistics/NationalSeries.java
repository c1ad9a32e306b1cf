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
 * The port of the national series, which asks who borrowed. Its data is stored only where {@link
 * org.samling.core.policy.Setting#STATISTICS_SERIES} allows it, delivered once, and deleted when
 * the delivery was confirmed or took too long. Throws {@link org.samling.core.StoreException} when
 * the store can't be reached.
 */
public interface NationalSeries {

  /**
   * The delivery that waits to be confirmed, or a new one of all closed days: only one waits at a
   * time, and its lines stay the same however often it is fetched.
   *
   * @param until the last day of a new delivery
   * @param by who asks
   * @return empty where there is nothing to deliver
   */
  Optional<Delivery> prepare(TenantId tenant, LocalDate until, String by);

  /** Reads the lines of a delivery that waits to be confirmed, in order. */
  void lines(TenantId tenant, Delivery delivery, Consumer<Line> lines);

  /**
   * Records that a delivery arrived, and deletes its lines.
   *
   * @param number the delivery
   * @param by who confirms it
   * @return whether it was waiting for confirmation; false where it was confirmed before
   */
  boolean confirm(TenantId tenant, long number, String by);

  /**
   * Deletes lines that have waited for {@link
   * org.samling.core.policy.Setting#STATISTICS_SERIES_DAYS} to be delivered and confirmed.
   *
   * @return how many lines were deleted
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
   * @param lines how many lines it has, or had when it was created
   * @param made when it was created
   * @param madeBy who created it
   * @param confirmed when it was confirmed, or null
   * @param confirmedBy who confirmed it, or null
   * @param forgotten how many of its lines were deleted before it was confirmed
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
   * A line: somebody borrowed something, without its title.
   *
   * @param id its number, the same whenever it is read
   * @param measure {@link Measure#LOAN}, {@link Measure#LOAN_UNDONE}, {@link Measure#RENEWAL} or
   *     {@link Measure#RENEWAL_UNDONE}
   * @param branch the code of the branch
   * @param materialGroup the item's material group
   * @param audience the audience of the material, as a word
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
