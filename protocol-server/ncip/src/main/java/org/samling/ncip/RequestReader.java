package org.samling.ncip;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipRequest.CheckInItem;
import org.samling.ncip.NcipRequest.CheckOutItem;
import org.samling.ncip.NcipRequest.LookupItem;
import org.samling.ncip.NcipRequest.LookupUser;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.NcipRequest.Unsupported;
import org.samling.ncip.NcipResponse.MessageProblem;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.NcipVersion.Edition;

/** Reads requests from the elements of a message. */
final class RequestReader {
  private RequestReader() {}

  /** Reads a document whose element is NCIPMessage. */
  static Decoded decode(XmlDocument document, ZoneId zone) {
    var version = version(document);
    var root =
        Version1.isIn(document.root()) ? Version1.toVersion2(document.root()) : document.root();
    var services =
        root.children().stream()
            .filter(child -> NcipService.named(child.name()).isPresent())
            .toList();
    var service = services.stream().findFirst().flatMap(found -> NcipService.named(found.name()));
    if (services.size() != 1 || service.isEmpty()) {
      return malformed(version, null, Optional.empty(), noService(root, services.size()));
    }
    var in = new ElementReader(services.getFirst(), zone);
    var header = in.part("InitiationHeader", ComponentReader::header);
    try {
      return new Decoded.Message(new NcipMessage(version, header, request(service.get(), in)));
    } catch (NcipFormatException e) {
      return malformed(version, header, service, e);
    }
  }

  /** A version that says nothing of the edition is of the edition whose names are used. */
  private static NcipVersion version(XmlDocument document) {
    var uri = document.root().attributes().get(NcipElement.VERSION);
    var edition =
        NcipVersion.edition(uri)
            .orElseGet(() -> Version1.isIn(document.root()) ? Edition.ONE : Edition.TWO);
    return new NcipVersion(uri, edition, document.prefix(), document.hasDocumentType());
  }

  /** The answer to bytes that are no message. */
  static Decoded malformed(NcipFormatException fault) {
    return malformed(NcipVersion.UNKNOWN, null, Optional.empty(), fault);
  }

  private static Decoded malformed(
      NcipVersion version,
      @Nullable NcipHeader header,
      Optional<NcipService> service,
      NcipFormatException fault) {
    var answer =
        service
            .<NcipResponse>map(known -> new ProblemResponse(known, fault.problem(known)))
            .orElseGet(() -> new MessageProblem(fault.problem(null)));
    return new Decoded.Malformed(
        version, header, answer, fault.what(), fault.line(), fault.column());
  }

  private static NcipFormatException noService(NcipElement root, int services) {
    if (services > 1) {
      return NcipFormatException.at(
          root,
          ProblemType.PROTOCOL_ERROR,
          "The message asks for %d services; send one at a time".formatted(services),
          NcipElement.MESSAGE,
          null);
    }
    if (root.children().isEmpty()) {
      return NcipFormatException.at(
          root,
          ProblemType.INVALID_MESSAGE_SYNTAX_ERROR,
          "The message asks for nothing",
          NcipElement.MESSAGE,
          null);
    }
    var unknown = root.children().getFirst();
    return NcipFormatException.at(
        unknown,
        ProblemType.UNKNOWN_SERVICE,
        "NCIP has no service of this name",
        NcipElement.MESSAGE,
        unknown.name());
  }

  private static NcipRequest request(NcipService service, ElementReader in) {
    return switch (service) {
      case LOOKUP_USER -> lookupUser(in);
      case LOOKUP_ITEM -> lookupItem(in);
      case REQUEST_ITEM -> requestItem(in);
      case CHECK_OUT_ITEM -> checkOutItem(in);
      case CHECK_IN_ITEM -> checkInItem(in);
      default -> new Unsupported(service, in.element());
    };
  }

  private static LookupUser lookupUser(ElementReader in) {
    var user = user(in);
    return new LookupUser(
        user.userId(),
        user.inputs(),
        in.values("UserElementType"),
        in.has("LoanedItemsDesired"),
        in.has("RequestedItemsDesired"),
        in.has("UserFiscalAccountDesired"));
  }

  private static LookupItem lookupItem(ElementReader in) {
    var itemId = in.part("ItemId", ComponentReader::itemId);
    var requestId = in.part("RequestId", ComponentReader::requestId);
    if (itemId == null && requestId == null) {
      throw missing(in, in.has("RequestId") ? "RequestId" : "ItemId");
    }
    return new LookupItem(
        itemId,
        requestId,
        in.values("ItemElementType"),
        in.has("CurrentBorrowerDesired"),
        in.has("CurrentRequestersDesired"));
  }

  private static RequestItem requestItem(ElementReader in) {
    var user = user(in);
    var bibliographicIds = in.parts("BibliographicId", ComponentReader::bibliographicId);
    var itemIds = in.parts("ItemId", ComponentReader::itemId);
    if (bibliographicIds.isEmpty() && itemIds.isEmpty()) {
      throw missing(in, in.has("ItemId") ? "ItemId" : "BibliographicId");
    }
    return new RequestItem(
        in.part("MandatedAction", ComponentReader::mandatedAction),
        user.userId(),
        user.inputs(),
        bibliographicIds,
        itemIds,
        in.part("RequestId", ComponentReader::requestId),
        in.neededValue("RequestType"),
        in.neededValue("RequestScopeType"),
        in.part("ItemOptionalFields", ComponentReader::itemOptionalFields),
        in.time("EarliestDateNeeded"),
        in.time("NeedBeforeDate"),
        in.value("PickupLocation"),
        in.time("PickupExpiryDate"),
        in.part("AcknowledgedFeeAmount", ComponentReader::amount),
        in.part("PaidFeeAmount", ComponentReader::amount),
        in.values("AcknowledgedItemUseRestrictionType"),
        in.values("ItemElementType"),
        in.values("UserElementType"));
  }

  private static CheckOutItem checkOutItem(ElementReader in) {
    var user = user(in);
    return new CheckOutItem(
        in.part("MandatedAction", ComponentReader::mandatedAction),
        user.userId(),
        user.inputs(),
        item(in),
        in.part("RequestId", ComponentReader::requestId),
        in.part("AcknowledgedFeeAmount", ComponentReader::amount),
        in.part("PaidFeeAmount", ComponentReader::amount),
        in.values("AcknowledgedItemUseRestrictionType"),
        in.has("ResourceDesired"),
        in.time("DesiredDateDue"),
        in.values("ItemElementType"),
        in.values("UserElementType"));
  }

  private static CheckInItem checkInItem(ElementReader in) {
    return new CheckInItem(
        in.part("MandatedAction", ComponentReader::mandatedAction),
        item(in),
        in.values("ItemElementType"),
        in.values("UserElementType"));
  }

  private record User(@Nullable UserId userId, List<AuthenticationInput> inputs) {}

  private static User user(ElementReader in) {
    var userId = in.part("UserId", ComponentReader::userId);
    var inputs = in.parts("AuthenticationInput", ComponentReader::authenticationInput);
    if (userId == null && inputs.isEmpty()) {
      throw missing(in, "UserId");
    }
    return new User(userId, inputs);
  }

  private static ItemId item(ElementReader in) {
    var itemId = in.part("ItemId", ComponentReader::itemId);
    if (itemId == null) {
      throw missing(in, "ItemId");
    }
    return itemId;
  }

  /** An identifier is missing, or it is there and its value is. */
  private static NcipFormatException missing(ElementReader in, String identifier) {
    var value =
        switch (identifier) {
          case "UserId" -> "UserIdentifierValue";
          case "ItemId" -> "ItemIdentifierValue";
          case "RequestId" -> "RequestIdentifierValue";
          default -> "BibliographicItemIdentifier";
        };
    var found = in.element().child(identifier);
    return found == null
        ? in.missing(identifier)
        : new ElementReader(found, in.zone()).missing(value);
  }
}
