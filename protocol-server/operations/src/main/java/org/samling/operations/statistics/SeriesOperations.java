package org.samling.operations.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.statistics.NationalSeries;
import org.samling.core.statistics.Statistics;
import org.samling.operations.Download;
import org.samling.operations.Family;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.routes.jobs.StatisticsUpkeep;

/** Deliveries to the national series. */
public final class SeriesOperations {

  /** The operations. */
  public static final Family<SeriesOperations> FAMILY =
      new Family<>(
          "statistics",
          "statistics",
          "Deliveries to the national series",
          List.of(
              Operation.get(
                      "list-series",
                      "/statistics/series",
                      Scope.STATISTICS_DELIVER,
                      "Lists deliveries to the national series")
                  .of(Nothing.class, Deliveries.class, SeriesOperations::list),
              // Until it is confirmed it is the same file again, with any key or none.
              Operation.post(
                      "deliver-series",
                      "/statistics/series",
                      Scope.STATISTICS_DELIVER,
                      "Returns the delivery that waits to be confirmed, or a new one")
                  .keepingItsKey()
                  .takingItsTime()
                  .ofFile(NewDelivery.class, List.of(Download.CSV), SeriesOperations::deliver),
              Operation.post(
                      "confirm-series",
                      "/statistics/series/:number/confirmation",
                      Scope.STATISTICS_DELIVER,
                      "Records that a delivery has arrived, and forgets its borrowers")
                  .of(WhichDelivery.class, Delivery.class, SeriesOperations::confirm)));

  private final NationalSeries series;
  private final Statistics statistics;

  /** Operations on a store. */
  public SeriesOperations(NationalSeries series, Statistics statistics) {
    this.series = series;
    this.statistics = statistics;
  }

  /** What is delivered. */
  public record NewDelivery(
      @Means("the last day of a new delivery; default: the last that is closed")
          @Nullable LocalDate until) {}

  /** Which delivery. */
  public record WhichDelivery(@Means("the number of the delivery") String number) {}

  /** All deliveries, the latest first. */
  public record Deliveries(List<Delivery> deliveries) {}

  /** A delivery. */
  public record Delivery(
      long number,
      @Means("the day of its first line") LocalDate from,
      @Means("the day of its last line") LocalDate until,
      long lines,
      Instant made,
      @Means("null if it waits to be confirmed") @Nullable Instant confirmed,
      @Means("lines that were deleted before it was confirmed") long forgotten) {

    static Delivery of(NationalSeries.Delivery delivery) {
      return new Delivery(
          delivery.number(),
          delivery.from(),
          delivery.until(),
          delivery.lines(),
          delivery.made(),
          delivery.confirmed(),
          delivery.forgotten());
    }
  }

  private Deliveries list(Request<Nothing> request) {
    return new Deliveries(
        series.deliveries(request.tenantId()).stream().map(Delivery::of).toList());
  }

  /** Counts first what is not counted yet: a job does so each minute. */
  private Download deliver(Request<NewDelivery> request) {
    var tenant = request.tenant();
    StatisticsUpkeep.run(tenant, statistics, Instant.now());
    var until =
        Optional.ofNullable(request.input().until()).orElseGet(() -> LocalDate.now(tenant.zone()));
    var delivery =
        series
            .prepare(tenant.id(), until, request.account().username())
            .orElseThrow(() -> Problem.refused("There is nothing to deliver."));
    return Download.made(
        Download.CSV,
        "%s-series-%06d.csv".formatted(tenant.code(), delivery.number()),
        out -> SeriesFile.write(out, tenant, delivery, series));
  }

  private Delivery confirm(Request<WhichDelivery> request) {
    var known = delivery(request);
    if (!series.confirm(request.tenantId(), known.number(), request.account().username())) {
      throw Problem.refused("Delivery %d was confirmed before.".formatted(known.number()));
    }
    return Delivery.of(delivery(request));
  }

  private NationalSeries.Delivery delivery(Request<WhichDelivery> request) {
    var number = request.input().number();
    return series.deliveries(request.tenantId()).stream()
        .filter(delivery -> Long.toString(delivery.number()).equals(number))
        .findFirst()
        .orElseThrow(() -> Problem.unknown("There is no delivery \"%s\".".formatted(number)));
  }
}
