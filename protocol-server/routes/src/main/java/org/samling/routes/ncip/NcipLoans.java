package org.samling.routes.ncip;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.CheckinOutcome;
import org.samling.core.circulation.CheckinOutcome.Destination;
import org.samling.core.circulation.CheckoutOutcome;
import org.samling.core.circulation.Command;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.ItemStatus;
import org.samling.core.circulation.LoanCommand;
import org.samling.core.circulation.Origin;
import org.samling.core.circulation.Outcome;
import org.samling.ncip.ItemOptionalFields;
import org.samling.ncip.NcipRequest.CheckInItem;
import org.samling.ncip.NcipRequest.CheckOutItem;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.CheckInItemResponse;
import org.samling.ncip.NcipResponse.CheckOutItemResponse;
import org.samling.ncip.NcipService;
import org.samling.ncip.ProblemType;
import org.samling.ncip.RoutingInformation;
import org.samling.ncip.SchemeValue;
import org.samling.routes.Commands;

/**
 * Loans and returns. The messages carry no number of their own, so that the same patron and item
 * within the window are taken for a repetition, unless the loan of the first has ended since.
 */
final class NcipLoans {

  private final Commands commands;
  private final NcipPatrons patrons;
  private final Inquiries inquiries;

  NcipLoans(Commands commands, NcipPatrons patrons, Inquiries inquiries) {
    this.commands = commands;
    this.patrons = patrons;
    this.inquiries = inquiries;
  }

  /** Answers CheckOutItem. */
  NcipResponse checkOut(NcipExchange<CheckOutItem> exchange) {
    var request = exchange.request();
    var item = request.itemId().itemIdentifierValue();
    var patron = patrons.identifier(exchange, request.userId(), request.authenticationInputs());
    var mandated = request.mandatedAction();
    var recorded =
        mandated == null
            ? null
            : new LoanCommand.AsRecorded(mandated.dateEventOccurred(), request.desiredDateDue(), 0);
    var outcome =
        once(
            exchange,
            new String[] {"check-out", patron, item},
            origin -> new LoanCommand.Checkout(origin, patron, item, false, recorded),
            earlier ->
                earlier instanceof CheckoutOutcome.Granted granted && !isOnLoan(exchange, item)
                    ? granted.loanId()
                    : null);
    return switch (outcome) {
      case CheckoutOutcome.Granted granted ->
          new CheckOutItemResponse(
              NcipItems.id(exchange.account(), granted.item().barcode()),
              NcipUsers.id(exchange.account(), patron),
              granted.due(),
              null,
              null,
              fields(exchange, item, request.itemElementTypes()),
              null);
      case CheckoutOutcome.Refused refused ->
          throw NcipRefusals.problem(NcipService.CHECK_OUT_ITEM, refused.reason());
    };
  }

  /** Answers CheckInItem. */
  NcipResponse checkIn(NcipExchange<CheckInItem> exchange) {
    var request = exchange.request();
    var item = request.itemId().itemIdentifierValue();
    var mandated = request.mandatedAction();
    var at = mandated == null ? exchange.received() : mandated.dateEventOccurred();
    var outcome =
        once(
            exchange,
            new String[] {"check-in", item},
            origin -> new LoanCommand.Checkin(origin, item, at),
            earlier ->
                earlier instanceof CheckinOutcome.Returned returned && isOnLoan(exchange, item)
                    ? Optional.ofNullable(returned.loanId()).orElse(new UUID(0, 0))
                    : null);
    return switch (outcome) {
      case CheckinOutcome.Returned returned when returned.loanId() == null ->
          throw new ProblemException(
              ProblemType.ITEM_NOT_CHECKED_OUT,
              "The item was not on loan. It is registered here now.",
              "ItemId",
              item);
      case CheckinOutcome.Returned returned ->
          new CheckInItemResponse(
              NcipItems.id(exchange.account(), returned.item().barcode()),
              returned.patron() == null || request.userElementTypes().isEmpty()
                  ? null
                  : NcipUsers.id(exchange.account(), returned.patron()),
              routing(returned.destination()),
              null,
              fields(exchange, item, request.itemElementTypes()),
              null);
      case CheckinOutcome.OfOther other ->
          throw new ProblemException(
              ProblemType.UNKNOWN_ITEM,
              "The item belongs to %s, %s. Send it there.".formatted(other.owner(), other.home()),
              "ItemId",
              item);
      case CheckinOutcome.Refused refused ->
          throw NcipRefusals.problem(NcipService.CHECK_IN_ITEM, refused.reason());
    };
  }

  /**
   * Gives a command once. Where the outcome is that of an earlier message, and the state that it
   * left is no more, this message is another command: it is given under a key of its own.
   *
   * @param ended the loan of an earlier outcome that has ended (or begun) since, or null
   */
  private <O extends Outcome> O once(
      NcipExchange<?> exchange,
      String[] parts,
      Function<Origin, Command<O>> command,
      Function<O, @Nullable UUID> ended) {
    var window = exchange.settings().repetitionWindow();
    var key = parts;
    while (true) {
      var outcome = commands.outcome(command.apply(exchange.origin(window, (Object[]) key)));
      if (!outcome.at().isBefore(exchange.received())) {
        return outcome;
      }
      var loan = ended.apply(outcome);
      if (loan == null) {
        return outcome;
      }
      key = Arrays.copyOf(key, key.length + 1);
      key[key.length - 1] = loan.toString();
    }
  }

  private boolean isOnLoan(NcipExchange<?> exchange, String item) {
    return state(exchange, item).filter(i -> i.status() == ItemStatus.ON_LOAN).isPresent();
  }

  private Optional<ItemState> state(NcipExchange<?> exchange, String item) {
    return inquiries.item(exchange.tenant(), item);
  }

  /** What is asked for of the item as it stands after the loan or return. */
  private @Nullable ItemOptionalFields fields(
      NcipExchange<?> exchange, String item, List<SchemeValue> types) {
    return types.isEmpty()
        ? null
        : state(exchange, item).map(state -> NcipItems.fields(state, types)).orElse(null);
  }

  private static @Nullable RoutingInformation routing(Destination destination) {
    return switch (destination) {
      case Destination.Shelf _ -> null;
      case Destination.HoldShelf(var branch, _, _, _, var shelf) ->
          routing(
              shelf == null
                  ? "Set it aside: a patron waits for it here."
                  : "Put it on the hold shelf as number %d.".formatted(shelf.number()),
              branch);
      case Destination.HoldTransit(var branch, _, _, _) ->
          routing("Send it to " + branch + ": a patron waits for it there.", branch);
      case Destination.HomeTransit(var branch) ->
          routing("Send it home to " + branch + ".", branch);
      case Destination.Lender(var branch, var library) ->
          routing("Send it back to " + library + ", which lent it.", branch);
    };
  }

  private static RoutingInformation routing(String instructions, String branch) {
    return new RoutingInformation(
        instructions, null, NcipItems.location("Temporary Location", branch, null), null, null);
  }
}
