package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.NcipResponse.Acknowledged;
import org.samling.ncip.NcipResponse.MessageProblem;
import org.samling.ncip.NcipResponse.ProblemResponse;
import org.samling.ncip.NcipResponse.Success;
import org.samling.ncip.data.NcipElement;
import org.samling.ncip.data.NcipHeader;

/** Builds the elements of responses. */
final class ResponseWriter {
  private ResponseWriter() {}

  /**
   * The element to put into the message.
   *
   * @param header the request's header, which the response's reverses
   */
  static NcipElement write(NcipResponse response, @Nullable NcipHeader header) {
    return switch (response) {
      case Success done -> {
        var name = done.getClass().getSimpleName();
        yield RecordElements.write(begin(name, header), name, (Record) done).build();
      }
      case Acknowledged(var service) -> begin(service.responseElement(), header).build();
      case ProblemResponse(var service, var problems, var fee) ->
          begin(service.responseElement(), header)
              .addAll(problems, ComponentWriter::problem)
              .add(fee, amount -> ComponentWriter.amount("RequiredFeeAmount", amount))
              .build();
      case MessageProblem(var problem) -> ComponentWriter.problem(problem);
    };
  }

  private static ElementBuilder begin(String name, @Nullable NcipHeader header) {
    return new ElementBuilder(name).add(header == null ? null : responseHeader(header));
  }

  /** None if the request does not name both agencies: the schema requires both in a header. */
  private static @Nullable NcipElement responseHeader(NcipHeader header) {
    var from = header.toAgencyId();
    var to = header.fromAgencyId();
    if (from == null || to == null) {
      return null;
    }
    return new ElementBuilder("ResponseHeader")
        .value("FromSystemId", header.toSystemId())
        .add(ComponentWriter.agency("FromAgencyId", from))
        .value("ToSystemId", header.fromSystemId())
        .add(ComponentWriter.agency("ToAgencyId", to))
        .build();
  }
}
