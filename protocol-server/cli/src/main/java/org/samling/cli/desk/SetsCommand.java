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
      "Shows and changes sets: items that are moved and lent as one, such as class sets (docs/class-sets.md). A set has a barcode of its own, by which every machine can lend it.",
      "list: lists the sets, with the number of items and how many are on loan.",
      "show SET: shows its items, where they are and who has them.",
      "put SET [ITEM...]: creates the set, or adds items to it; --name sets its name.",
      "take-out SET ITEM...: removes items from it.",
      "replace SET ITEM OTHER: replaces an item in it by another. Bookings of the set are promised the new copy, and are listed.",
      "dissolve SET: dissolves it; its items are lent singly again.",
      "move SET --branch B: changes the set's branch and sends it there.",
      "checkin SET: takes the set back at --branch, except the items named by --missing."
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
      description = "The barcode of the set; not for list.")
  private @Nullable String set;

  @Parameters(index = "2..*", paramLabel = "ITEM", description = "Barcodes of items.")
  private @Nullable List<String> items;

  @Option(names = "--name", paramLabel = "N", description = "For put: the name of the set.")
  private @Nullable String name;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "For move: the set's new branch. For checkin: the branch of the return.")
  private @Nullable String branch;

  @Option(
      names = "--missing",
      split = ",",
      paramLabel = "ITEM",
      description = "For checkin: the barcodes of missing items, separated by commas.")
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
    var sender = new CommandSender(store, tenant.id(), here);
    var out = spec.commandLine().getOut();
    switch (what) {
      case LIST -> list(store.bookingLists().sets(tenant.id()), out);
      case SHOW -> show(store, tenant, out);
      case PUT -> change(sender, put(sender), out);
      case TAKE_OUT ->
          change(
              sender,
              new SetCommand.PutSet(
                  sender.origin(),
                  named(),
                  null,
                  List.of(),
                  whichTenant.required(what, "the barcodes of items", items)),
              out);
      case REPLACE -> change(sender, replace(sender), out);
      case DISSOLVE -> change(sender, new SetCommand.DissolveSet(sender.origin(), named()), out);
      case MOVE ->
          change(
              sender,
              new SetCommand.MoveSet(
                  sender.origin(), named(), whichTenant.required(what, "--branch", branch)),
              out);
      case CHECKIN -> checkin(sender, out);
    }
    out.flush();
    return 0;
  }

  private String named() {
    var barcode = whichTenant.required(what, "the barcode of the SET", set);
    checkLength(barcode);
    return barcode;
  }

  private void checkLength(String text) {
    if (text.isBlank() || text.length() > SetFacts.MAX_LENGTH) {
      throw whichTenant.usageError(
          "a set's barcode and name must have 1 to %d characters".formatted(SetFacts.MAX_LENGTH));
    }
  }

  private SetCommand put(CommandSender sender) {
    var added = Optional.ofNullable(items).orElse(List.of());
    if (added.size() > SetFacts.MAX_ITEMS) {
      throw whichTenant.usageError("a set can have at most %d items".formatted(SetFacts.MAX_ITEMS));
    }
    if (name != null) {
      checkLength(name);
    }
    return new SetCommand.PutSet(sender.origin(), named(), name, added, List.of());
  }

  private SetCommand replace(CommandSender sender) {
    var two = whichTenant.required(what, "the barcodes of two items", items);
    if (two.size() != 2) {
      throw whichTenant.usageError("replace needs two items: the old and the new one");
    }
    return new SetCommand.PutSet(
        sender.origin(), named(), null, List.of(two.getLast()), List.of(two.getFirst()));
  }

  private void change(CommandSender sender, SetCommand command, PrintWriter out) {
    switch (sender.outcome(command)) {
      case SetOutcome.Changed(_, var barcode, var called, var all, var bookings) -> {
        out.println(
            "%s %s \"%s\", items: %d"
                .formatted(
                    what == What.DISSOLVE ? "Dissolved" : "Set", barcode, called, all.size()));
        bookings.forEach(booking ->
            out.println(
                "  booked by %s from %s, copies now promised: %d of %d"
                    .formatted(
                        booking.patronName(), booking.from(), booking.copies(), booking.wanted())));
      }
      case SetOutcome.Refused(_, var reason, var barcode, var why) ->
          throw whichTenant.usageError(
              "refused: %s%s, by %s"
                  .formatted(reason.words(), barcode == null ? "" : " (" + barcode + ")", why));
    }
  }

  private void checkin(CommandSender sender, PrintWriter out) {
    whichTenant.required(what, "--branch, the branch of the return", branch);
    var not = Optional.ofNullable(missing).orElse(List.of());
    switch (sender.outcome(
        new LoanCommand.CheckinSet(sender.origin(), named(), not, Instant.now()))) {
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
          throw whichTenant.usageError(
              "refused: %s (%s), by %s".formatted(reason.words(), barcode, why));
      case CheckinOutcome.Returned one -> out.println(goes(one));
      case CheckinOutcome.OfOther other -> out.println("Send it to " + other.owner());
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
