package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.CommandSender;
import org.samling.cli.common.Day;
import org.samling.cli.common.TenantCommand;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.command.BookingCommand;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.BookingFacts.Terms;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code booking}: copies that are reserved for a period. */
@Command(
    name = "booking",
    mixinStandardHelpOptions = true,
    description = {
      "Books copies of titles, and sets, for a period, and shows bookings (docs/class-sets.md).",
      "place TITLE...: books titles and sets for --patron from --from until --until, all of them or none. A title is given as source:number, a set as set:BARCODE.",
      "check TITLE...: shows whether they can be booked, and what prevents it; books nothing.",
      "list: lists open bookings, with --all also past ones; with --patron or --branch only that patron's or those to be picked up there.",
      "cancel BOOKING: cancels a booking; items already on loan for it stay on loan.",
      "troubles: lists promised copies that are not expected back in time, and bookings with too few copies.",
      "fetch-list: lists items to fetch from the shelves of --branch for bookings that begin within --days.",
      "calendar TITLE: shows the numbers of copies held, booked and on loan, from --from until --until."
    })
public final class BookingsCommand extends TenantCommand {

  private static final int LONGEST = 1_000;

  /** What can be done. */
  enum What {
    PLACE,
    CHECK,
    LIST,
    CANCEL,
    TROUBLES,
    FETCH_LIST,
    CALENDAR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1..*",
      paramLabel = "NAME",
      description = "Titles and sets, or the number of a booking.")
  private @Nullable List<String> names;

  @Option(names = "--patron", paramLabel = "P", description = "The card of the patron who books.")
  private @Nullable String patron;

  @Option(
      names = "--copies",
      paramLabel = "N",
      description = "The number of copies wanted of each title (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int copies;

  @Option(
      names = "--minimum",
      paramLabel = "N",
      description = "The smallest number of copies that is acceptable (default: as --copies).")
  private @Nullable Integer minimum;

  @Option(
      names = "--from",
      converter = Day.class,
      paramLabel = "DAY",
      description = "The first day (default for calendar: today).")
  private @Nullable LocalDate from;

  @Option(
      names = "--until",
      converter = Day.class,
      paramLabel = "DAY",
      description =
          "The last day, on which the copies are due (default for calendar: 30 days after --from).")
  private @Nullable LocalDate until;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description =
          "The pickup location (default for place: the patron's own branch); for fetch-list the branch of the shelves.")
  private @Nullable String branch;

  @Option(
      names = "--copies-of",
      paramLabel = "B",
      description = "Only copies that belong to this branch (default: any).")
  private @Nullable String copiesOf;

  @Option(
      names = "--forward",
      description = "Copies that come in for it are lent at once, without being scanned again.")
  private boolean forward;

  @Option(names = "--all", description = "For list: also past bookings.")
  private boolean all;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "14",
      description = "For fetch-list: the number of days ahead (default: 14).")
  private int days;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  BookingsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    for (var named : new @Nullable String[] {branch, copiesOf}) {
      if (named != null) {
        whichTenant.checkBranch(policy, named);
      }
    }
    var out = spec.commandLine().getOut();
    var lists = store.bookingLists();
    var code =
        switch (what) {
          case PLACE, CHECK -> place(store, tenant, out);
          case LIST -> {
            list(
                lists.bookings(
                    tenant.id(), new BookingLists.BookingFilter(patron, branch, !all), LONGEST),
                out);
            yield 0;
          }
          case CANCEL -> cancel(store, tenant, policy, out);
          case TROUBLES -> {
            troubles(lists.troubles(tenant.id(), LONGEST), out);
            yield 0;
          }
          case FETCH_LIST -> {
            var last = policy.day(Instant.now()).plusDays(days);
            var at = whichTenant.required(what, "--branch", branch);
            toFetch(lists.toFetch(tenant.id(), at, last, LONGEST), out);
            yield 0;
          }
          case CALENDAR -> {
            calendar(lists, tenant, policy, out);
            yield 0;
          }
        };
    out.flush();
    return code;
  }

  private List<String> named(String needed) {
    return whichTenant.required(what, needed, names);
  }

  private int place(PostgresStore store, Tenant tenant, PrintWriter out) {
    var card = whichTenant.required(what, "--patron", patron);
    var first = whichTenant.required(what, "--from", from);
    var last = whichTenant.required(what, "--until", until);
    if (last.isBefore(first)) {
      throw whichTenant.usageError("--until %s is before --from %s".formatted(last, first));
    }
    var pickup =
        branch != null
            ? branch
            : store
                .inquiries()
                .patron(tenant.id(), card)
                .map(account -> account.patron().branch())
                .orElseThrow(() ->
                    whichTenant.usageError(
                        "the tenant %s has no such patron".formatted(tenant.code())));
    var least = Optional.ofNullable(minimum).orElse(copies);
    if (least < 1 || copies < least || copies > Terms.MAX_COPIES) {
      throw whichTenant.usageError(
          "--copies must be at most %d, and --minimum from 1 to --copies"
              .formatted(Terms.MAX_COPIES));
    }
    var terms = new Terms(least, copies, first, last, pickup, copiesOf, forward);
    var wanted = new ArrayList<BookingCommand.BookingLine>();
    named("titles or sets").forEach(name -> wanted.add(wanted(name, terms)));
    if (wanted.size() > BookingCommand.PlaceBookings.MAX_LINES) {
      throw whichTenant.usageError(
          "at most %d titles can be booked together"
              .formatted(BookingCommand.PlaceBookings.MAX_LINES));
    }
    var sender = new CommandSender(store, tenant.id(), pickup);
    var command = new BookingCommand.PlaceBookings(sender.origin(), card, wanted);
    var outcome =
        what == What.CHECK ? store.inquiries().explain(command).outcome() : sender.outcome(command);
    if (outcome instanceof BookingOutcome.Placed placed) {
      placed
          .bookings()
          .forEach(promise ->
              out.println(
                  "%s  %s, copies: %d, %s"
                      .formatted(
                          what == What.CHECK ? "can be booked" : promise.booking(),
                          promise.what(),
                          promise.copies().size(),
                          String.join(" ", promise.copies()))));
      return 0;
    }
    if (outcome instanceof BookingOutcome.Refused refused) {
      out.println("Refused: %s, by %s".formatted(refused.reason().words(), refused.why()));
      refused.conflicts().forEach(conflict -> print(conflict, out));
    }
    return 1;
  }

  private BookingCommand.BookingLine wanted(String name, Terms terms) {
    if (name.startsWith("set:")) {
      return new BookingCommand.BookingLine(null, name.substring("set:".length()), terms);
    }
    return new BookingCommand.BookingLine(title(name), null, terms);
  }

  private RecordKey title(String name) {
    try {
      return RecordKey.parse(name);
    } catch (IllegalArgumentException e) {
      throw whichTenant.usageError(
          "\"%s\" is not a title: write source:number, or set:BARCODE for a set".formatted(name));
    }
  }

  private static void print(BookingOutcome.Conflict conflict, PrintWriter out) {
    out.println(
        "%s: copies needed: %d, available: %d"
            .formatted(conflict.what(), conflict.minimum(), conflict.free()));
    conflict
        .inTheWay()
        .forEach(way ->
            out.println(
                "  %-14s  %s%s"
                    .formatted(
                        way.copy(),
                        word(way.kind()),
                        way.until() == null ? "" : " until " + way.until())));
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void list(List<BookingLists.Booked> bookings, PrintWriter out) {
    if (bookings.isEmpty()) {
      out.println("There are no bookings.");
    }
    for (var booked : bookings) {
      var booking = booked.booking();
      var terms = booking.terms();
      var lent = booking.copies().stream().filter(BookingFacts.Copy::isLent).count();
      var copies =
          "%d promised, %d on loan, %d back of %d to %d%s"
              .formatted(
                  booking.copies().size() - lent,
                  lent,
                  booking.returned(),
                  terms.minimum(),
                  terms.preferred(),
                  terms.isForwarded() ? ", lent on" : "");
      out.println(
          "%s  %s to %s  %s  %s  %s  %s (%s)"
              .formatted(
                  booking.id(),
                  terms.from(),
                  terms.until(),
                  terms.pickup(),
                  word(booking.state()),
                  copies,
                  booked.title(),
                  booking.patronName()));
    }
    rest(bookings, out);
  }

  private static void rest(List<?> listed, PrintWriter out) {
    if (listed.size() == LONGEST) {
      out.println("… and perhaps more: only the first %,d are shown".formatted(LONGEST));
    }
  }

  private int cancel(PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var here = policy.branches().keySet().stream().sorted().findFirst().orElse("");
    var sender = new CommandSender(store, tenant.id(), here);
    for (var name : named("the number of a booking")) {
      UUID id;
      try {
        id = UUID.fromString(name);
      } catch (IllegalArgumentException e) {
        throw whichTenant.usageError(
            "\"%s\" is not the number of a booking; list shows them".formatted(name));
      }
      switch (sender.outcome(new BookingCommand.CancelBooking(sender.origin(), id))) {
        case BookingOutcome.Changed changed ->
            out.println(
                "%s: %s%s"
                    .formatted(
                        id,
                        word(changed.state()),
                        changed.copies() == 0
                            ? ""
                            : ", copies that stay on loan: %d".formatted(changed.copies())));
        case BookingOutcome.Refused refused ->
            throw whichTenant.usageError(
                "refused: %s, by %s".formatted(refused.reason().words(), refused.why()));
        case BookingOutcome.Placed _ -> {}
      }
    }
    return 0;
  }

  private static void troubles(List<BookingLists.Trouble> troubles, PrintWriter out) {
    if (troubles.isEmpty()) {
      out.println("Nothing needs attention.");
    }
    troubles.forEach(trouble ->
        out.println(
            "%s  from %s  %s  %s (%s)"
                .formatted(
                    trouble.booking(),
                    trouble.from(),
                    trouble.copy() == null || trouble.status() == null
                        ? "has too few copies"
                        : "%s is %s%s"
                            .formatted(
                                trouble.copy(),
                                word(trouble.status()),
                                trouble.due() == null ? "" : ", due " + trouble.due()),
                    trouble.title(),
                    trouble.patronName())));
    rest(troubles, out);
  }

  private static void toFetch(List<BookingLists.ToFetch> fetched, PrintWriter out) {
    if (fetched.isEmpty()) {
      out.println("There is nothing to fetch.");
    }
    fetched.forEach(copy ->
        out.println(
            "%-14s  %-28s  %-12s  %s -> %s for %s, from %s"
                .formatted(
                    copy.copy(),
                    Optional.ofNullable(copy.location()).orElse(""),
                    Optional.ofNullable(copy.callNumber()).orElse(""),
                    copy.title(),
                    copy.pickup(),
                    copy.patronName(),
                    copy.from())));
    rest(fetched, out);
  }

  private void calendar(BookingLists lists, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var first = Optional.ofNullable(from).orElse(policy.day(Instant.now()));
    var last = Optional.ofNullable(until).orElse(first.plusDays(30));
    if (last.isBefore(first) || first.until(last, ChronoUnit.DAYS) > Terms.MAX_DAYS) {
      throw whichTenant.usageError(
          "a calendar can have at most %d days, from --from until --until"
              .formatted(Terms.MAX_DAYS));
    }
    for (var name : named("a title")) {
      var found = lists.calendar(tenant.id(), title(name), first, last);
      if (found.isEmpty()) {
        throw whichTenant.usageError("there is no title %s".formatted(name));
      }
      out.println(name + ": copies, booked, on loan, free");
      // Consecutive days with the same figures make one line.
      var begin = 0;
      for (var i = 1; i <= found.size(); i++) {
        if (i == found.size() || !isAlike(found.get(begin), found.get(i))) {
          out.println(line(found.get(begin), found.get(i - 1)));
          begin = i;
        }
      }
    }
  }

  private static boolean isAlike(BookingLists.Day one, BookingLists.Day other) {
    return one.copies() == other.copies()
        && one.booked() == other.booked()
        && one.onLoan() == other.onLoan();
  }

  private static String line(BookingLists.Day first, BookingLists.Day last) {
    return "  %s%s  %3d %3d %3d %3d"
        .formatted(
            first.day(),
            first.equals(last) ? "              " : " to " + last.day(),
            first.copies(),
            first.booked(),
            first.onLoan(),
            Math.max(0, first.copies() - first.booked() - first.onLoan()));
  }
}
