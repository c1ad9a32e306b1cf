package org.samling.routes.z3950;

import org.samling.z3950.InitOption;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.Segment;
import org.samling.z3950.data.Bib1Diagnostic;

/** Presents records of a result set (Z39.50-2003, 3.2.3). */
final class Z3950Present {

  private final Z3950Records records;

  Z3950Present(Z3950Records records) {
    this.records = records;
  }

  /** The most segments of an answer, the response itself included. */
  private static long segments(Z3950Exchange<PresentRequest> exchange) {
    if (!exchange.session().has(InitOption.LEVEL_1_SEGMENTATION)) {
      return 1;
    }
    var most = exchange.message().maxSegmentCount();
    return most == null ? Long.MAX_VALUE : most;
  }

  Z3950Response present(Z3950Exchange<PresentRequest> exchange) {
    var message = exchange.message();
    if (!message.additionalRanges().isEmpty()) {
      throw new DiagnosticException(Bib1Diagnostic.ADDITIONAL_RANGES_NOT_SUPPORTED, "");
    }
    var set =
        Z3950Sets.find(
            exchange.session(), message.resultSetId(), Bib1Diagnostic.RESULT_SET_DOES_NOT_EXIST);
    var start = message.resultSetStartPoint();
    var number = message.numberOfRecordsRequested();
    var count = set.found().count();
    if (start < 1 || number < 0 || start > count || number > count - start + 1) {
      throw new DiagnosticException(
          Bib1Diagnostic.PRESENT_OUT_OF_RANGE, "%d+%d of %d".formatted(start, number, count));
    }
    var wanted =
        RecordRequest.of(
            message.preferredRecordSyntax(),
            message.recordComposition(),
            exchange.session().usmarc());
    var presented =
        records.present(exchange.session(), set, start, number, wanted, segments(exchange));
    presented
        .segments()
        .forEach(segment ->
            exchange.segments().add(new Segment(message.referenceId(), segment.size(), segment)));
    return new PresentResponse(
        message.referenceId(),
        presented.number(),
        presented.next(),
        presented.status(),
        presented.records());
  }
}
