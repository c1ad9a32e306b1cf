package org.samling.operations.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;

import java.util.List;
import java.util.Objects;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems.Acceptance;
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
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Words;
import org.samling.operations.ill.IllRequests.IllRequest;
import org.samling.operations.ill.IllRequests.Receipt;
import org.samling.operations.ill.IllRequests.WhichRequest;

/** Items of other libraries, which arrive for this library's own requests and go back. */
public final class IllItemOperations {

  /** The operations. */
  public static final Family<IllItemOperations> FAMILY =
      new Family<>(
          "ill-requests",
          "ill-request",
          "Items of other libraries, which arrive for this library's own requests and go back",
          List.of(
              Operation.post(
                      "receive-ill-item",
                      "/ill-requests/:number/receipt",
                      Scope.ILL_HANDLE,
                      "Records that the item of a request has arrived")
                  .verb("receive")
                  .of(Receipt.class, IllRequest.class, IllItemOperations::receive),
              Operation.post(
                      "return-ill-item",
                      "/ill-requests/:number/return",
                      Scope.ILL_HANDLE,
                      "Records that the item of a request goes back")
                  .verb("return")
                  .of(WhichRequest.class, IllRequest.class, IllItemOperations::giveBack)));

  private final StoredRequests stored;
  private final BorrowingDesk borrowing;

  /** Operations on a store, and on the desk that takes the items in. */
  public IllItemOperations(InterlibraryRequests requests, BorrowingDesk borrowing) {
    this.stored = new StoredRequests(requests);
    this.borrowing = borrowing;
  }

  private IllRequest receive(Request<Receipt> request) {
    var receipt = request.input();
    var found = stored.find(request, receipt.number());
    var handling = found.handling();
    var peer = handling.peer();
    var branch = handling.branch();
    if (found.side() != Side.BORROWING || peer == null || branch == null) {
      throw Problem.refused("The request was not made by this library.");
    }
    if (found.isNotShipped() && !Boolean.TRUE.equals(receipt.withoutShipment())) {
      throw Problem.refused(
          "The request is %s: %s never said that the item was sent. If it is here, repeat this with \"without-shipment\"."
              .formatted(found.state().text(), peer.library()));
    }
    var barcode = InterlibraryText.ofNumber(receipt.barcode(), MAX_NAME);
    var pickup = InterlibraryText.of(receipt.pickup(), MAX_NAME);
    var named = InterlibraryText.ofNumber(receipt.patron(), MAX_NAME);
    var patron = named == null ? found.order().patron() : named;
    if (patron == null) {
      throw Problem.invalid("\"patron\" is missing.");
    }
    var arrival =
        new Arrival(
            new Requester(request.account().username(), peer.library()),
            Long.toString(found.number()),
            barcode == null ? handling.item() : barcode,
            patron,
            Objects.requireNonNullElse(pickup, branch),
            found.order().description(),
            Arrival.Terms.of(found.order(), receipt.dueIn(request.tenant())),
            null,
            found.number());
    return received(borrowing.accept(request.tenantId(), branch, arrival));
  }

  private static IllRequest received(Acceptance acceptance) {
    return switch (acceptance) {
      case Accepted(var after, _) -> IllRequest.of(after);
      case NotAccepted(var reason) ->
          throw Problem.refused("The item can't be held: %s.".formatted(Words.of(reason)));
      case BarcodeTaken() -> throw Problem.refused("An item with this barcode already exists.");
      case ReferenceTaken(var other) ->
          throw Problem.refused(
              "Item %s has already been received for it.".formatted(other.handling().item()));
      case NotAwaited _ -> throw Problem.refused("The request is not waiting for an item.");
    };
  }

  private IllRequest giveBack(Request<WhichRequest> request) {
    var found = stored.find(request, request.input().number());
    if (found.handling().item() == null) {
      throw notReceived();
    }
    return switch (borrowing.remove(
        request.tenantId(),
        BorrowedItemReference.ofRequest(found.number()),
        request.account().username())) {
      case Removed(var after) -> IllRequest.of(after);
      case StillOnLoan _ -> throw Problem.refused("A patron still has the item.");
      case NotBorrowed() -> throw notReceived();
    };
  }

  private static Problem notReceived() {
    return Problem.refused("No item has been received for the request.");
  }
}
