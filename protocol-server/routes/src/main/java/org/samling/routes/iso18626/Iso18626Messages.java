package org.samling.routes.iso18626;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.OutgoingMessage;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.SupplyOffer;
import org.samling.iso18626.Iso18626Code.Action;
import org.samling.iso18626.Iso18626Code.Reason;
import org.samling.iso18626.Iso18626Message;
import org.samling.iso18626.Iso18626Message.AgencyId;
import org.samling.iso18626.Iso18626Message.Costs;
import org.samling.iso18626.Iso18626Message.DeliveryInfo;
import org.samling.iso18626.Iso18626Message.Header;
import org.samling.iso18626.Iso18626Message.MessageInfo;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessage;
import org.samling.iso18626.Iso18626Message.StatusInfo;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessage;

/** Creates the messages to be sent. A message is the same however often it is sent. */
final class Iso18626Messages {

  private Iso18626Messages() {}

  static Iso18626Message message(OutgoingMessage due) {
    return switch (due.telling()) {
      case REQUEST -> Iso18626Orders.request(header(due), due);
      case RECEIVED -> requesting(due, Action.RECEIVED);
      case SHIPPED_RETURN -> requesting(due, Action.SHIPPED_RETURN);
      case RENEW -> requesting(due, Action.RENEW);
      case CANCEL -> requesting(due, Action.CANCEL);
      case STATUS_REQUEST -> requesting(due, Action.STATUS_REQUEST);
      case REQUEST_RESPONSE -> supplying(due, Reason.REQUEST_RESPONSE);
      case STATUS_CHANGE -> supplying(due, Reason.STATUS_CHANGE);
      case STATUS_REQUEST_RESPONSE -> supplying(due, Reason.STATUS_REQUEST_RESPONSE);
      case RENEW_RESPONSE -> supplying(due, Reason.RENEW_RESPONSE);
      case CANCEL_RESPONSE -> supplying(due, Reason.CANCEL_RESPONSE);
    };
  }

  private static Header header(OutgoingMessage due) {
    var request = due.request();
    var isLent = request.side() == Side.LENDING;
    var us = AgencyId.isil(due.peer().us());
    var other = AgencyId.isil(due.peer().library());
    var reference =
        isLent
            ? request.order().reference()
            : InterlibraryMessages.reference(request.number(), due.lender());
    return Header.sent(
        isLent ? us : other,
        isLent ? other : us,
        due.at().toString(),
        reference == null ? "" : reference,
        isLent ? Long.toString(request.number()) : null);
  }

  private static RequestingAgencyMessage requesting(OutgoingMessage due, Action action) {
    return new RequestingAgencyMessage(header(due), action, due.note());
  }

  private static SupplyingAgencyMessage supplying(OutgoingMessage due, Reason reason) {
    return new SupplyingAgencyMessage(
        header(due),
        info(due, reason),
        new StatusInfo(
            Iso18626Statuses.of(due.state(), due.request().order().service()),
            due.state() == InterlibraryState.EXPECT_TO_SUPPLY ? offer(due).expected() : null,
            dueBack(due),
            due.at()),
        delivery(due));
  }

  private static MessageInfo info(OutgoingMessage due, Reason reason) {
    if (due.state() != InterlibraryState.RETRY_POSSIBLE) {
      return new MessageInfo(reason, due.answer(), due.note());
    }
    var offer = offer(due);
    var cost = offer.cost();
    var why =
        offer.reason() != null
            ? offer.reason()
            : cost != null
                ? "CostExceedsMaxCost"
                : offer.condition() != null ? "LoanCondition" : "NotCurrentAvailableForILL";
    return new MessageInfo(
        reason,
        due.answer(),
        due.note(),
        null,
        why,
        cost == null ? null : new Costs(cost.currency(), cost.value()),
        offer.retryAfter());
  }

  private static SupplyOffer offer(OutgoingMessage due) {
    return Objects.requireNonNullElse(due.request().handling().terms().offer(), SupplyOffer.NONE);
  }

  private static @Nullable Instant dueBack(OutgoingMessage due) {
    return switch (due.state()) {
      case SHIPPED, RECEIVED, RECALLED, OVERDUE -> due.dueBack();
      case REQUESTED,
          SENT,
          EXPECT_TO_SUPPLY,
          WILL_SUPPLY,
          ON_LOAN,
          RETURNED,
          CHECKED_IN,
          CANCELLED,
          RETRY_POSSIBLE,
          UNFILLED,
          LOST ->
          null;
    };
  }

  private static @Nullable DeliveryInfo delivery(OutgoingMessage due) {
    var handling = due.request().handling();
    var link = handling.terms().link();
    var condition = offer(due).condition();
    return switch (due.state()) {
      case SHIPPED ->
          link == null
              ? new DeliveryInfo(due.at(), handling.item(), null, condition)
              : new DeliveryInfo(due.at(), link, DeliveryInfo.URL, null);
      case RETRY_POSSIBLE ->
          condition == null ? null : DeliveryInfo.onCondition(due.at(), condition);
      default -> null; // nothing is delivered
    };
  }
}
