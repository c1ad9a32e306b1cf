package org.samling.routes.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryMessages.OutgoingMessage;
import org.samling.core.ill.InterlibraryMessages.Reaction;
import org.samling.core.ill.InterlibraryMessages.Reply;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.PeerNotice;
import org.samling.core.ill.SupplyTerms;
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
import org.samling.ncip.NcipRequest.LookupAgency;
import org.samling.ncip.NcipRequest.LookupRequest;
import org.samling.ncip.NcipRequest.RenewItem;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.NcipVersion;
import org.samling.ncip.data.Amount;
import org.samling.ncip.data.BibliographicId;
import org.samling.ncip.data.BibliographicId.BibliographicItemId;
import org.samling.ncip.data.BibliographicId.BibliographicRecordId;
import org.samling.ncip.data.ItemId;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipScheme;
import org.samling.ncip.data.NcipSecret;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.RequestId;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.ShippingInformation;
import org.samling.ncip.data.UserId;
import org.samling.ncip.data.UserOptionalFields.Address;
import org.samling.ncip.data.UserOptionalFields.PhysicalAddress;
import org.samling.routes.ill.PeerProtocol;

/**
 * Sends NCIP messages to one other library. What it lends us is on loan there to a patron that
 * represents this library; a request is known there by the number that we give it, so that one that
 * is repeated is recognised. NCIP has no message by which a lender announces what it will do, so it
 * is polled until the item is on its way.
 */
public final class NcipPeer implements PeerProtocol {

  private static final SchemeValue TITLE = NcipScheme.REQUEST_SCOPE_TYPE.of("Bibliographic Item");
  private static final SchemeValue LOAN = NcipScheme.REQUEST_TYPE.of("Loan");
  private static final SchemeValue COPY = NcipScheme.REQUEST_TYPE.of("Non-returnable Copy");

  /** What lenders charge is agreed on elsewhere. */
  private static final @Nullable Amount NO_FEE = null;

  private static final List<SchemeValue> REQUEST_STATUS =
      List.of(SchemeValue.of("Request Status Type"));
  private static final List<SchemeValue> AGENCY_NAME =
      List.of(SchemeValue.of("Organization Name Information"));
  private static final List<SchemeValue> CIRCULATION_STATUS =
      List.of(SchemeValue.of("Circulation Status"));

  /** Request statuses without an item on its way. */
  private static final List<String> NOT_YET =
      List.of(
          "In Process", "Available For Pickup", "Need to Accept Conditions", "Requested Via ILL");

  private static final List<String> NEVER = List.of("Cannot Fulfill Request", "Expired");

  /** Temporary problems: the message is sent again. */
  private static final List<ProblemType> PASSING =
      List.of(
          ProblemType.TEMPORARY_PROCESSING_FAILURE,
          ProblemType.SYSTEM_AUTHENTICATION_FAILED,
          ProblemType.AGENCY_AUTHENTICATION_FAILED,
          ProblemType.UNAUTHORIZED_SERVICE_FOR_AGENCY,
          ProblemType.UNAUTHORIZED_SERVICE_FOR_SYSTEM);

  private static final List<ProblemType> LOGIN_PROBLEMS =
      List.of(ProblemType.SYSTEM_AUTHENTICATION_FAILED, ProblemType.AGENCY_AUTHENTICATION_FAILED);

  private final Settings settings;
  private final NcipCodec codec;

  /**
   * Settings for messages to a library.
   *
   * @param version the version of NCIP
   * @param us the symbol by which it knows this library, or null for the one in the request
   * @param patron the patron that represents this library there, or null for {@code INST-} and the
   *     symbol
   * @param agencySecret the password of this library in the header, or null if other means
   *     authenticate it
   * @param askEvery how often it is polled for the status of a request
   * @param messageLimit the longest answer that is read, in bytes
   */
  public record Settings(
      NcipVersion version,
      @Nullable String us,
      @Nullable String patron,
      @Nullable NcipSecret agencySecret,
      Duration askEvery,
      int messageLimit) {}

  /** Creates a peer. */
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
  public Encoded encode(OutgoingMessage due) {
    if (due.telling() == PeerNotice.REQUEST
        && titles(due.request().order().description()).isEmpty()) {
      return new Inexpressible(
          "NCIP identifies a title by ISBN, ISSN or record number, and none of them is known");
    }
    return request(due)
        .<Encoded>map(
            request -> new Message(new String(codec.encode(message(due, request)), UTF_8)))
        .orElseGet(Nothing::new);
  }

  private NcipMessage message(OutgoingMessage due, NcipRequest request) {
    return message(due.peer().library(), us(due), request);
  }

  private NcipMessage message(String library, SchemeValue us, NcipRequest request) {
    return new NcipMessage(
        settings.version(),
        new NcipHeader(
            null, List.of(us), settings.agencySecret(), List.of(NcipScheme.agency(library)), null),
        request);
  }

  private SchemeValue us(OutgoingMessage due) {
    return us(due.peer().us());
  }

  private SchemeValue us(String otherwise) {
    return NcipScheme.agency(Objects.requireNonNullElse(settings.us(), otherwise));
  }

  /** LookupAgency, which both versions have: LookupVersion has no header that authenticates. */
  @Override
  public byte[] probe(String library, String us) {
    return codec.encode(
        message(library, us(us), new LookupAgency(NcipScheme.agency(library), AGENCY_NAME)));
  }

  /** A Problem is an answer, too: it may know no LookupAgency. */
  @Override
  public ProbeReply interpretProbe(byte[] reply) {
    try {
      var message = codec.decodeResponse(reply);
      var response = message.find(NcipService.LOOKUP_AGENCY.responseElement());
      var problem = message.find("Problem");
      if (problem == null && response != null) {
        problem = response.find("Problem");
      }
      var type = problem == null ? null : text(problem, "ProblemType");
      return LOGIN_PROBLEMS.stream().anyMatch(refused -> is(refused, type))
          ? ProbeReply.LOGIN_REFUSED
          : ProbeReply.ANSWERED;
    } catch (NcipFormatException _) {
      return ProbeReply.OTHER;
    }
  }

  private Optional<NcipRequest> request(OutgoingMessage due) {
    return switch (due.telling()) {
      case REQUEST -> Optional.of(requestItem(due));
      case STATUS_REQUEST ->
          Optional.of(new LookupRequest(null, requestId(due), REQUEST_STATUS, CIRCULATION_STATUS));
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
      case RENEW ->
          item(due)
              .map(item ->
                  new RenewItem(
                      null, user(due), List.of(), item, List.of(), List.of(), null, NO_FEE, null));
      case STATUS_CHANGE -> Optional.ofNullable(change(due));
      // These are replies, and NCIP's replies have been sent already.
      case REQUEST_RESPONSE, STATUS_REQUEST_RESPONSE, RENEW_RESPONSE, CANCEL_RESPONSE ->
          Optional.empty();
    };
  }

  private NcipRequest requestItem(OutgoingMessage due) {
    var order = due.request().order();
    var before = order.needBefore();
    return new RequestItem(
        null,
        user(due),
        List.of(),
        titles(order.description()),
        List.of(),
        requestId(due),
        new RequestItem.Type(type(due), TITLE),
        null,
        new RequestItem.Dates(before == null ? null : endOf(before), null),
        RequestItem.Acknowledgement.NONE,
        new RequestItem.Elements(List.of(), List.of()));
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static SchemeValue type(OutgoingMessage due) {
    return switch (due.request().order().service()) {
      case LOAN -> LOAN;
      case COPY -> COPY;
    };
  }

  /** A lender's status change: only those that the borrower need not poll for. */
  private @Nullable NcipRequest change(OutgoingMessage due) {
    var item = due.request().handling().item();
    return switch (due.state()) {
      // NCIP has no terms on which the same could be asked for again.
      case UNFILLED, RETRY_POSSIBLE, CANCELLED ->
          new ItemRequestCancelled(user(due), null, requestId(due), type(due), TITLE);
      case CHECKED_IN -> item == null ? null : new ItemCheckedIn(null, ItemId.of(item));
      case LOST ->
          item == null
              ? null
              : new CirculationStatusUpdated(
                  ItemId.of(item), NcipScheme.CIRCULATION_STATUS.of("Lost"));
      case SHIPPED -> shipped(due);
      case REQUESTED,
          SENT,
          EXPECT_TO_SUPPLY,
          WILL_SUPPLY,
          RECEIVED,
          ON_LOAN,
          RETURNED,
          RECALLED,
          OVERDUE ->
          null;
    };
  }

  /** Reports that the item is on its way: from the lender, or back to it. */
  private NcipRequest shipped(OutgoingMessage due) {
    return new ItemShipped(
        requestId(due),
        item(due).orElse(null),
        user(due),
        due.at(),
        new ShippingInformation(null, due.note(), delivery(due)));
  }

  /** The delivery address: the standard requires one, and a library's symbol will do. */
  private static Address delivery(OutgoingMessage due) {
    var asked = due.request().side() == Side.LENDING ? due.request().order().delivery() : null;
    return new PhysicalAddress(
        asked == null ? due.peer().library() : asked,
        NcipScheme.PHYSICAL_ADDRESS_TYPE.of("Postal Address"));
  }

  private static Optional<ItemId> item(OutgoingMessage due) {
    return Optional.ofNullable(due.request().handling().item()).map(ItemId::of);
  }

  /** The patron that represents the borrowing library. */
  private UserId user(OutgoingMessage due) {
    var peer = due.peer();
    var lends = due.request().side() == Side.LENDING;
    var patron = settings.patron();
    return new UserId(
        lends ? us(due) : NcipScheme.agency(peer.library()),
        lends
            ? Institution.card(peer.library())
            : patron == null ? Institution.card(us(due).value()) : patron);
  }

  /** The number that the borrowing library has given. */
  private RequestId requestId(OutgoingMessage due) {
    var request = due.request();
    return request.side() == Side.LENDING
        ? new RequestId(
            NcipScheme.agency(due.peer().library()),
            Objects.requireNonNullElse(request.order().reference(), ""))
        : new RequestId(us(due), InterlibraryMessages.reference(request.number(), due.lender()));
  }

  /** The title's best identifier: several would mean several titles. */
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

  // Replies

  @Override
  public Verdict interpret(OutgoingMessage due, byte[] reply) {
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
      return new Retry("the reply is not NCIP: " + e.getMessage(), null);
    }
    if (response == null) {
      return new Retry("the reply is for another service", null);
    }
    var problem = response.find("Problem");
    return problem == null ? taken(due, response) : problem(due, problem);
  }

  private Verdict taken(OutgoingMessage due, NcipElement response) {
    return switch (due.telling()) {
      case REQUEST -> supplied();
      case STATUS_REQUEST -> requestStatus(response);
      case RENEW -> renewed(response);
      case RECEIVED,
          SHIPPED_RETURN,
          CANCEL,
          REQUEST_RESPONSE,
          STATUS_CHANGE,
          STATUS_REQUEST_RESPONSE,
          RENEW_RESPONSE,
          CANCEL_RESPONSE ->
          new Accepted(Reaction.NONE);
    };
  }

  /** A library that accepts a request supplies it; when, has to be polled. */
  private static Verdict supplied() {
    return new Accepted(
        new Reaction(
            InterlibraryState.WILL_SUPPLY,
            false,
            null,
            List.of(new Reply(PeerNotice.STATUS_REQUEST, null))));
  }

  /** Renewed, until the day that the answer names, if any. */
  private static Verdict renewed(NcipElement response) {
    var due = text(response, "DateDue");
    try {
      return new Accepted(
          Reaction.terms(
              null,
              SupplyTerms.answer(
                  true, due == null ? null : OffsetDateTime.parse(due).toInstant())));
    } catch (DateTimeParseException _) {
      return new Accepted(Reaction.terms(due, SupplyTerms.answer(true, null)));
    }
  }

  /** The item is on its way if it is on loan and the request is not waiting. */
  private Verdict requestStatus(NcipElement response) {
    var status = text(response, "RequestStatusType");
    if (isOne(NEVER, status)) {
      return new Accepted(Reaction.unfilled(status));
    }
    var lent = text(response, "ItemOptionalFields", "CirculationStatus");
    return "On Loan".equalsIgnoreCase(lent) && !isOne(NOT_YET, status)
        ? new Accepted(
            new Reaction(
                InterlibraryState.SHIPPED,
                false,
                null,
                text(response, "ItemId", "ItemIdentifierValue"),
                List.of()))
        : new Retry(null, settings.askEvery());
  }

  private Verdict problem(OutgoingMessage due, NcipElement problem) {
    var type = text(problem, "ProblemType");
    var detail = text(problem, "ProblemDetail");
    var why = (type == null ? "Problem" : type) + (detail == null ? "" : ": " + detail);
    if (PASSING.stream().anyMatch(passing -> is(passing, type))) {
      return new Retry(why, null);
    }
    // The request arrived before, and its answer was lost.
    if (due.telling() == PeerNotice.REQUEST && is(ProblemType.DUPLICATE_REQUEST, type)) {
      return supplied();
    }
    return due.telling() == PeerNotice.STATUS_REQUEST && is(ProblemType.UNKNOWN_REQUEST, type)
        ? new Accepted(Reaction.unfilled(why))
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
