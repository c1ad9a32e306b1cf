package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.CommandSender;
import org.samling.cli.common.TenantCommand;
import org.samling.core.circulation.BookingLists.SetItem;
import org.samling.core.circulation.BookingLists.SetListed;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.facts.SetFacts;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.postgres.PostgresStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set}: items that are moved and lent as one. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Says and changes which items are moved and lent as one, such as class sets (docs/class-sets.md). A set has a barcode of its own, by which it is lent at every machine.",
      "list: every set, how many items it has, and how many of them are on loan.",
      "show SET: its items, where they are and who has them.",
      "put SET [ITEM...]: makes the set, or puts items into it; --name says what it is called.",
      "take-out SET ITEM...: takes items out of it.",
      "replace SET ITEM OTHER: takes an item out of it, and puts another in its place. Whoever booked the set has the other copies promised, and is named.",
      "dissolve SET: its items are lent each by itself again.",
      "move SET --branch B: the set belongs to that branch from now on, and is sent there.",
      "checkin SET: takes the set back at --branch, but for its items that are named as --missing."
    })
public final class SetsCommand extends TenantCommand {

  /** What can be done. */
  enum What {
    LIST,
    SHOW,
    PUT,
    TAKE_OUT,
    REPLACE,
    DISSOLVE,
    MOVE,
    CHECKIN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SET",
      description = "What is printed on the set; not for list.")
  private @Nullable String set;

  @Parameters(index = "2..*", paramLabel = "ITEM", description = "Barcodes of items.")
  private @Nullable List<String> items;

  @Option(names = "--name", paramLabel = "N", description = "For put: what the set is called.")
  private @Nullable String name;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "For move: where it belongs. For checkin: where it comes in.")
  private @Nullable String branch;

  @Option(
      names = "--missing",
      split = ",",
      paramLabel = "ITEM",
      description = "For checkin: barcodes of what did not come with it, with commas between.")
  private @Nullable List<String> missing;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  SetsCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    if (branch != null) {
      whichTenant.checkBranch(policy, branch);
    }
    var here =
        branch != null
            ? branch
            : policy.branches().keySet().stream().sorted().findFirst().orElse("");
    var giving = new CommandSender(store, tenant.id(), here);
    var out = spec.commandLine().getOut();
    switch (what) {
      case LIST -> list(store.bookingLists().sets(tenant.id()), out);
      case SHOW -> show(store, tenant, out);
      case PUT -> change(giving, put(giving), out);
      case TAKE_OUT ->
          change(
              giving,
              new SetCommand.PutSet(
                  giving.origin(),
                  named(),
                  null,
                  List.of(),
                  whichTenant.given(what, "the barcodes of items", items)),
              out);
      case REPLACE -> change(giving, replace(giving), out);
      case DISSOLVE -> change(giving, new SetCommand.DissolveSet(giving.origin(), named()), out);
      case MOVE ->
          change(
              giving,
              new SetCommand.MoveSet(
                  giving.origin(), named(), whichTenant.given(what, "--branch", branch)),
              out);
      case CHECKIN -> checkin(giving, out);
    }
    out.flush();
    return 0;
  }

  private String named() {
    var barcode = whichTenant.given(what, "the barcode of the SET", set);
    checkLength(barcode);
    return barcode;
  }

  private void checkLength(String text) {
    if (text.isBlank() || text.length() > SetFacts.MAX_LENGTH) {
      throw whichTenant.wrong(
          "a set's barcode and name have 1 to %d characters".formatted(SetFacts.MAX_LENGTH));
    }
  }

  private SetCommand put(CommandSender giving) {
    var added = Optional.ofNullable(items).orElse(List.of());
    if (added.size() > SetFacts.MAX_ITEMS) {
      throw whichTenant.wrong("a set has at most %d items".formatted(SetFacts.MAX_ITEMS));
    }
    if (name != null) {
      checkLength(name);
    }
    return new SetCommand.PutSet(giving.origin(), named(), name, added, List.of());
  }

  private SetCommand replace(CommandSender giving) {
    var two = whichTenant.given(what, "the barcodes of two items", items);
    if (two.size() != 2) {
      throw whichTenant.wrong("replace needs the item that goes and the item that comes");
    }
    return new SetCommand.PutSet(
        giving.origin(), named(), null, List.of(two.getLast()), List.of(two.getFirst()));
  }

  private void change(CommandSender giving, SetCommand command, PrintWriter out) {
    switch (giving.outcome(command)) {
      case SetOutcome.Changed(_, var barcode, var called, var all, var told) -> {
        out.println(
            "%s %s \"%s\": %d items"
                .formatted(
                    what == What.DISSOLVE ? "Dissolved" : "Set", barcode, called, all.size()));
        told.forEach(booking ->
            out.println(
                "  booked by %s from %s: %d of %d copies now"
                    .formatted(
                        booking.patronName(), booking.from(), booking.copies(), booking.wanted())));
      }
      case SetOutcome.Refused(_, var reason, var barcode, var why) ->
          throw whichTenant.wrong(
              "refused: %s%s, by %s"
                  .formatted(reason, barcode == null ? "" : " (" + barcode + ")", why));
    }
  }

  private void checkin(CommandSender giving, PrintWriter out) {
    whichTenant.given(what, "--branch, where it comes in", branch);
    var not = Optional.ofNullable(missing).orElse(List.of());
    switch (giving.outcome(
        new LoanCommand.CheckinSet(giving.origin(), named(), not, Instant.now()))) {
      case CheckinOutcome.SetReturned(_, var standing, var returned) -> {
        returned.forEach(
            item -> out.println("%-14s  %s".formatted(item.item().barcode(), goes(item))));
        out.println(
            "%d of %d items came in%s."
                .formatted(
                    returned.size(),
                    standing.size(),
                    standing.missing().isEmpty()
                        ? "; nothing is missing"
                        : missing(standing.missing())));
      }
      case CheckinOutcome.Refused(_, var reason, var barcode, var why) ->
          throw whichTenant.wrong("refused: %s (%s), by %s".formatted(reason, barcode, why));
      case CheckinOutcome.Returned one -> out.println(goes(one));
      case CheckinOutcome.OfOther other -> out.println("It is to be sent to " + other.owner());
    }
  }

  /** Names the items of a set that were missing when it was lent. */
  static String missing(List<String> barcodes) {
    return barcodes.isEmpty() ? "" : "; missing: " + String.join(", ", barcodes);
  }

  private static String goes(CheckinOutcome.Returned returned) {
    return switch (returned.destination()) {
      case CheckinOutcome.Destination.Shelf _ -> "to its shelf";
      case CheckinOutcome.Destination.HoldShelf _ -> "to the hold shelf";
      case CheckinOutcome.Destination.HoldTransit(var to, _, _, _) -> "to " + to + ", for a hold";
      case CheckinOutcome.Destination.HomeTransit(var to) -> "home to " + to;
      case CheckinOutcome.Destination.Lender(_, var library) -> "back to " + library;
      case CheckinOutcome.Destination.Booked(var to, var booker, var isHere, var until) ->
          isHere
              ? until == null ? "set aside for " + booker : "lent on to " + booker
              : "to " + to + ", booked by " + booker;
    };
  }

  private static void list(List<SetListed> sets, PrintWriter out) {
    if (sets.isEmpty()) {
      out.println("There are no sets.");
    }
    sets.forEach(set ->
        out.println(
            "%-14s  %3d items, %3d on loan  %s"
                .formatted(set.barcode(), set.items(), set.onLoan(), set.name())));
  }

  private void show(PostgresStore store, Tenant tenant, PrintWriter out) {
    var barcode = named();
    var sets = store.bookingLists().sets(tenant.id());
    var found = sets.stream().filter(s -> s.barcode().equals(barcode)).toList();
    if (found.isEmpty()) {
      throw whichTenant.unknown(
          "set", barcode, new ArrayList<>(sets.stream().map(SetListed::barcode).toList()));
    }
    list(found, out);
    store.bookingLists().items(tenant.id(), barcode).forEach(item -> out.println(line(item)));
  }

  private static String line(SetItem item) {
    return "  %-14s  %-12s %s%s  %s"
        .formatted(
            item.barcode(),
            item.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            item.at(),
            item.borrower() == null ? "" : "  %s until %s".formatted(item.borrower(), item.due()),
            item.title());
  }
}
