package org.samling.ncip;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipRequest.Unsupported;
import org.samling.ncip.NcipResponse.MessageProblem;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.NcipVersion.Edition;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipService;
import org.samling.ncip.data.ProblemType;

/** Reads requests from the elements of a message. */
final class RequestReader {
  private static final List<String> USER = List.of("UserId", "AuthenticationInput");
  private static final List<String> ITEM_OR_REQUEST = List.of("ItemId", "RequestId");

  /** The required children of each service, as lists of alternatives, the most common one first. */
  private static final Map<NcipService, List<List<String>>> DEMANDS =
      Map.ofEntries(
          Map.entry(NcipService.LOOKUP_USER, List.of(USER)),
          Map.entry(NcipService.LOOKUP_ITEM, List.of(ITEM_OR_REQUEST)),
          Map.entry(
              NcipService.LOOKUP_ITEM_SET,
              List.of(List.of("BibliographicId", "ItemId", "HoldingsSetId"))),
          Map.entry(NcipService.LOOKUP_REQUEST, List.of(ITEM_OR_REQUEST.reversed())),
          Map.entry(NcipService.REQUEST_ITEM, List.of(USER, List.of("BibliographicId", "ItemId"))),
          Map.entry(NcipService.CHECK_OUT_ITEM, List.of(USER)),
          Map.entry(NcipService.RENEW_ITEM, List.of(USER)),
          Map.entry(NcipService.CANCEL_REQUEST_ITEM, List.of(USER, ITEM_OR_REQUEST.reversed())),
          Map.entry(NcipService.UPDATE_REQUEST_ITEM, List.of(ITEM_OR_REQUEST.reversed())),
          Map.entry(NcipService.CREATE_USER_FISCAL_TRANSACTION, List.of(USER)),
          Map.entry(NcipService.CREATE_USER, List.of(USER)),
          Map.entry(NcipService.UPDATE_USER, List.of(USER)),
          Map.entry(NcipService.ITEM_REQUESTED, List.of(List.of("BibliographicId", "ItemId"))),
          Map.entry(NcipService.ITEM_SHIPPED, List.of(ITEM_OR_REQUEST.reversed())),
          Map.entry(NcipService.ITEM_RECEIVED, List.of(ITEM_OR_REQUEST)),
          Map.entry(NcipService.ITEM_REQUEST_CANCELLED, List.of(ITEM_OR_REQUEST.reversed())),
          Map.entry(NcipService.ITEM_REQUEST_UPDATED, List.of(ITEM_OR_REQUEST.reversed())));

  private RequestReader() {}

  /** Opens a document whose root element is NCIPMessage. */
  static Decoded.OpenResult open(XmlDocument document) {
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
    // A header contains no times.
    var in = new ElementReader(services.getFirst(), ZoneOffset.UTC);
    return new NcipEnvelope(
        version,
        in.part("InitiationHeader", ComponentReader::header),
        service.get(),
        services.getFirst());
  }

  /** Reads the request in a message. */
  static Decoded read(NcipEnvelope envelope, ElementReader in) {
    try {
      return new Decoded.Message(
          new NcipMessage(envelope.version(), envelope.header(), request(envelope.service(), in)));
    } catch (NcipFormatException e) {
      return malformed(envelope.version(), envelope.header(), Optional.of(envelope.service()), e);
    }
  }

  /** A version that does not show its edition belongs to the edition whose names are used. */
  private static NcipVersion version(XmlDocument document) {
    var uri = document.root().attributes().get(NcipElement.VERSION);
    var edition =
        NcipVersion.edition(uri)
            .orElseGet(() -> Version1.isIn(document.root()) ? Edition.ONE : Edition.TWO);
    return new NcipVersion(uri, edition, document.prefix(), document.hasDocumentType());
  }

  /** The answer to bytes that are not a message. */
  static Decoded.Malformed malformed(NcipFormatException fault) {
    return malformed(NcipVersion.UNKNOWN, null, Optional.empty(), fault);
  }

  private static Decoded.Malformed malformed(
      NcipVersion version,
      @Nullable NcipHeader header,
      Optional<NcipService> service,
      NcipFormatException fault) {
    var answer =
        service
            .<NcipResponse>map(known -> new ProblemResponse(known, fault.problem(known)))
            .orElseGet(() -> new MessageProblem(fault.problem(null)));
    return new Decoded.Malformed(
        version, header, answer, fault.reason(), fault.line(), fault.column());
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
    return RecordElements.isSupported(service)
        ? RecordElements.request(service, in, DEMANDS.getOrDefault(service, List.of()))
        : new Unsupported(service, in.element());
  }
}
