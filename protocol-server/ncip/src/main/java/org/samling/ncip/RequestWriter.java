package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipRequest.Unsupported;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;
import org.samling.ncip.data.NcipSecret;

/** Builds the elements of requests: the client's side. */
final class RequestWriter {
  private RequestWriter() {}

  static NcipElement write(NcipMessage message) {
    var request = message.request();
    var name = request.service().element();
    var element = new ElementBuilder(name).add(message.header(), RequestWriter::initiationHeader);
    return switch (request) {
      case NcipRequest.Service service ->
          RecordElements.write(element, name, (Record) service).build();
      case NcipNotification notification ->
          RecordElements.write(element, name, (Record) notification).build();
      case Unsupported _ -> throw new IllegalArgumentException(name + " can't be written");
    };
  }

  private static NcipElement initiationHeader(NcipHeader header) {
    var from = header.fromAgencyId();
    var to = header.toAgencyId();
    if (from == null || to == null) {
      throw new IllegalArgumentException("a header must name an agency on either side");
    }
    return new ElementBuilder("InitiationHeader")
        .value("FromSystemId", header.fromSystemId())
        .text("FromSystemAuthentication", secret(header.fromSystemAuthentication()))
        .add(ComponentWriter.agency("FromAgencyId", from))
        .text("FromAgencyAuthentication", secret(header.fromAgencyAuthentication()))
        .add(
            header.onBehalfOfAgency(), agency -> ComponentWriter.agency("OnBehalfOfAgency", agency))
        .value("ToSystemId", header.toSystemId())
        .add(ComponentWriter.agency("ToAgencyId", to))
        .value("ApplicationProfileType", header.applicationProfileType())
        .build();
  }

  private static @Nullable String secret(@Nullable NcipSecret secret) {
    return secret == null ? null : secret.value();
  }
}
