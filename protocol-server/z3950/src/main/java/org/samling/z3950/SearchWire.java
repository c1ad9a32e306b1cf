package org.samling.z3950;

import java.util.List;
import java.util.stream.Stream;
import org.samling.z3950.Z3950Request.SearchRequest;
import org.samling.z3950.Z3950Response.PresentStatus;
import org.samling.z3950.Z3950Response.ResultSetStatus;
import org.samling.z3950.Z3950Response.SearchResponse;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.data.CompositionWire;
import org.samling.z3950.data.OtherInformation;
import org.samling.z3950.data.OtherInformationWire;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.QueryWire;
import org.samling.z3950.data.RecordsWire;

/** SearchRequest and SearchResponse. */
final class SearchWire {
  static final int PREFERRED_RECORD_SYNTAX = BerTag.context(104);
  static final int NUMBER_OF_RECORDS_RETURNED = BerTag.context(24);
  static final int NEXT_RESULT_SET_POSITION = BerTag.context(25);
  static final int PRESENT_STATUS = BerTag.context(27);

  private static final int SMALL_SET_UPPER_BOUND = BerTag.context(13);
  private static final int LARGE_SET_LOWER_BOUND = BerTag.context(14);
  private static final int MEDIUM_SET_PRESENT_NUMBER = BerTag.context(15);
  private static final int REPLACE_INDICATOR = BerTag.context(16);
  private static final int RESULT_SET_NAME = BerTag.context(17);
  private static final int DATABASE_NAMES = BerTag.context(18);
  private static final int SMALL_SET_ELEMENT_SET_NAMES = BerTag.context(100);
  private static final int MEDIUM_SET_ELEMENT_SET_NAMES = BerTag.context(101);
  private static final int QUERY = BerTag.context(21);

  private static final int SEARCH_STATUS = BerTag.context(22);
  private static final int RESULT_COUNT = BerTag.context(23);
  private static final int RESULT_SET_STATUS = BerTag.context(26);

  private static final ResultSetStatus[] RESULT_SET_STATUSES = ResultSetStatus.values();
  private static final PresentStatus[] PRESENT_STATUSES = PresentStatus.values();

  private SearchWire() {}

  static SearchRequest readRequest(BerNode node) {
    return new SearchRequest(
        ApduWire.referenceId(node),
        new SetBounds(
            node.required(SMALL_SET_UPPER_BOUND, "smallSetUpperBound").integer(),
            node.required(LARGE_SET_LOWER_BOUND, "largeSetLowerBound").integer(),
            node.required(MEDIUM_SET_PRESENT_NUMBER, "mediumSetPresentNumber").integer()),
        node.required(REPLACE_INDICATOR, "replaceIndicator").bool(),
        node.required(RESULT_SET_NAME, "resultSetName").text(),
        node.required(DATABASE_NAMES, "databaseNames").children().stream()
            .map(BerNode::text)
            .toList(),
        CompositionWire.elementSetNames(node.find(SMALL_SET_ELEMENT_SET_NAMES)),
        CompositionWire.elementSetNames(node.find(MEDIUM_SET_ELEMENT_SET_NAMES)),
        node.oidOf(PREFERRED_RECORD_SYNTAX),
        QueryWire.read(node.required(QUERY, "query").first("query")),
        searchInfo(node));
  }

  static SearchResponse readResponse(BerNode node) {
    var resultSetStatus = node.find(RESULT_SET_STATUS);
    var presentStatus = node.find(PRESENT_STATUS);
    return new SearchResponse(
        ApduWire.referenceId(node),
        node.required(RESULT_COUNT, "resultCount").integer(),
        node.required(NUMBER_OF_RECORDS_RETURNED, "numberOfRecordsReturned").integer(),
        node.required(NEXT_RESULT_SET_POSITION, "nextResultSetPosition").integer(),
        node.required(SEARCH_STATUS, "searchStatus").bool(),
        resultSetStatus == null
            ? null
            : resultSetStatus.constant(RESULT_SET_STATUSES, "resultSetStatus"),
        presentStatus == null ? null : presentStatus(presentStatus),
        RecordsWire.readIn(node),
        OtherInformationWire.read(node.find(OtherInformationWire.ADDITIONAL_SEARCH_INFO)));
  }

  /** Information on the search, which some clients send as otherInfo. */
  private static List<OtherInformation> searchInfo(BerNode node) {
    var units = OtherInformationWire.read(node.find(OtherInformationWire.ADDITIONAL_SEARCH_INFO));
    var others = OtherInformationWire.read(node.find(OtherInformationWire.OTHER_INFO));
    return Stream.concat(units.stream(), others.stream()).toList();
  }

  static PresentStatus presentStatus(BerNode node) {
    return node.constant(PRESENT_STATUSES, "presentStatus");
  }

  static void write(BerWriter out, SearchRequest request) {
    out.integer(SMALL_SET_UPPER_BOUND, request.bounds().smallSetUpperBound());
    out.integer(LARGE_SET_LOWER_BOUND, request.bounds().largeSetLowerBound());
    out.integer(MEDIUM_SET_PRESENT_NUMBER, request.bounds().mediumSetPresentNumber());
    out.bool(REPLACE_INDICATOR, request.replaceIndicator());
    out.text(RESULT_SET_NAME, request.resultSetName());
    out.begin(DATABASE_NAMES);
    request.databaseNames().forEach(name -> out.text(CompositionWire.DATABASE_NAME, name));
    out.end();
    CompositionWire.write(out, SMALL_SET_ELEMENT_SET_NAMES, request.smallSetElementSetNames());
    CompositionWire.write(out, MEDIUM_SET_ELEMENT_SET_NAMES, request.mediumSetElementSetNames());
    out.oid(PREFERRED_RECORD_SYNTAX, request.preferredRecordSyntax());
    out.begin(QUERY);
    QueryWire.write(out, request.query());
    out.end();
    OtherInformationWire.write(
        out, OtherInformationWire.ADDITIONAL_SEARCH_INFO, request.additionalSearchInfo());
  }

  static void write(BerWriter out, SearchResponse response, ProtocolVersion version) {
    out.integer(RESULT_COUNT, response.resultCount());
    out.integer(NUMBER_OF_RECORDS_RETURNED, response.numberOfRecordsReturned());
    out.integer(NEXT_RESULT_SET_POSITION, response.nextResultSetPosition());
    out.bool(SEARCH_STATUS, response.searchStatus());
    out.number(RESULT_SET_STATUS, response.resultSetStatus());
    out.number(PRESENT_STATUS, response.presentStatus());
    RecordsWire.write(out, response.records(), version);
    OtherInformationWire.write(
        out, OtherInformationWire.ADDITIONAL_SEARCH_INFO, response.additionalSearchInfo());
  }
}
