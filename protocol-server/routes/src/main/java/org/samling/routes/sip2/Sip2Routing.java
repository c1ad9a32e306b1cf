package org.samling.routes.sip2;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome.Destination;
import org.samling.core.organisation.Sip2Profile;
import org.samling.sip2.Sip2Code;
import org.samling.sip2.Sip2Code.AlertType;
import org.samling.sip2.Sip2Flag;
import org.samling.sip2.Sip2PatronId;

/**
 * Where a returned item goes, as its machine is told: the alert and the extensions CV, CT, CY, DA
 * and BF of a reply to 09, and what people read.
 *
 * @param alert whether it rings
 * @param alertType why, or null where that is not told
 * @param destination where to, or null where that is not told
 * @param holdPatron who waits for it, or null
 * @param holdPatronName that patron's name, or null
 * @param holdPatronPhone that patron's telephone number, or null
 * @param texts what people read
 */
record Sip2Routing(
    Sip2Flag alert,
    @Nullable Sip2Code<AlertType> alertType,
    @Nullable String destination,
    @Nullable Sip2PatronId holdPatron,
    @Nullable String holdPatronName,
    @Nullable String holdPatronPhone,
    List<String> texts) {

  /** Of an item that was taken back. */
  static Sip2Routing of(Sip2Exchange<?> exchange, Destination destination) {
    var messages = Sip2Texts.messages(exchange);
    var way = new Way(exchange.kiosk().profile(), exchange.branch());
    return switch (destination) {
      case Destination.Shelf(var branch) -> way.to(null, branch, null, null, null, List.of());
      case Destination.HoldShelf(var branch, var patron, var name, var phone, var shelf) ->
          way.to(
              AlertType.HOLD_HERE,
              branch,
              patron,
              name,
              phone,
              List.of(
                  shelf == null
                      ? messages.text("checkin.hold-here")
                      : messages.text("checkin.hold-shelf", Integer.toString(shelf.number()))));
      case Destination.HoldTransit(var branch, var patron, var name, var phone) ->
          way.to(
              AlertType.HOLD_ELSEWHERE,
              branch,
              patron,
              name,
              phone,
              List.of(messages.text("checkin.send-to", branch)));
      case Destination.HomeTransit(var branch) ->
          way.to(
              AlertType.SEND_TO_BRANCH,
              branch,
              null,
              null,
              null,
              List.of(messages.text("checkin.send-to", branch)));
      case Destination.Booked(var branch, var booker, var isHere, _) ->
          way.to(
              isHere ? AlertType.HOLD_HERE : AlertType.HOLD_ELSEWHERE,
              branch,
              null,
              null,
              null,
              List.of(
                  isHere
                      ? messages.text("checkin.booked-here", booker)
                      : messages.text("checkin.send-to", branch)));
      case Destination.Lender(var branch, var library) ->
          way.to(
              AlertType.INTERLIBRARY_LOAN,
              branch,
              null,
              null,
              null,
              List.of(messages.text("checkin.send-to", library)));
    };
  }

  /** Of another tenant's item, which is to be sent to its owner. */
  static Sip2Routing of(Sip2Exchange<?> exchange, CheckinOutcome.OfOther other) {
    return new Way(exchange.kiosk().profile(), exchange.branch())
        .to(
            AlertType.SEND_TO_BRANCH,
            other.owner(),
            null,
            null,
            null,
            List.of(Sip2Texts.messages(exchange).text("checkin.send-to", other.owner())));
  }

  /** The same of an item that somebody has to look at: it rings, whatever the way. */
  Sip2Routing warning(String text) {
    var isTyped = alertType != null && !alertType.is(AlertType.UNKNOWN);
    return new Sip2Routing(
        Sip2Flag.YES,
        isTyped ? alertType : Sip2Code.of(AlertType.OTHER),
        destination,
        holdPatron,
        holdPatronName,
        holdPatronPhone,
        Stream.concat(texts.stream(), Stream.of(text)).toList());
  }

  /** How a machine is told, by its profile. */
  private record Way(Sip2Profile profile, String here) {

    Sip2Routing to(
        @Nullable AlertType type,
        String destination,
        @Nullable String patron,
        @Nullable String name,
        @Nullable String phone,
        List<String> texts) {
      var rings = type != null && profile.rings().contains(Sip2Code.of(type).wire());
      return new Sip2Routing(
          Sip2Flag.of(rings),
          told(type, rings),
          isTold(type, destination) ? destination : null,
          patron == null ? null : new Sip2PatronId(patron),
          name,
          phone,
          texts);
    }

    private @Nullable Sip2Code<AlertType> told(@Nullable AlertType type, boolean rings) {
      return switch (profile.alertType()) {
        case WITH_ALERT -> type != null && rings ? Sip2Code.of(type) : null;
        case ALWAYS -> type == null ? null : Sip2Code.of(type);
        case ZERO_ON_SUCCESS -> Sip2Code.of(type == null ? AlertType.UNKNOWN : type);
      };
    }

    private boolean isTold(@Nullable AlertType type, String destination) {
      return switch (profile.destination()) {
        case ALWAYS -> true;
        case AS_ROUTED -> type != null;
        case ONLY_WHEN_ELSEWHERE -> !destination.equals(here);
      };
    }
  }
}
