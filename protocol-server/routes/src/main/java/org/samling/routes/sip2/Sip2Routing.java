package org.samling.routes.sip2;

import static org.samling.sip2.Sip2Fields.*;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.organisation.PatronData;
import org.samling.core.organisation.Sip2Profile;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Code.AlertType;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2Message;
import org.samling.sip2.Sip2PatronId;
import org.samling.sip2.Sip2Response;

/**
 * Where a returned item goes: the alert and the extensions CV, CT, CY, DA and BF of a reply to 09,
 * and the screen messages.
 *
 * @param alert whether the machine sounds an alert
 * @param alertType the reason, or null where it is not sent
 * @param destination where the item goes, or null where it is not sent
 * @param holdPatron the patron with the hold, or null
 * @param texts the screen messages
 */
record Sip2Routing(
    Sip2Flag alert,
    @Nullable Sip2Code<AlertType> alertType,
    @Nullable String destination,
    @Nullable HoldPatron holdPatron,
    List<String> texts) {

  /**
   * The patron that a returned item is held for.
   *
   * @param shelf the pickup number, or null until it is on the hold shelf
   */
  record HoldPatron(
      Sip2PatronId identifier, String name, @Nullable String phone, @Nullable Integer shelf) {

    /** The same with the name as the machine's profile words it. */
    private HoldPatron worded(Sip2Exchange<?> exchange) {
      return new HoldPatron(identifier, Sip2Templates.holdName(exchange, this), phone, shelf);
    }
  }

  /** The routing of an item that was checked in. */
  static Sip2Routing of(Sip2Exchange<?> exchange, Destination destination) {
    var messages = Sip2Texts.messages(exchange);
    var routing = new ProfileRouting(exchange.kiosk().profile(), exchange.branch());
    return switch (destination) {
      case Destination.Shelf(var branch) -> routing.to(null, branch, List.of());
      case Destination.HoldShelf(var branch, var patron, var name, var phone, var shelf) ->
          routing
              .to(
                  AlertType.HOLD_HERE,
                  branch,
                  List.of(
                      shelf == null
                          ? messages.text("checkin.hold-here")
                          : messages.text("checkin.hold-shelf", Integer.toString(shelf.number()))))
              .heldFor(
                  new HoldPatron(
                          new Sip2PatronId(patron),
                          name,
                          phone,
                          shelf == null ? null : shelf.number())
                      .worded(exchange));
      case Destination.HoldTransit(var branch, var patron, var name, var phone) -> {
        var sent =
            routing.to(
                AlertType.HOLD_ELSEWHERE,
                branch,
                List.of(messages.text("checkin.send-to", branch)));
        yield patron.isEmpty()
            ? sent
            : sent.heldFor(
                new HoldPatron(new Sip2PatronId(patron), name, phone, null).worded(exchange));
      }
      case Destination.HomeTransit(var branch) ->
          routing.to(
              AlertType.SEND_TO_BRANCH, branch, List.of(messages.text("checkin.send-to", branch)));
      case Destination.Booked(var branch, var booker, var isHere, _) ->
          routing.to(
              isHere ? AlertType.HOLD_HERE : AlertType.HOLD_ELSEWHERE,
              branch,
              List.of(
                  isHere
                      ? bookedHere(exchange, booker)
                      : messages.text("checkin.send-to", branch)));
      case Destination.Lender(var branch, var library) ->
          routing.to(
              AlertType.INTERLIBRARY_LOAN,
              branch,
              List.of(messages.text("checkin.send-to", library)));
      case Destination.Partner(var branch, var library) ->
          routing.to(
              AlertType.INTERLIBRARY_LOAN,
              branch,
              List.of(messages.text("checkin.send-to", library)));
    };
  }

  private static String bookedHere(Sip2Exchange<?> exchange, String booker) {
    var messages = Sip2Texts.messages(exchange);
    return exchange.tells(PatronData.NAME)
        ? messages.text("checkin.booked-here", booker)
        : messages.text("checkin.booked");
  }

  /** The routing of another tenant's item, which goes back to its owner. */
  static Sip2Routing of(Sip2Exchange<?> exchange, CheckinOutcome.OfOther other) {
    return new ProfileRouting(exchange.kiosk().profile(), exchange.branch())
        .to(
            AlertType.SEND_TO_BRANCH,
            other.owner(),
            List.of(Sip2Texts.messages(exchange).text("checkin.send-to", other.owner())));
  }

  private Sip2Routing heldFor(HoldPatron patron) {
    return new Sip2Routing(alert, alertType, destination, patron, texts);
  }

  /** Adds everything but the screen messages to a reply. */
  Sip2Message.Builder<Sip2Response> addTo(Sip2Message.Builder<Sip2Response> reply) {
    if (holdPatron != null) {
      reply
          .with(HOLD_PATRON_ID, holdPatron.identifier())
          .with(HOLD_PATRON_NAME, holdPatron.name())
          .withOptional(HOME_PHONE_NUMBER, holdPatron.phone());
    }
    return reply
        .with(ALERT, alert)
        .withOptional(ALERT_TYPE, alertType)
        .withOptional(DESTINATION_LOCATION, destination);
  }

  /** A copy for an item that staff must look at: it always sounds an alert. */
  Sip2Routing withWarning(String text) {
    var isTyped = alertType != null && !alertType.is(AlertType.UNKNOWN);
    return new Sip2Routing(
        Sip2Flag.YES,
        isTyped ? alertType : Sip2Code.of(AlertType.OTHER),
        destination,
        holdPatron,
        Stream.concat(texts.stream(), Stream.of(text)).toList());
  }

  /** Routing as the machine's profile sends it. */
  private record ProfileRouting(Sip2Profile profile, String here) {

    Sip2Routing to(@Nullable AlertType type, String destination, List<String> texts) {
      var rings = type != null && profile.alerts().rings().contains(Sip2Code.of(type).wire());
      return new Sip2Routing(
          Sip2Flag.of(rings),
          alertType(type, rings),
          sendsDestination(type, destination) ? destination : null,
          null,
          texts);
    }

    private @Nullable Sip2Code<AlertType> alertType(@Nullable AlertType type, boolean rings) {
      return switch (profile.alerts().type()) {
        case WITH_ALERT -> type != null && rings ? Sip2Code.of(type) : null;
        case ALWAYS -> type == null ? null : Sip2Code.of(type);
        case ZERO_ON_SUCCESS -> Sip2Code.of(type == null ? AlertType.UNKNOWN : type);
      };
    }

    private boolean sendsDestination(@Nullable AlertType type, String destination) {
      return switch (profile.alerts().destination()) {
        case ALWAYS -> true;
        case AS_ROUTED -> type != null;
        case ONLY_WHEN_ELSEWHERE -> !destination.equals(here);
      };
    }
  }
}
