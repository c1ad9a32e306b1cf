package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.data.DiagRec.ExternallyDefined;
import org.samling.z3950.data.NamePlusRecord.DatabaseRecord;
import org.samling.z3950.data.NamePlusRecord.RetrievalRecord;
import org.samling.z3950.data.NamePlusRecord.SurrogateDiagnostic;
import org.samling.z3950.data.Records.MultipleNonSurDiagnostics;
import org.samling.z3950.data.Records.NonSurrogateDiagnostic;
import org.samling.z3950.data.Records.ResponseRecords;

/** Records and diagnostics. */
public final class RecordsWire {
  private static final int RESPONSE_RECORDS = BerTag.context(28);
  private static final int NON_SURROGATE_DIAGNOSTIC = BerTag.context(130);
  private static final int MULTIPLE_NON_SUR_DIAGNOSTICS = BerTag.context(205);

  private static final int NAME = BerTag.context(0);
  private static final int RECORD = BerTag.context(1);
  private static final int RETRIEVAL_RECORD = BerTag.context(1);
  private static final int SURROGATE_DIAGNOSTIC = BerTag.context(2);

  private RecordsWire() {}

  /** The records among the elements of a response, or null. */
  public static @Nullable Records readIn(BerNode response) {
    var records = response.find(RESPONSE_RECORDS);
    if (records != null) {
      return new ResponseRecords(namePlusRecords(records));
    }
    var diagnostic = response.find(NON_SURROGATE_DIAGNOSTIC);
    if (diagnostic != null) {
      return new NonSurrogateDiagnostic(readDefaultDiag(diagnostic));
    }
    var diagnostics = response.find(MULTIPLE_NON_SUR_DIAGNOSTICS);
    return diagnostics == null ? null : new MultipleNonSurDiagnostics(diagRecs(diagnostics));
  }

  public static List<NamePlusRecord> namePlusRecords(BerNode list) {
    return list.children().stream().map(RecordsWire::namePlusRecord).toList();
  }

  private static NamePlusRecord namePlusRecord(BerNode node) {
    var name = node.find(NAME);
    return new NamePlusRecord(
        name == null ? null : name.text(), record(node.required(RECORD, "record").first("record")));
  }

  private static DatabaseRecord record(BerNode node) {
    if (node.is(RETRIEVAL_RECORD)) {
      return new RetrievalRecord(ExternalWire.read(node.first("retrievalRecord")));
    } else if (node.is(SURROGATE_DIAGNOSTIC)) {
      return new SurrogateDiagnostic(diagRec(node.first("surrogateDiagnostic")));
    }
    throw node.fault("a fragment of a record, although level 2 segmentation is not in use");
  }

  /** The diagnostics of an optional list. */
  public static List<DiagRec> diagRecs(@Nullable BerNode list) {
    return list == null ? List.of() : list.children().stream().map(RecordsWire::diagRec).toList();
  }

  public static DiagRec diagRec(BerNode node) {
    return node.is(BerTag.EXTERNAL)
        ? new ExternallyDefined(ExternalWire.read(node))
        : readDefaultDiag(node);
  }

  /** A DefaultDiagFormat of either version; some servers leave out addinfo. */
  static DefaultDiagFormat readDefaultDiag(BerNode node) {
    var addinfo = node.find(BerTag.VISIBLE_STRING);
    if (addinfo == null) {
      addinfo = node.find(BerTag.GENERAL_STRING);
    }
    return new DefaultDiagFormat(
        node.required(BerTag.OBJECT_IDENTIFIER, "diagnosticSetId").oid(),
        node.required(BerTag.INTEGER, "condition").integer(),
        addinfo == null ? "" : addinfo.text());
  }

  public static void write(BerWriter out, @Nullable Records records, ProtocolVersion version) {
    switch (records) {
      case null -> {}
      case ResponseRecords(List<NamePlusRecord> list) ->
          writeRecords(out, RESPONSE_RECORDS, list, version);
      case NonSurrogateDiagnostic(DefaultDiagFormat diagnostic) ->
          write(out, NON_SURROGATE_DIAGNOSTIC, diagnostic, version);
      case MultipleNonSurDiagnostics(List<DiagRec> diagnostics) ->
          write(out, MULTIPLE_NON_SUR_DIAGNOSTICS, diagnostics, version);
    }
  }

  public static void writeRecords(
      BerWriter out, int tag, List<NamePlusRecord> records, ProtocolVersion version) {
    out.begin(tag);
    records.forEach(entry -> write(out, entry, version));
    out.end();
  }

  private static void write(BerWriter out, NamePlusRecord entry, ProtocolVersion version) {
    out.begin(BerTag.SEQUENCE);
    out.text(NAME, entry.name());
    out.begin(RECORD);
    switch (entry.record()) {
      case RetrievalRecord(External external) -> {
        out.begin(RETRIEVAL_RECORD);
        ExternalWire.write(out, BerTag.EXTERNAL, external);
      }
      case SurrogateDiagnostic(DiagRec diagnostic) -> {
        out.begin(SURROGATE_DIAGNOSTIC);
        write(out, diagnostic, version);
      }
    }
    out.end();
    out.end();
    out.end();
  }

  /** An empty list is left out. */
  public static void write(
      BerWriter out, int tag, List<DiagRec> diagnostics, ProtocolVersion version) {
    if (!diagnostics.isEmpty()) {
      out.begin(tag);
      diagnostics.forEach(diagnostic -> write(out, diagnostic, version));
      out.end();
    }
  }

  public static void write(BerWriter out, DiagRec diagnostic, ProtocolVersion version) {
    switch (diagnostic) {
      case DefaultDiagFormat format -> write(out, BerTag.SEQUENCE, format, version);
      case ExternallyDefined(External external) ->
          ExternalWire.write(out, BerTag.EXTERNAL, external);
    }
  }

  /** Version 3 has addinfo as an InternationalString, older versions as a VisibleString. */
  public static void write(
      BerWriter out, int tag, DefaultDiagFormat diagnostic, ProtocolVersion version) {
    out.begin(tag);
    out.oid(BerTag.OBJECT_IDENTIFIER, diagnostic.diagnosticSetId());
    out.integer(BerTag.INTEGER, diagnostic.condition());
    out.text(
        version == ProtocolVersion.VERSION_3 ? BerTag.GENERAL_STRING : BerTag.VISIBLE_STRING,
        diagnostic.addinfo());
    out.end();
  }
}
