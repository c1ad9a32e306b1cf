package org.samling.routes.ncip;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.reason.Refusal;
import org.samling.ncip.NcipNotification;
import org.samling.ncip.NcipNotification.CirculationStatusChangeReported;
import org.samling.ncip.NcipNotification.CirculationStatusUpdated;
import org.samling.ncip.NcipNotification.ItemCheckedIn;
import org.samling.ncip.NcipNotification.ItemCheckedOut;
import org.samling.ncip.NcipNotification.ItemRenewed;
import org.samling.ncip.NcipRequest.CancelRecallItem;
import org.samling.ncip.NcipRequest.CheckInItem;
import org.samling.ncip.NcipRequest.CheckOutItem;
import org.samling.ncip.NcipRequest.RecallItem;
import org.samling.ncip.NcipRequest.RenewItem;
import org.samling.ncip.NcipRequest.UndoCheckOutItem;
import org.samling.ncip.NcipResponse;
import org.samling.ncip.NcipResponse.Acknowledged;
import org.samling.ncip.NcipResponse.CancelRecallItemResponse;
import org.samling.ncip.NcipResponse.CheckInItemResponse;
import org.samling.ncip.NcipResponse.CheckOutItemResponse;
import org.samling.ncip.NcipResponse.RecallItemResponse;
import org.samling.ncip.NcipResponse.RenewItemResponse;
import org.samling.ncip.NcipResponse.UndoCheckOutItemResponse;
import org.samling.ncip.data.ItemOptionalFields;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RoutingInformation;
import org.samling.ncip.data.SchemeValue;

/**
 * Checkouts, checkins, renewals and recalls. The messages carry no number of their own, so the same
 * patron and item within the window count as a repetition, unless the loan of the first has ended
 * since.
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
        commands.outcome(
            new LoanCommand.Checkout(
                    exchange.originByContent("check-out", patron, item),
                    patron,
                    item,
                    false,
                    recorded)
                .accepting(
                    NcipCosts.accepted(
                        exchange, request.acknowledgedFeeAmount(), request.paidFeeAmount())));
    return switch (outcome) {
      case CheckoutOutcome.Granted granted ->
          NcipCosts.charging(
              exchange,
              new CheckOutItemResponse(
                  NcipItems.id(exchange.account(), granted.item().barcode()),
                  NcipUsers.id(exchange.account(), patron),
                  granted.due(),
                  fields(exchange, item, request.itemElementTypes())),
              granted.fee());
      case CheckoutOutcome.SetGranted granted ->
          NcipCosts.charging(
              exchange,
              new CheckOutItemResponse(
                  NcipItems.id(exchange.account(), granted.set()),
                  NcipUsers.id(exchange.account(), patron),
                  granted.due(),
                  null),
              LendingFee.of(granted));
      case CheckoutOutcome.Refused refused ->
          throw NcipCosts.problem(exchange, NcipService.CHECK_OUT_ITEM, refused);
      case CheckoutOutcome.SetRefused refused ->
          throw NcipCosts.problem(exchange, NcipService.CHECK_OUT_ITEM, refused);
    };
  }

  /** Answers CheckInItem. */
  NcipResponse checkIn(NcipExchange<CheckInItem> exchange) {
    var request = exchange.request();
    var item = request.itemId().itemIdentifierValue();
    var mandated = request.mandatedAction();
    var at = mandated == null ? exchange.received() : mandated.dateEventOccurred();
    var outcome =
        commands.outcome(
            new LoanCommand.Checkin(exchange.originByContent("check-in", item), item, at));
    return switch (outcome) {
      case CheckinOutcome.Returned returned when returned.loanId() == null ->
          throw new ProblemException(
              ProblemType.ITEM_NOT_CHECKED_OUT,
              "The item was not on loan. It is now registered at this branch.",
              "ItemId",
              item);
      case CheckinOutcome.Returned returned ->
          new CheckInItemResponse(
              NcipItems.id(exchange.account(), returned.item().barcode()),
              returned.patron() == null || request.userElementTypes().isEmpty()
                  ? null
                  : NcipUsers.id(exchange.account(), returned.patron()),
              routing(returned.destination()),
              fields(exchange, item, request.itemElementTypes()));
      case CheckinOutcome.SetReturned(_, var set, _, _) ->
          new CheckInItemResponse(NcipItems.id(exchange.account(), set.barcode()));
      case CheckinOutcome.OfOther other -> throw ofOther(other, item);
      case CheckinOutcome.Refused refused ->
          throw NcipRefusals.problem(NcipService.CHECK_IN_ITEM, refused.reason());
    };
  }

  /** Answers RenewItem. */
  NcipResponse renew(NcipExchange<RenewItem> exchange) {
    var request = exchange.request();
    var item = request.itemId().itemIdentifierValue();
    var patron = patrons.identifier(exchange, request.userId(), request.authenticationInputs());
    var outcome =
        commands.outcome(
            new LoanCommand.Renew(exchange.originByContent("renew", patron, item), patron, item)
                .accepting(
                    NcipCosts.accepted(
                        exchange, request.acknowledgedFeeAmount(), request.paidFeeAmount())));
    return switch (outcome) {
      case CheckoutOutcome.Granted granted ->
          NcipCosts.charging(
              exchange,
              new RenewItemResponse(
                  NcipItems.id(exchange.account(), granted.item().barcode()),
                  NcipUsers.id(exchange.account(), patron),
                  granted.due(),
                  fields(exchange, item, request.itemElementTypes())),
              granted.fee());
      case CheckoutOutcome.SetGranted granted ->
          NcipCosts.charging(
              exchange,
              new RenewItemResponse(
                  NcipItems.id(exchange.account(), granted.set()),
                  NcipUsers.id(exchange.account(), patron),
                  granted.due(),
                  null),
              LendingFee.of(granted));
      case CheckoutOutcome.Refused refused ->
          throw NcipCosts.problem(exchange, NcipService.RENEW_ITEM, refused);
      case CheckoutOutcome.SetRefused refused ->
          throw NcipCosts.problem(exchange, NcipService.RENEW_ITEM, refused);
    };
  }

  /** Answers RecallItem. */
  NcipResponse recall(NcipExchange<RecallItem> exchange) {
    var request = exchange.request();
    var item = request.itemId().itemIdentifierValue();
    var changed =
        changed(
            NcipService.RECALL_ITEM,
            commands.outcome(
                new LoanCommand.Recall(exchange.originByContent("recall", item), item)));
    return new RecallItemResponse(
        NcipItems.id(exchange.account(), changed.item().barcode()),
        null,
        changed.due(),
        fields(exchange, item, request.itemElementTypes()),
        null);
  }

  /** Answers CancelRecallItem. */
  NcipResponse cancelRecall(NcipExchange<CancelRecallItem> exchange) {
    var request = exchange.request();
    var item = request.itemId().itemIdentifierValue();
    var changed =
        changed(
            NcipService.CANCEL_RECALL_ITEM,
            commands.outcome(
                new LoanCommand.CancelRecall(
                    exchange.originByContent("cancel-recall", item), item)));
    return new CancelRecallItemResponse(
        NcipItems.id(exchange.account(), changed.item().barcode()),
        null,
        fields(exchange, item, request.itemElementTypes()),
        null);
  }

  /** Answers UndoCheckOutItem. */
  NcipResponse undo(NcipExchange<UndoCheckOutItem> exchange) {
    var request = exchange.request();
    var item = request.itemId().itemIdentifierValue();
    var patron =
        request.userId() == null && request.authenticationInputs().isEmpty()
            ? null
            : patrons.identifier(exchange, request.userId(), request.authenticationInputs());
    var changed =
        changed(
            NcipService.UNDO_CHECK_OUT_ITEM,
            commands.outcome(
                new LoanCommand.UndoCheckout(
                    exchange.originByContent("undo", item), patron, item)));
    return new UndoCheckOutItemResponse(
        NcipItems.id(exchange.account(), changed.item().barcode()),
        patron == null ? null : NcipUsers.id(exchange.account(), patron));
  }

  private static LoanOutcome.Changed changed(NcipService service, LoanOutcome outcome) {
    return switch (outcome) {
      case LoanOutcome.Changed changed -> changed;
      case LoanOutcome.Refused refused -> throw NcipRefusals.problem(service, refused.reason());
    };
  }

  // Notifications from partners

  /**
   * Answers ItemCheckedIn: an item that was not on loan is registered as being here, which is no
   * problem.
   */
  NcipResponse checkedIn(NcipExchange<ItemCheckedIn> exchange) {
    return recordCheckin(
        exchange, exchange.request().itemId().itemIdentifierValue(), exchange.received());
  }

  private NcipResponse recordCheckin(
      NcipExchange<? extends NcipNotification> exchange, String item, Instant at) {
    var outcome =
        commands.outcome(
            new LoanCommand.Checkin(exchange.originByContent("check-in", item), item, at));
    return switch (outcome) {
      case CheckinOutcome.Returned _, CheckinOutcome.SetReturned _ ->
          new Acknowledged(exchange.request().service());
      case CheckinOutcome.OfOther other -> throw ofOther(other, item);
      case CheckinOutcome.Refused refused ->
          throw NcipRefusals.problem(exchange.request().service(), refused.reason());
    };
  }

  /** Answers ItemCheckedOut: records the loan as it was made. */
  NcipResponse checkedOut(NcipExchange<ItemCheckedOut> exchange) {
    var notice = exchange.request();
    var item = notice.itemId().itemIdentifierValue();
    var patron = notice.userId().userIdentifierValue();
    var renewals = notice.renewalCount();
    var recorded =
        new LoanCommand.AsRecorded(
            exchange.received(), notice.dateDue(), renewals == null ? 0 : renewals);
    var outcome =
        commands.outcome(
            new LoanCommand.Checkout(
                exchange.originByContent("check-out", patron, item),
                patron,
                item,
                false,
                recorded));
    return acknowledged(exchange, outcome);
  }

  /** Answers ItemRenewed: changes the due date to the partner's. */
  NcipResponse renewed(NcipExchange<ItemRenewed> exchange) {
    var notice = exchange.request();
    var user = notice.userId();
    if (user == null) {
      throw new ProblemException(
          ProblemType.NEEDED_DATA_MISSING, "Name the user who has the item.", "UserId");
    }
    var item = notice.itemId().itemIdentifierValue();
    var day = notice.dateDue().atZone(exchange.account().tenant().zone()).toLocalDate();
    return acknowledged(
        exchange,
        commands.outcome(
            new LoanCommand.ChangeDueDate(
                exchange.originByContent("renewed", item, day),
                user.userIdentifierValue(),
                item,
                day)));
  }

  /** Answers CirculationStatusUpdated, for the statuses that have consequences here. */
  NcipResponse statusUpdated(NcipExchange<CirculationStatusUpdated> exchange) {
    var notice = exchange.request();
    var item = notice.itemId().itemIdentifierValue();
    return switch (notice.circulationStatus().value().toLowerCase(Locale.ROOT)) {
      case "lost" -> lost(exchange, item);
      case "available on shelf", "waiting to be reshelved" ->
          recordCheckin(exchange, item, exchange.received());
      default ->
          throw new ProblemException(
              ProblemType.UNKNOWN_VALUE_FROM_KNOWN_SCHEME,
              "This server supports Lost, Available On Shelf and Waiting To Be Reshelved.",
              "CirculationStatus",
              notice.circulationStatus().value());
    };
  }

  /** Answers CirculationStatusChangeReported. */
  NcipResponse changeReported(NcipExchange<CirculationStatusChangeReported> exchange) {
    var notice = exchange.request();
    var item = notice.itemId().itemIdentifierValue();
    if (notice.itemReportedLost()) {
      return lost(exchange, item);
    }
    var user = notice.userId();
    if (notice.itemReportedMissing() || user == null) {
      throw new ProblemException(
          ProblemType.NEEDED_DATA_MISSING,
          "Report the item lost, or name the user who returned or never borrowed it.",
          user == null ? "UserId" : "ItemReportedMissing");
    }
    var patron = user.userIdentifierValue();
    return acknowledged(
        exchange,
        commands.outcome(
            new LoanCommand.ClaimReturned(
                exchange.originByContent("claimed", patron, item), patron, item)));
  }

  private NcipResponse lost(NcipExchange<? extends NcipNotification> exchange, String item) {
    return acknowledged(
        exchange,
        commands.outcome(
            new LoanCommand.DeclareLost(exchange.originByContent("lost", item), item)));
  }

  private static NcipResponse acknowledged(
      NcipExchange<? extends NcipNotification> exchange, Outcome outcome) {
    var service = exchange.request().service();
    if (outcome instanceof Refusal refused) {
      throw NcipRefusals.problem(service, refused.reason());
    }
    return new Acknowledged(service);
  }

  private static ProblemException ofOther(CheckinOutcome.OfOther other, String item) {
    return new ProblemException(
        ProblemType.UNKNOWN_ITEM,
        "The item belongs to %s, %s. Send it there.".formatted(other.owner(), other.home()),
        "ItemId",
        item);
  }

  private Optional<ItemState> state(NcipExchange<?> exchange, String item) {
    return inquiries.item(exchange.tenant(), item);
  }

  /** The requested fields of the item after the checkout or checkin. */
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
                  ? "Set it aside: it is on hold for a patron here."
                  : "Put it on the hold shelf as number %d.".formatted(shelf.number()),
              branch);
      case Destination.HoldTransit(var branch, _, _, _) ->
          routing("Send it to " + branch + ": it is on hold for a patron there.", branch);
      case Destination.HomeTransit(var branch) ->
          routing("Send it home to " + branch + ".", branch);
      case Destination.Booked(var branch, _, var isHere, _) ->
          routing(
              isHere
                  ? "Set it aside: it is booked here."
                  : "Send it to " + branch + ": it is booked there.",
              branch);
      case Destination.Lender(var branch, var library) ->
          routing("Send it back to " + library + ", which lent it.", branch);
      case Destination.Partner(var branch, var library) ->
          routing("Send it to " + library + ", for a hold there.", branch);
    };
  }

  private static RoutingInformation routing(String instructions, String branch) {
    return new RoutingInformation(
        instructions, null, NcipItems.location("Temporary Location", branch, null), null);
  }
}
