package org.samling.z3950;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Request.ScanRequest;
import org.samling.z3950.Z3950Response.ScanResponse;
import org.samling.z3950.Z3950Response.ScanStatus;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.data.AttributeWire;
import org.samling.z3950.data.CompositionWire;
import org.samling.z3950.data.DiagRec;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.QueryWire;
import org.samling.z3950.data.RecordsWire;
import org.samling.z3950.data.RpnStructure.AttributesPlusTerm;
import org.samling.z3950.data.ScanEntry;
import org.samling.z3950.data.ScanEntry.SurrogateDiagnostic;
import org.samling.z3950.data.ScanEntry.TermInfo;
import org.samling.z3950.data.TermWire;

/** ScanRequest and ScanResponse. */
final class ScanWire {
  private static final int DATABASE_NAMES = BerTag.context(3);
  private static final int STEP_SIZE_REQUESTED = BerTag.context(5);
  private static final int NUMBER_OF_TERMS_REQUESTED = BerTag.context(6);
  private static final int PREFERRED_POSITION_IN_RESPONSE = BerTag.context(7);

  private static final int STEP_SIZE = BerTag.context(3);
  private static final int SCAN_STATUS = BerTag.context(4);
  private static final int NUMBER_OF_ENTRIES_RETURNED = BerTag.context(5);
  private static final int POSITION_OF_TERM = BerTag.context(6);
  private static final int LIST_ENTRIES = BerTag.context(7);
  private static final int ATTRIBUTE_SET = BerTag.context(8);

  private static final int ENTRIES = BerTag.context(1);
  private static final int NONSURROGATE_DIAGNOSTICS = BerTag.context(2);
  private static final int TERM_INFO = BerTag.context(1);
  private static final int SURROGATE_DIAGNOSTIC = BerTag.context(2);
  private static final int DISPLAY_TERM = BerTag.context(0);
  private static final int GLOBAL_OCCURRENCES = BerTag.context(2);
  private static final int ALTERNATIVE_TERM = BerTag.context(4);

  private static final ScanStatus[] STATUSES = ScanStatus.values();

  private ScanWire() {}

  static ScanRequest readRequest(BerNode node) {
    return new ScanRequest(
        ApduWire.referenceId(node),
        node.required(DATABASE_NAMES, "databaseNames").children().stream()
            .map(BerNode::text)
            .toList(),
        node.oidOf(BerTag.OBJECT_IDENTIFIER),
        QueryWire.attributesPlusTerm(
            node.required(QueryWire.ATTRIBUTES_PLUS_TERM, "termListAndStartPoint")),
        node.integerOf(STEP_SIZE_REQUESTED),
        node.required(NUMBER_OF_TERMS_REQUESTED, "numberOfTermsRequested").integer(),
        node.integerOf(PREFERRED_POSITION_IN_RESPONSE));
  }

  static void write(BerWriter out, ScanRequest request) {
    out.begin(DATABASE_NAMES);
    request.databaseNames().forEach(name -> out.text(CompositionWire.DATABASE_NAME, name));
    out.end();
    out.oid(BerTag.OBJECT_IDENTIFIER, request.attributeSet());
    QueryWire.write(out, request.termListAndStartPoint());
    out.integer(STEP_SIZE_REQUESTED, request.stepSize());
    out.integer(NUMBER_OF_TERMS_REQUESTED, request.numberOfTermsRequested());
    out.integer(PREFERRED_POSITION_IN_RESPONSE, request.preferredPositionInResponse());
  }

  static ScanResponse readResponse(BerNode node) {
    var entries = node.find(LIST_ENTRIES);
    return new ScanResponse(
        ApduWire.referenceId(node),
        node.integerOf(STEP_SIZE),
        node.required(SCAN_STATUS, "scanStatus").constant(STATUSES, "scanStatus"),
        node.required(NUMBER_OF_ENTRIES_RETURNED, "numberOfEntriesReturned").integer(),
        node.integerOf(POSITION_OF_TERM),
        entries == null ? List.of() : entries(entries.find(ENTRIES)),
        entries == null ? List.of() : RecordsWire.diagRecs(entries.find(NONSURROGATE_DIAGNOSTICS)),
        node.oidOf(ATTRIBUTE_SET));
  }

  private static List<ScanEntry> entries(@Nullable BerNode list) {
    var entries = new ArrayList<ScanEntry>();
    if (list != null) {
      for (var entry : list.children()) {
        entries.add(entry(entry));
      }
    }
    return entries;
  }

  private static ScanEntry entry(BerNode node) {
    if (node.is(TERM_INFO)) {
      return new TermInfo(
          TermWire.readIn(node),
          node.textOf(DISPLAY_TERM),
          AttributeWire.readListIfAny(node),
          alternatives(node.find(ALTERNATIVE_TERM)),
          node.integerOf(GLOBAL_OCCURRENCES));
    } else if (node.is(SURROGATE_DIAGNOSTIC)) {
      return new SurrogateDiagnostic(RecordsWire.diagRec(node.first("surrogateDiagnostic")));
    }
    throw node.fault("an entry of an unknown kind");
  }

  private static List<AttributesPlusTerm> alternatives(@Nullable BerNode list) {
    return list == null
        ? List.of()
        : list.children().stream().map(QueryWire::attributesPlusTerm).toList();
  }

  static void write(BerWriter out, ScanResponse response, ProtocolVersion version) {
    out.integer(STEP_SIZE, response.stepSize());
    out.number(SCAN_STATUS, response.scanStatus());
    out.integer(NUMBER_OF_ENTRIES_RETURNED, response.numberOfEntriesReturned());
    out.integer(POSITION_OF_TERM, response.positionOfTerm());
    if (!response.entries().isEmpty() || !response.nonsurrogateDiagnostics().isEmpty()) {
      out.begin(LIST_ENTRIES);
      if (!response.entries().isEmpty()) {
        out.begin(ENTRIES);
        response.entries().forEach(entry -> write(out, entry, version));
        out.end();
      }
      RecordsWire.write(out, NONSURROGATE_DIAGNOSTICS, response.nonsurrogateDiagnostics(), version);
      out.end();
    }
    out.oid(ATTRIBUTE_SET, response.attributeSet());
  }

  private static void write(BerWriter out, ScanEntry entry, ProtocolVersion version) {
    switch (entry) {
      case TermInfo info -> {
        out.begin(TERM_INFO);
        TermWire.write(out, info.term());
        out.text(DISPLAY_TERM, info.displayTerm());
        if (!info.suggestedAttributes().isEmpty()) {
          AttributeWire.writeList(out, info.suggestedAttributes());
        }
        if (!info.alternativeTerm().isEmpty()) {
          out.begin(ALTERNATIVE_TERM);
          info.alternativeTerm().forEach(term -> QueryWire.write(out, term));
          out.end();
        }
        out.integer(GLOBAL_OCCURRENCES, info.globalOccurrences());
      }
      case SurrogateDiagnostic(DiagRec diagnostic) -> {
        out.begin(SURROGATE_DIAGNOSTIC);
        RecordsWire.write(out, diagnostic, version);
      }
    }
    out.end();
  }
}
