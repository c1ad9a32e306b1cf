package org.samling.iso18626;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.iso18626.Iso18626Code.Action;
import org.samling.iso18626.Iso18626Code.ErrorType;
import org.samling.iso18626.Iso18626Code.Reason;
import org.samling.iso18626.Iso18626Code.RequestType;
import org.samling.iso18626.Iso18626Code.ServiceType;
import org.samling.iso18626.Iso18626Code.Status;
import org.samling.iso18626.Iso18626Message.AgencyId;
import org.samling.iso18626.Iso18626Message.Authentication;
import org.samling.iso18626.Iso18626Message.BibliographicInfo;
import org.samling.iso18626.Iso18626Message.ConfirmationHeader;
import org.samling.iso18626.Iso18626Message.Costs;
import org.samling.iso18626.Iso18626Message.DeliveryInfo;
import org.samling.iso18626.Iso18626Message.ErrorData;
import org.samling.iso18626.Iso18626Message.Header;
import org.samling.iso18626.Iso18626Message.Identifier;
import org.samling.iso18626.Iso18626Message.MessageInfo;
import org.samling.iso18626.Iso18626Message.Request;
import org.samling.iso18626.Iso18626Message.RequestConfirmation;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessage;
import org.samling.iso18626.Iso18626Message.RequestingAgencyMessageConfirmation;
import org.samling.iso18626.Iso18626Message.ServiceInfo;
import org.samling.iso18626.Iso18626Message.StatusInfo;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessage;
import org.samling.iso18626.Iso18626Message.SupplyingAgencyMessageConfirmation;

/** Converts elements to messages, in any order; unknown elements are ignored. */
final class Iso18626Reader {

  static final String HEADER = "header";
  static final String REQUEST = "request";
  static final String SUPPLYING = "supplyingAgencyMessage";
  static final String REQUESTING = "requestingAgencyMessage";
  static final String CONFIRMATION = "Confirmation";

  private static final Pattern HTTP = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
  private static final int MAX_TIMESTAMP = 40;

  private final ZoneId zone;
  private final Instant received;

  Iso18626Reader(ZoneId zone, Instant received) {
    this.zone = zone;
    this.received = received;
  }

  Iso18626Message message(Iso18626Element element) {
    return switch (element.name()) {
      case REQUEST -> request(element);
      case SUPPLYING -> supplying(element);
      case REQUESTING -> requesting(element);
      case REQUEST + CONFIRMATION -> new RequestConfirmation(confirmed(element), error(element));
      case SUPPLYING + CONFIRMATION ->
          new SupplyingAgencyMessageConfirmation(
              confirmed(element),
              codeOrNull(element, "reasonForMessage", Reason.class),
              error(element));
      case REQUESTING + CONFIRMATION ->
          new RequestingAgencyMessageConfirmation(
              confirmed(element), codeOrNull(element, "action", Action.class), error(element));
      default ->
          throw new Iso18626FormatException(
              ErrorType.UNRECOGNISED_DATA_ELEMENT, "There is no message of this name");
    };
  }

  private Request request(Iso18626Element element) {
    var service = element.child("serviceInfo");
    var publication = element.child("publicationInfo");
    var patron = element.child("patronInfo");
    var billing = element.child("billingInfo");
    return new Request(
        header(element),
        bibliographic(element.neededChild("bibliographicInfo")),
        publication == null ? null : publication.text("publicationDate"),
        service == null ? null : service(service),
        delivery(element),
        patron == null ? null : patron(patron),
        billing == null ? null : costs(billing, "maximumCosts"),
        replyTo(element));
  }

  /** The first address of the requesting agency that is one of HTTP, whatever its type says. */
  private static @Nullable String replyTo(Iso18626Element request) {
    return request.all("requestingAgencyInfo").stream()
        .flatMap(info -> info.all("address").stream())
        .flatMap(address -> address.all("electronicAddress").stream())
        .flatMap(address -> Stream.ofNullable(address.text("electronicAddressData")))
        .filter(data -> HTTP.matcher(data).lookingAt())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Costs costs(Iso18626Element in, String name) {
    var costs = in.child(name);
    var currency = costs == null ? null : costs.text("currencyCode");
    var value = costs == null ? null : costs.text("monetaryValue");
    return currency == null || value == null ? null : new Costs(currency, value);
  }

  private static BibliographicInfo bibliographic(Iso18626Element info) {
    return new BibliographicInfo(
        info.text("supplierUniqueRecordId"),
        info.text("title"),
        info.text("author"),
        new BibliographicInfo.Component(
            info.text("titleOfComponent"),
            info.text("authorOfComponent"),
            info.text("volume"),
            info.text("issue"),
            info.text("pagesRequested")),
        identifiers(info, "bibliographicItem"),
        identifiers(info, "bibliographicRecord"));
  }

  private static List<Identifier> identifiers(Iso18626Element info, String what) {
    var identifiers = new ArrayList<Identifier>();
    for (var id : info.all(what + "Id")) {
      var code = id.text(what + "IdentifierCode");
      var value = id.text(what + "Identifier");
      if (value != null) {
        identifiers.add(new Identifier(code == null ? "" : code, value));
      }
    }
    return identifiers;
  }

  private ServiceInfo service(Iso18626Element info) {
    return new ServiceInfo(
        codeOrNull(info, "requestType", RequestType.class),
        info.text("requestingAgencyPreviousRequestId"),
        code(info, "serviceType", ServiceType.class, ErrorType.UNRECOGNISED_DATA_VALUE),
        time(info, "needBeforeDate"),
        info.text("note"));
  }

  private static List<String> delivery(Iso18626Element request) {
    return request.all("requestedDeliveryInfo").stream()
        .map(info -> info.child("address"))
        .filter(Objects::nonNull)
        .flatMap(Iso18626Reader::lines)
        .toList();
  }

  private static Stream<String> lines(Iso18626Element address) {
    var electronic = address.child("electronicAddress");
    var physical = address.child("physicalAddress");
    if (electronic != null) {
      return Stream.ofNullable(electronic.text("electronicAddressData"));
    }
    return physical == null
        ? Stream.of()
        : physical.children().stream().map(Iso18626Element::text).filter(t -> !t.isEmpty());
  }

  private static @Nullable String patron(Iso18626Element patron) {
    var parts =
        Stream.of("patronId", "givenName", "surname")
            .map(patron::text)
            .filter(Objects::nonNull)
            .toList();
    return parts.isEmpty() ? null : String.join(" ", parts);
  }

  private SupplyingAgencyMessage supplying(Iso18626Element element) {
    var info = element.neededChild("messageInfo");
    var status = element.neededChild("statusInfo");
    var delivery = element.child("deliveryInfo");
    var answer = info.text("answerYesNo");
    var lastChange = time(status, "lastChange");
    return new SupplyingAgencyMessage(
        header(element),
        new MessageInfo(
            code(
                info,
                "reasonForMessage",
                Reason.class,
                ErrorType.UNSUPPORTED_REASON_FOR_MESSAGE_TYPE),
            answer == null ? null : answer.equalsIgnoreCase("Y"),
            info.text("note"),
            info.text("reasonUnfilled"),
            info.text("reasonRetry"),
            costs(info, "offeredCosts"),
            time(info, "retryAfter")),
        new StatusInfo(
            code(status, "status", Status.class, ErrorType.UNRECOGNISED_DATA_VALUE),
            time(status, "expectedDeliveryDate"),
            time(status, "dueDate"),
            lastChange == null ? received : lastChange),
        delivery == null ? null : delivery(delivery, received));
  }

  private DeliveryInfo delivery(Iso18626Element info, Instant otherwise) {
    var sent = time(info, "dateSent");
    return new DeliveryInfo(
        sent == null ? otherwise : sent,
        info.text("itemId"),
        info.text("sentVia"),
        info.text("loanCondition"));
  }

  private RequestingAgencyMessage requesting(Iso18626Element element) {
    return new RequestingAgencyMessage(
        header(element),
        code(element, "action", Action.class, ErrorType.UNSUPPORTED_ACTION_TYPE),
        element.text("note"));
  }

  private Header header(Iso18626Element message) {
    var header = message.neededChild(HEADER);
    var requesting = agency(header, "requestingAgencyId");
    if (requesting == null) {
      throw Iso18626FormatException.badlyFormed("header needs requestingAgencyId with a value");
    }
    var together = header.text("multipleItemRequestId");
    var authentication = header.child("requestingAgencyAuthentication");
    return new Header(
        agency(header, "supplyingAgencyId"),
        requesting,
        together == null ? "" : together,
        timestamp(header, received),
        header.needed("requestingAgencyRequestId"),
        header.text("supplyingAgencyRequestId"),
        authentication == null
            ? null
            : new Authentication(
                authentication.text("accountId"), authentication.text("securityCode")));
  }

  static @Nullable AgencyId agency(Iso18626Element header, String name) {
    var agency = header.child(name);
    var value = agency == null ? null : agency.text("agencyIdValue");
    if (agency == null || value == null) {
      return null;
    }
    var type = agency.text("agencyIdType");
    return new AgencyId(type == null ? AgencyId.ISIL : type, value);
  }

  /** The message's own timestamp; if it is not one that can be repeated, the current time. */
  static String timestamp(@Nullable Iso18626Element header, Instant received) {
    var written = header == null ? null : header.text("timestamp");
    return written == null
            || written.length() > MAX_TIMESTAMP
            || instant(written, ZoneOffset.UTC).isEmpty()
        ? received.toString()
        : written;
  }

  private ConfirmationHeader confirmed(Iso18626Element element) {
    var header = element.neededChild("confirmationHeader");
    var at = time(header, "timestampReceived");
    return new ConfirmationHeader(
        agency(header, "supplyingAgencyId"),
        agency(header, "requestingAgencyId"),
        timestamp(header, received),
        header.text("requestingAgencyRequestId"),
        header.text("multipleItemRequestId"),
        at == null ? received : at,
        header.needed("messageStatus").equalsIgnoreCase("OK"));
  }

  private static @Nullable ErrorData error(Iso18626Element confirmation) {
    var data = confirmation.child("errorData");
    if (data == null) {
      return null;
    }
    var type = codeOrNull(data, "errorType", ErrorType.class);
    return new ErrorData(
        type == null ? ErrorType.BADLY_FORMED_MESSAGE : type, data.text("errorValue"));
  }

  private static <E extends Enum<E>> E code(
      Iso18626Element in, String name, Class<E> codes, ErrorType otherwise) {
    return Iso18626Code.of(codes, in.needed(name))
        .orElseThrow(() ->
            new Iso18626FormatException(otherwise, "%s has an unknown value".formatted(name)));
  }

  private static <E extends Enum<E>> @Nullable E codeOrNull(
      Iso18626Element in, String name, Class<E> codes) {
    var written = in.text(name);
    return written == null ? null : Iso18626Code.of(codes, written).orElse(null);
  }

  private @Nullable Instant time(Iso18626Element in, String name) {
    var written = in.text(name);
    if (written == null) {
      return null;
    }
    return instant(written, zone)
        .orElseThrow(() ->
            new Iso18626FormatException(
                ErrorType.UNRECOGNISED_DATA_VALUE,
                name + " is not a date and time such as 2026-01-31T12:00:00Z"));
  }

  /** A time as XML Schema writes it; senders may leave out the zone or the time of day. */
  private static Optional<Instant> instant(String written, ZoneId zone) {
    try {
      if (!written.contains("T")) {
        return Optional.of(LocalDate.parse(written).atStartOfDay(zone).toInstant());
      }
      var clock = written.substring(written.indexOf('T'));
      var hasZone = clock.endsWith("Z") || clock.contains("+") || clock.contains("-");
      return Optional.of(
          hasZone
              ? OffsetDateTime.parse(written).toInstant()
              : LocalDateTime.parse(written).atZone(zone).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
