package org.samling.z3950;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Request.PresentRequest;
import org.samling.z3950.Z3950Request.Range;
import org.samling.z3950.Z3950Response.PresentResponse;
import org.samling.z3950.Z3950Response.Segment;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.data.CompSpec;
import org.samling.z3950.data.CompositionWire;
import org.samling.z3950.data.ElementSetNames;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.QueryWire;
import org.samling.z3950.data.RecordComposition;
import org.samling.z3950.data.RecordsWire;

/** PresentRequest, Segment and PresentResponse. */
final class PresentWire {
  private static final int NUMBER_OF_RECORDS_REQUESTED = BerTag.context(29);
  private static final int RESULT_SET_START_POINT = BerTag.context(30);
  private static final int SIMPLE = BerTag.context(19);
  private static final int COMPLEX = BerTag.context(209);
  private static final int MAX_SEGMENT_COUNT = BerTag.context(204);
  private static final int MAX_RECORD_SIZE = BerTag.context(206);
  private static final int MAX_SEGMENT_SIZE = BerTag.context(207);
  private static final int ADDITIONAL_RANGES = BerTag.context(212);
  private static final int SEGMENT_RECORDS = BerTag.context(0);
  private static final int STARTING_POSITION = BerTag.context(1);
  private static final int NUMBER_OF_RECORDS = BerTag.context(2);

  private PresentWire() {}

  static PresentRequest readRequest(BerNode node) {
    return new PresentRequest(
        ApduWire.referenceId(node),
        node.required(QueryWire.RESULT_SET_ID, "resultSetId").text(),
        node.required(RESULT_SET_START_POINT, "resultSetStartPoint").integer(),
        node.required(NUMBER_OF_RECORDS_REQUESTED, "numberOfRecordsRequested").integer(),
        ranges(node.find(ADDITIONAL_RANGES)),
        recordComposition(node),
        node.oidOf(SearchWire.PREFERRED_RECORD_SYNTAX),
        node.integerOf(MAX_SEGMENT_COUNT),
        node.integerOf(MAX_RECORD_SIZE),
        node.integerOf(MAX_SEGMENT_SIZE));
  }

  private static List<Range> ranges(@Nullable BerNode list) {
    var ranges = new ArrayList<Range>();
    if (list != null) {
      for (var range : list.children()) {
        ranges.add(
            new Range(
                range.required(STARTING_POSITION, "startingPosition").integer(),
                range.required(NUMBER_OF_RECORDS, "numberOfRecords").integer()));
      }
    }
    return ranges;
  }

  private static @Nullable RecordComposition recordComposition(BerNode node) {
    var complex = node.find(COMPLEX);
    return complex == null
        ? CompositionWire.elementSetNames(node.find(SIMPLE))
        : CompositionWire.compSpec(complex);
  }

  static Segment readSegment(BerNode node) {
    return new Segment(
        ApduWire.referenceId(node),
        node.required(SearchWire.NUMBER_OF_RECORDS_RETURNED, "numberOfRecordsReturned").integer(),
        RecordsWire.namePlusRecords(node.required(SEGMENT_RECORDS, "segmentRecords")));
  }

  static void write(BerWriter out, Segment segment, ProtocolVersion version) {
    out.integer(SearchWire.NUMBER_OF_RECORDS_RETURNED, segment.numberOfRecordsReturned());
    RecordsWire.writeRecords(out, SEGMENT_RECORDS, segment.segmentRecords(), version);
  }

  static PresentResponse readResponse(BerNode node) {
    return new PresentResponse(
        ApduWire.referenceId(node),
        node.required(SearchWire.NUMBER_OF_RECORDS_RETURNED, "numberOfRecordsReturned").integer(),
        node.required(SearchWire.NEXT_RESULT_SET_POSITION, "nextResultSetPosition").integer(),
        SearchWire.presentStatus(node.required(SearchWire.PRESENT_STATUS, "presentStatus")),
        RecordsWire.readIn(node));
  }

  static void write(BerWriter out, PresentRequest request) {
    out.text(QueryWire.RESULT_SET_ID, request.resultSetId());
    out.integer(RESULT_SET_START_POINT, request.resultSetStartPoint());
    out.integer(NUMBER_OF_RECORDS_REQUESTED, request.numberOfRecordsRequested());
    if (!request.additionalRanges().isEmpty()) {
      out.begin(ADDITIONAL_RANGES);
      for (var range : request.additionalRanges()) {
        out.begin(BerTag.SEQUENCE);
        out.integer(STARTING_POSITION, range.startingPosition());
        out.integer(NUMBER_OF_RECORDS, range.numberOfRecords());
        out.end();
      }
      out.end();
    }
    switch (request.recordComposition()) {
      case null -> {}
      case ElementSetNames names -> CompositionWire.write(out, SIMPLE, names);
      case CompSpec compSpec -> CompositionWire.write(out, COMPLEX, compSpec);
    }
    out.oid(SearchWire.PREFERRED_RECORD_SYNTAX, request.preferredRecordSyntax());
    out.integer(MAX_SEGMENT_COUNT, request.maxSegmentCount());
    out.integer(MAX_RECORD_SIZE, request.maxRecordSize());
    out.integer(MAX_SEGMENT_SIZE, request.maxSegmentSize());
  }

  static void write(BerWriter out, PresentResponse response, ProtocolVersion version) {
    out.integer(SearchWire.NUMBER_OF_RECORDS_RETURNED, response.numberOfRecordsReturned());
    out.integer(SearchWire.NEXT_RESULT_SET_POSITION, response.nextResultSetPosition());
    out.number(SearchWire.PRESENT_STATUS, response.presentStatus());
    RecordsWire.write(out, response.records(), version);
  }
}
