package org.samling.cli.statistics;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.Sheet;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.organisation.Tenant;
import org.samling.core.statistics.NationalSeries;
import org.samling.exchange.statistics.SeriesFile;
import org.samling.postgres.PostgresStore;
import org.samling.routes.jobs.StatisticsUpkeep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code statistics series}: delivers to the national series. */
@Command(
    name = "series",
    mixinStandardHelpOptions = true,
    description = {
      "Delivers data on borrowers, without titles, to the national series (docs/statistics.md). The data are kept only if statistics.series is true.",
      "deliver: writes the pending delivery, or a new one of all closed days, to a folder. Repeating it writes the same file.",
      "confirm NUMBER: records that the delivery arrived: its borrowers are forgotten, and the next can be made.",
      "list: lists all deliveries."
    })
final class StatisticsSeriesCommand extends TenantCommand {

  /** What can be done. */
  enum What {
    DELIVER,
    CONFIRM,
    LIST;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "For confirm: the delivery's number.")
  private @Nullable Long number;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "For deliver: the folder; only its owner can read the file.")
  private @Nullable Path output;

  @Option(
      names = "--until",
      converter = Day.class,
      paramLabel = "DAY",
      description =
          "For deliver: the last day of a new delivery (default: the last that is closed).")
  private @Nullable LocalDate until;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StatisticsSeriesCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var series = store.nationalSeries();
    var out = spec.commandLine().getOut();
    var done =
        switch (what) {
          case DELIVER -> {
            StatisticsUpkeep.run(tenant, store.statistics(), Instant.now());
            yield deliver(series, tenant, whichTenant.required(what, "--output", output), out);
          }
          case CONFIRM -> confirm(series, tenant, out);
          case LIST -> list(series, tenant, out);
        };
    out.flush();
    return done;
  }

  private int deliver(NationalSeries series, Tenant tenant, Path folder, PrintWriter out) {
    var last = until == null ? LocalDate.now(tenant.zone()) : until;
    var delivery = series.prepare(tenant.id(), last, Terminal.user());
    if (delivery.isEmpty()) {
      out.println("There is nothing to deliver.");
      return 0;
    }
    var d = delivery.get();
    try {
      var file = SeriesFile.write(folder, tenant, d, series);
      out.println(
          "Delivery %d, %s to %s, %,d lines: %s. Confirm it when it has arrived."
              .formatted(d.number(), d.from(), d.until(), d.lines() - d.forgotten(), file));
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the delivery can't be written to %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private int confirm(NationalSeries series, Tenant tenant, PrintWriter out) {
    var which = whichTenant.required(what, "the number of a delivery", number);
    if (series.confirm(tenant.id(), which, Terminal.user())) {
      out.println("Delivery %d is confirmed, and its borrowers are forgotten.".formatted(which));
      return 0;
    }
    out.println("There is no delivery %d waiting to be confirmed.".formatted(which));
    return 1;
  }

  private static int list(NationalSeries series, Tenant tenant, PrintWriter out) {
    var sheet =
        new Sheet(
            List.of("number", "from", "until", "lines", "made", "confirmed", "not-delivered"));
    for (var d : series.deliveries(tenant.id())) {
      sheet.add(
          Arrays.asList(
              d.number(),
              d.from(),
              d.until(),
              d.lines(),
              d.made().atZone(tenant.zone()).toLocalDate(),
              d.confirmed() == null ? "waits" : d.confirmed().atZone(tenant.zone()).toLocalDate(),
              d.forgotten()));
    }
    if (sheet.isEmpty()) {
      out.println("There are no deliveries yet.");
    } else {
      sheet.print(Sheet.Form.TEXT, out);
    }
    return 0;
  }
}
