package org.samling.routes.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.Due;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryMessages.Reply;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.PeerNotice;
import org.samling.ncip.NcipCodec;
import org.samling.ncip.NcipFormatException;
import org.samling.ncip.NcipLimits;
import org.samling.ncip.NcipMessage;
import org.samling.ncip.NcipNotification.CirculationStatusUpdated;
import org.samling.ncip.NcipNotification.ItemCheckedIn;
import org.samling.ncip.NcipNotification.ItemReceived;
import org.samling.ncip.NcipNotification.ItemRequestCancelled;
import org.samling.ncip.NcipNotification.ItemShipped;
import org.samling.ncip.NcipRequest;
import org.samling.ncip.NcipRequest.CancelRequestItem;
import org.samling.ncip.NcipRequest.LookupRequest;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.NcipVersion;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.BibliographicId.BibliographicItemId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipSecret;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.ShippingInformation;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields.Address;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.routes.ill.PeerProtocol;

/**
 * Tells one other library things in NCIP. What it lends us is on loan there to a patron that stands
 * for this library; a request is known there by the number that we give it, so that one that comes
 * again is the same. NCIP has no message by which a lender says what it will do, so it is asked
 * until the item is on its way.
 */
public final class NcipPeer implements PeerProtocol {

  private static final SchemeValue TITLE = NcipScheme.REQUEST_SCOPE_TYPE.of("Bibliographic Item");
  private static final SchemeValue LOAN = NcipScheme.REQUEST_TYPE.of("Loan");
  private static final SchemeValue COPY = NcipScheme.REQUEST_TYPE.of("Non-returnable Copy");

  private static final List<SchemeValue> REQUEST_STATUS =
      List.of(SchemeValue.of("Request Status Type"));
  private static final List<SchemeValue> CIRCULATION_STATUS =
      List.of(SchemeValue.of("Circulation Status"));

  /** Requests that stand so have no item on its way. */
  private static final List<String> NOT_YET =
      List.of(
          "In Process", "Available For Pickup", "Need to Accept Conditions", "Requested Via ILL");

  private static final List<String> NEVER = List.of("Cannot Fulfill Request", "Expired");

  /** What passes: the library is asked again. */
  private static final List<ProblemType> PASSING =
      List.of(
          ProblemType.TEMPORARY_PROCESSING_FAILURE,
          ProblemType.SYSTEM_AUTHENTICATION_FAILED,
          ProblemType.AGENCY_AUTHENTICATION_FAILED,
          ProblemType.UNAUTHORIZED_SERVICE_FOR_AGENCY,
          ProblemType.UNAUTHORIZED_SERVICE_FOR_SYSTEM);

  private final Settings settings;
  private final NcipCodec codec;

  /**
   * How a library is written to.
   *
   * @param version the version of NCIP
   * @param us by which symbol it knows this library, or null for the one that a request names
   * @param patron the patron that stands for this library there, or null for {@code INST-} and the
   *     symbol
   * @param agencySecret what proves that in the header, or null where something else does
   * @param askEvery how long until it is asked again how a request stands
   * @param messageLimit the longest answer that is read, in bytes
   */
  public record Settings(
      NcipVersion version,
      @Nullable String us,
      @Nullable String patron,
      @Nullable NcipSecret agencySecret,
      Duration askEvery,
      int messageLimit) {}

  /** Makes it. */
  public NcipPeer(Settings settings) {
    this.settings = settings;
    var usual = NcipLimits.DEFAULT;
    this.codec =
        new NcipCodec(
            new NcipLimits(
                settings.messageLimit(),
                usual.maxDepth(),
                usual.maxElements(),
                usual.maxTextLength(),
                usual.maxAttributes()));
  }

  @Override
  public Words words(Due due) {
    if (due.telling() == PeerNotice.REQUEST
        && titles(due.request().order().description()).isEmpty()) {
      return new Unspeakable(
          "NCIP names a title by ISBN, ISSN or the number of its record, and none of them is known");
    }
    return request(due)
        .<Words>map(request -> new Message(new String(codec.encode(message(due, request)), UTF_8)))
        .orElseGet(Nothing::new);
  }

  private NcipMessage message(Due due, NcipRequest request) {
    return new NcipMessage(
        settings.version(),
        new NcipHeader(
            null,
            null,
            List.of(us(due)),
            settings.agencySecret(),
            null,
            null,
            List.of(NcipScheme.agency(due.peer().library())),
            null),
        request);
  }

  private SchemeValue us(Due due) {
    var us = settings.us();
    return NcipScheme.agency(us == null ? due.peer().us() : us);
  }

  private Optional<NcipRequest> request(Due due) {
    return switch (due.telling()) {
      case REQUEST -> Optional.of(requestItem(due));
      case STATUS_REQUEST ->
          Optional.of(
              new LookupRequest(
                  null,
                  List.of(),
                  null,
                  null,
                  requestId(due),
                  REQUEST_STATUS,
                  CIRCULATION_STATUS,
                  List.of()));
      case CANCEL ->
          Optional.of(
              new CancelRequestItem(
                  null,
                  user(due),
                  List.of(),
                  null,
                  requestId(due),
                  type(due),
                  TITLE,
                  List.of(),
                  List.of()));
      case RECEIVED ->
          item(due).map(item -> new ItemReceived(item, user(due), requestId(due), due.at()));
      case SHIPPED_RETURN -> Optional.of(shipped(due));
      case STATUS_CHANGE -> Optional.ofNullable(change(due));
      // These are answers, and NCIP's answers have been given.
      case REQUEST_RESPONSE, STATUS_REQUEST_RESPONSE, RENEW_RESPONSE, CANCEL_RESPONSE ->
          Optional.empty();
    };
  }

  private NcipRequest requestItem(Due due) {
    var order = due.request().order();
    var before = order.needBefore();
    return new RequestItem(
        null,
        user(due),
        List.of(),
        titles(order.description()),
        List.of(),
        requestId(due),
        type(due),
        TITLE,
        null,
        null,
        before == null ? null : endOf(before),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of());
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static SchemeValue type(Due due) {
    return switch (due.request().order().service()) {
      case LOAN -> LOAN;
      case COPY -> COPY;
    };
  }

  /** What a lender tells: only what its request's partner need not ask for. */
  private @Nullable NcipRequest change(Due due) {
    var item = due.request().handling().item();
    return switch (due.state()) {
      case UNFILLED, CANCELLED ->
          new ItemRequestCancelled(user(due), null, requestId(due), type(due), TITLE);
      case CHECKED_IN -> item == null ? null : new ItemCheckedIn(null, ItemId.of(item));
      case LOST ->
          item == null
              ? null
              : new CirculationStatusUpdated(
                  ItemId.of(item), NcipScheme.CIRCULATION_STATUS.of("Lost"));
      case SHIPPED -> shipped(due);
      case REQUESTED, SENT, WILL_SUPPLY, RECEIVED, ON_LOAN, RETURNED, RECALLED, OVERDUE -> null;
    };
  }

  /** The item is on its way: from the lender, or back to it. */
  private NcipRequest shipped(Due due) {
    return new ItemShipped(
        requestId(due),
        item(due).orElse(null),
        user(due),
        due.at(),
        new ShippingInformation(null, due.note(), delivery(due)));
  }

  /** Where it is sent: the standard demands an address, and a library's symbol is one. */
  private static Address delivery(Due due) {
    var asked = due.request().side() == Side.LENDING ? due.request().order().delivery() : null;
    return new PhysicalAddress(
        asked == null ? due.peer().library() : asked,
        NcipScheme.PHYSICAL_ADDRESS_TYPE.of("Postal Address"));
  }

  private static Optional<ItemId> item(Due due) {
    return Optional.ofNullable(due.request().handling().item()).map(ItemId::of);
  }

  /** The patron that stands for the library that borrows. */
  private UserId user(Due due) {
    var peer = due.peer();
    var lends = due.request().side() == Side.LENDING;
    var patron = settings.patron();
    return new UserId(
        lends ? us(due) : NcipScheme.agency(peer.library()),
        null,
        lends
            ? Institution.card(peer.library())
            : patron == null ? Institution.card(us(due).value()) : patron);
  }

  /** The number that the library that borrows has given. */
  private RequestId requestId(Due due) {
    var request = due.request();
    return request.side() == Side.LENDING
        ? new RequestId(
            NcipScheme.agency(due.peer().library()),
            null,
            Objects.requireNonNullElse(request.order().reference(), ""))
        : new RequestId(
            us(due), null, InterlibraryMessages.reference(request.number(), due.lender()));
  }

  /** What the title is known by best: several numbers would be several titles. */
  private static List<BibliographicId> titles(Description described) {
    var ids = new ArrayList<BibliographicId>();
    var number = described.number();
    if (number != null) {
      var colon = number.indexOf(':');
      ids.add(
          colon > 0 && colon < number.length() - 1
              ? new BibliographicRecordId(
                  number.substring(colon + 1), SchemeValue.of(number.substring(0, colon)), null)
              : new BibliographicRecordId(number, null, NcipScheme.FAUST.of("FAUST")));
    }
    if (described.isbn() != null) {
      ids.add(numbered(described.isbn(), "ISBN"));
    }
    if (described.issn() != null) {
      ids.add(numbered(described.issn(), "ISSN"));
    }
    return ids.stream().limit(1).toList();
  }

  private static BibliographicId numbered(String number, String code) {
    return new BibliographicItemId(number, NcipScheme.BIBLIOGRAPHIC_ITEM_IDENTIFIER_CODE.of(code));
  }

  // What is answered

  @Override
  public Verdict verdict(Due due, byte[] reply) {
    var request = request(due).orElseThrow();
    NcipElement response;
    try {
      var message = codec.decodeResponse(reply);
      var problem = message.find("Problem");
      if (problem != null) {
        return problem(due, problem);
      }
      response = message.find(request.service().responseElement());
    } catch (NcipFormatException e) {
      return new Again("answered by something that is no NCIP: " + e.getMessage(), null);
    }
    if (response == null) {
      return new Again("answered by another service than was asked for", null);
    }
    var problem = response.find("Problem");
    return problem == null ? taken(due, response) : problem(due, problem);
  }

  private Verdict taken(Due due, NcipElement response) {
    return switch (due.telling()) {
      case REQUEST -> supplied();
      case STATUS_REQUEST -> stands(response);
      case RECEIVED,
          SHIPPED_RETURN,
          CANCEL,
          REQUEST_RESPONSE,
          STATUS_CHANGE,
          STATUS_REQUEST_RESPONSE,
          RENEW_RESPONSE,
          CANCEL_RESPONSE ->
          new Taken(Reaction.NONE);
    };
  }

  /** Who takes a request supplies it; when, it has to be asked. */
  private static Verdict supplied() {
    return new Taken(
        new Reaction(
            InterlibraryState.WILL_SUPPLY,
            false,
            null,
            null,
            List.of(new Reply(PeerNotice.STATUS_REQUEST, null, null))));
  }

  /** The item is on its way where it is lent and the request waits for nothing. */
  private Verdict stands(NcipElement response) {
    var status = text(response, "RequestStatusType");
    if (isOne(NEVER, status)) {
      return new Taken(Reaction.unfilled(status));
    }
    var lent = text(response, "ItemOptionalFields", "CirculationStatus");
    return "On Loan".equalsIgnoreCase(lent) && !isOne(NOT_YET, status)
        ? new Taken(
            new Reaction(
                InterlibraryState.SHIPPED,
                false,
                null,
                text(response, "ItemId", "ItemIdentifierValue"),
                List.of()))
        : new Again(null, settings.askEvery());
  }

  private Verdict problem(Due due, NcipElement problem) {
    var type = text(problem, "ProblemType");
    var detail = text(problem, "ProblemDetail");
    var why = (type == null ? "Problem" : type) + (detail == null ? "" : ": " + detail);
    if (PASSING.stream().anyMatch(passing -> is(passing, type))) {
      return new Again(why, null);
    }
    // It came before, and the answer was lost.
    if (due.telling() == PeerNotice.REQUEST && is(ProblemType.DUPLICATE_REQUEST, type)) {
      return supplied();
    }
    return due.telling() == PeerNotice.STATUS_REQUEST && is(ProblemType.UNKNOWN_REQUEST, type)
        ? new Taken(Reaction.unfilled(why))
        : new Refused(why);
  }

  private static boolean is(ProblemType expected, @Nullable String type) {
    return expected.value().equalsIgnoreCase(type);
  }

  private static @Nullable String text(NcipElement in, String... path) {
    var found = in.find(path);
    return found == null || found.text().isEmpty() ? null : found.text();
  }

  private static boolean isOne(List<String> values, @Nullable String value) {
    return value != null && values.stream().anyMatch(value::equalsIgnoreCase);
  }
}
