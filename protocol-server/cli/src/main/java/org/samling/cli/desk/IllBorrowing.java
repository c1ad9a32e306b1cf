package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.TenantOption;
import org.samling.cli.common.Terminal;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.BorrowedItems.BarcodeTaken;
import org.samling.core.ill.BorrowedItems.BorrowedItemReference;
import org.samling.core.ill.BorrowedItems.NotAccepted;
import org.samling.core.ill.BorrowedItems.NotAwaited;
import org.samling.core.ill.BorrowedItems.NotBorrowed;
import org.samling.core.ill.BorrowedItems.ReferenceTaken;
import org.samling.core.ill.BorrowedItems.Removed;
import org.samling.core.ill.BorrowedItems.StillOnLoan;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.OwnRequests.Asked;
import org.samling.core.ill.OwnRequests.Fault;
import org.samling.core.ill.OwnRequests.OwnRequest;
import org.samling.core.ill.OwnRequests.Rejected;
import org.samling.core.ill.OwnRequests.RequestIdentity;
import org.samling.core.organisation.Tenant;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.PostgresStore;

/** The actions of {@code ill} for the borrowing library. */
final class IllBorrowing {

  private final PostgresStore store;
  private final Tenant tenant;
  private final TenantOption which;
  private final PrintWriter out;
  private final BorrowingDesk borrowing;

  IllBorrowing(PostgresStore store, Tenant tenant, TenantOption which, PrintWriter out) {
    this.store = store;
    this.tenant = tenant;
    this.which = which;
    this.out = out;
    this.borrowing = new BorrowingDesk(new MarcRecordMaker(), store.borrowedItems());
  }

  int request(IllRequestOptions wanted, @Nullable String note) {
    var lenders = which.required(IllCommand.What.REQUEST, "--lender", wanted.lenders);
    var branch = which.required(IllCommand.What.REQUEST, "--branch", wanted.branch);
    var patron = which.required(IllCommand.What.REQUEST, "--patron", wanted.patron);
    which.checkBranch(store.inquiries().policy(tenant.id()), branch);
    var wish =
        new OwnRequest(
            branch,
            wanted.us,
            lenders,
            wanted.description(),
            wanted.service(),
            wanted.before,
            patron,
            note);
    var once =
        new RequestIdentity(
            Terminal.user(), null, CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex());
    var own = new OwnRequests(store.interlibraryMessages(), store.inquiries());
    return switch (own.ask(tenant.id(), wish, once)) {
      case Asked(var request, _) -> {
        out.println(
            "Request %d goes to %s.".formatted(request.number(), String.join(", then ", lenders)));
        yield 0;
      }
      case Rejected(var fault) -> throw which.usageError(why(fault));
    };
  }

  private static String why(Fault fault) {
    return switch (fault) {
      case NO_BRANCH -> "there is no such branch";
      case NO_TITLE -> "request needs --title, --isbn, --issn or --number";
      case NO_PATRON -> "request needs --patron";
      case NO_LENDERS ->
          "request needs 1 to %d libraries, given by --lender".formatted(OwnRequests.MOST_LENDERS);
      case TOO_LONG ->
          "a title, author, part or note must have at most %,d characters, everything else at most %d"
              .formatted(InterlibraryOrder.MAX_TEXT, InterlibraryOrder.MAX_NAME);
      case ANOTHER -> "a different request was made before";
    };
  }

  int receive(long number, IllRequestOptions wanted) {
    var found = store.interlibraryRequests().find(tenant.id(), number);
    var peer = found.map(r -> r.handling().peer()).orElse(null);
    var branch = found.map(r -> r.handling().branch()).orElse(null);
    if (found.isEmpty() || peer == null || branch == null) {
      out.println("This library made no request %d.".formatted(number));
      return 1;
    }
    var request = found.get();
    var patron = wanted.patron == null ? request.order().patron() : wanted.patron;
    return switch (borrowing.accept(
        tenant.id(),
        branch,
        new Arrival(
            new Requester(Terminal.user(), peer.library()),
            Long.toString(number),
            wanted.barcode == null ? request.handling().item() : wanted.barcode,
            which.required(IllCommand.What.RECEIVE, "--patron", patron),
            wanted.pickup == null ? branch : wanted.pickup,
            request.order().description(),
            Arrival.Terms.of(request.order(), dueToLender(wanted)),
            null,
            number))) {
      case Accepted(var after, _) -> printState(after);
      case NotAccepted(var reason) -> refused("The item can't be held: " + reason);
      case BarcodeTaken() -> refused("An item with this barcode already exists.");
      case ReferenceTaken(var other) ->
          refused("Item %s has already been received for it.".formatted(other.handling().item()));
      case NotAwaited _ -> refused("Request %d is not waiting for an item.".formatted(number));
    };
  }

  private @Nullable Instant dueToLender(IllRequestOptions wanted) {
    var day = wanted.due;
    return day == null
        ? null
        : day.plusDays(1).atStartOfDay(tenant.zone()).minusSeconds(1).toInstant();
  }

  int giveBack(long number) {
    var item =
        store
            .interlibraryRequests()
            .find(tenant.id(), number)
            .map(r -> r.handling().item())
            .orElse(null);
    if (item == null) {
      return refused("No item has been received for request %d.".formatted(number));
    }
    return switch (borrowing.remove(
        tenant.id(), BorrowedItemReference.ofRequest(number), Terminal.user())) {
      case Removed(var after) -> printState(after);
      case StillOnLoan _ -> refused("A patron still has the item " + item + ".");
      case NotBorrowed() -> refused("No item has been received for request %d.".formatted(number));
    };
  }

  private int printState(InterlibraryRequest request) {
    var item = request.handling().item();
    out.println(
        "Request %d is %s; %s."
            .formatted(
                request.number(),
                request.state().text(),
                item == null ? "it is a copy, which need not be returned" : "the item is " + item));
    return 0;
  }

  private int refused(String why) {
    out.println(why);
    return 1;
  }
}
