package org.samling.z3950.data;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.data.DatabaseUpdate.CorrelationInfo;
import org.samling.z3950.data.DatabaseUpdate.NumberId;
import org.samling.z3950.data.DatabaseUpdate.OpaqueId;
import org.samling.z3950.data.DatabaseUpdate.Outcome;
import org.samling.z3950.data.DatabaseUpdate.RecordId;
import org.samling.z3950.data.DatabaseUpdate.RecordOutcome;
import org.samling.z3950.data.DatabaseUpdate.RecordStatus;
import org.samling.z3950.data.DatabaseUpdate.StringId;
import org.samling.z3950.data.DatabaseUpdate.SuppliedRecord;
import org.samling.z3950.data.DatabaseUpdate.Terms;
import org.samling.z3950.data.DatabaseUpdate.UpdateStatus;

/** The request and the task package of Database Update, within their EXTERNALs. */
final class DatabaseUpdateWire {
  private static final int ES_REQUEST = BerTag.context(1);
  private static final int TASK_PACKAGE = BerTag.context(2);
  private static final int TO_KEEP = BerTag.context(1);
  private static final int NOT_TO_KEEP = BerTag.context(2);
  private static final int ORIGIN_PART = BerTag.context(1);
  private static final int TARGET_PART = BerTag.context(2);

  private static final int ACTION = BerTag.context(1);
  private static final int DATABASE_NAME = BerTag.context(2);
  private static final int SCHEMA = BerTag.context(3);
  private static final int ELEMENT_SET_NAME = BerTag.context(4);
  private static final int ACTION_QUALIFIER = BerTag.context(5);

  private static final int RECORD_ID = BerTag.context(1);
  private static final int SUPPLEMENTAL_ID = BerTag.context(2);
  private static final int CORRELATION_INFO = BerTag.context(3);
  private static final int RECORD = BerTag.context(4);
  private static final int NUMBER = BerTag.context(1);
  private static final int STRING = BerTag.context(2);
  private static final int OPAQUE = BerTag.context(3);
  private static final int NOTE = BerTag.context(1);
  private static final int ID = BerTag.context(2);

  private static final int UPDATE_STATUS = BerTag.context(1);
  private static final int GLOBAL_DIAGNOSTICS = BerTag.context(2);
  private static final int TASK_PACKAGE_RECORDS = BerTag.context(3);
  private static final int RECORD_OR_SUR_DIAG = BerTag.context(1);
  private static final int DIAGNOSTICS = BerTag.context(2);
  private static final int CORRELATION_INFO_ANSWERED = BerTag.context(2);
  private static final int RECORD_STATUS = BerTag.context(3);

  private static final UpdateStatus[] UPDATE_STATUSES = UpdateStatus.values();
  private static final RecordStatus[] RECORD_STATUSES = RecordStatus.values();

  private DatabaseUpdateWire() {}

  static DatabaseUpdate read(BerNode node) {
    if (!node.is(ES_REQUEST)) {
      throw node.fault("not a request of Database Update");
    }
    return new DatabaseUpdate(
        terms(node.required(TO_KEEP, "toKeep").first("toKeep")),
        node.required(NOT_TO_KEEP, "notToKeep").first("notToKeep").children().stream()
            .map(DatabaseUpdateWire::suppliedRecord)
            .toList());
  }

  private static Terms terms(BerNode node) {
    var qualifier = node.find(ACTION_QUALIFIER);
    return new Terms(
        node.required(ACTION, "action").integer(),
        node.required(DATABASE_NAME, "databaseName").text(),
        node.oidOf(SCHEMA),
        node.textOf(ELEMENT_SET_NAME),
        qualifier == null ? null : ExternalWire.read(qualifier));
  }

  private static SuppliedRecord suppliedRecord(BerNode node) {
    var id = node.find(RECORD_ID);
    var supplementalId = node.find(SUPPLEMENTAL_ID);
    return new SuppliedRecord(
        id == null ? null : recordId(id.first("recordId")),
        supplementalId == null ? null : supplementalId.element(),
        correlationInfo(node.find(CORRELATION_INFO)),
        ExternalWire.read(node.required(RECORD, "record")));
  }

  private static RecordId recordId(BerNode node) {
    if (node.is(NUMBER)) {
      return new NumberId(node.integer());
    } else if (node.is(STRING)) {
      return new StringId(node.text());
    } else if (node.is(OPAQUE)) {
      return new OpaqueId(node.octets());
    }
    throw node.fault("a recordId of an unknown kind");
  }

  private static @Nullable CorrelationInfo correlationInfo(@Nullable BerNode node) {
    return node == null ? null : new CorrelationInfo(node.textOf(NOTE), node.integerOf(ID));
  }

  static void write(BerWriter out, DatabaseUpdate update) {
    out.begin(ES_REQUEST);
    write(out, TO_KEEP, update.terms());
    out.begin(NOT_TO_KEEP);
    out.begin(BerTag.SEQUENCE);
    update.suppliedRecords().forEach(supplied -> write(out, supplied));
    out.end();
    out.end();
    out.end();
  }

  private static void write(BerWriter out, int tag, Terms terms) {
    out.begin(tag);
    out.begin(BerTag.SEQUENCE);
    out.integer(ACTION, terms.action());
    out.text(DATABASE_NAME, terms.databaseName());
    out.oid(SCHEMA, terms.schema());
    out.text(ELEMENT_SET_NAME, terms.elementSetName());
    var qualifier = terms.actionQualifier();
    if (qualifier != null) {
      ExternalWire.write(out, ACTION_QUALIFIER, qualifier);
    }
    out.end();
    out.end();
  }

  private static void write(BerWriter out, SuppliedRecord supplied) {
    out.begin(BerTag.SEQUENCE);
    var id = supplied.recordId();
    if (id != null) {
      out.begin(RECORD_ID);
      switch (id) {
        case NumberId(long number) -> out.integer(NUMBER, number);
        case StringId(String string) -> out.text(STRING, string);
        case OpaqueId(Octets opaque) -> out.octets(OPAQUE, opaque);
      }
      out.end();
    }
    out.element(supplied.supplementalId());
    write(out, CORRELATION_INFO, supplied.correlationInfo());
    ExternalWire.write(out, RECORD, supplied.record());
    out.end();
  }

  private static void write(BerWriter out, int tag, @Nullable CorrelationInfo info) {
    if (info != null) {
      out.begin(tag);
      out.text(NOTE, info.note());
      out.integer(ID, info.id());
      out.end();
    }
  }

  static Outcome readOutcome(BerNode node) {
    if (!node.is(TASK_PACKAGE)) {
      throw node.fault("not a task package of Database Update");
    }
    var target = node.required(TARGET_PART, "targetPart").first("targetPart");
    var records = target.find(TASK_PACKAGE_RECORDS);
    return new Outcome(
        terms(node.required(ORIGIN_PART, "originPart").first("originPart")),
        target.required(UPDATE_STATUS, "updateStatus").constant(UPDATE_STATUSES, "updateStatus"),
        RecordsWire.diagRecs(target.find(GLOBAL_DIAGNOSTICS)),
        records == null
            ? List.of()
            : records.children().stream().map(DatabaseUpdateWire::recordOutcome).toList());
  }

  private static RecordOutcome recordOutcome(BerNode node) {
    var recordOrDiagnostics = node.find(RECORD_OR_SUR_DIAG);
    return new RecordOutcome(
        recordOrDiagnostics == null
            ? List.of()
            : RecordsWire.diagRecs(recordOrDiagnostics.find(DIAGNOSTICS)),
        correlationInfo(node.find(CORRELATION_INFO_ANSWERED)),
        node.required(RECORD_STATUS, "recordStatus").constant(RECORD_STATUSES, "recordStatus"));
  }

  static void write(BerWriter out, Outcome outcome, ProtocolVersion version) {
    out.begin(TASK_PACKAGE);
    write(out, ORIGIN_PART, outcome.terms());
    out.begin(TARGET_PART);
    out.begin(BerTag.SEQUENCE);
    out.number(UPDATE_STATUS, outcome.updateStatus());
    RecordsWire.write(out, GLOBAL_DIAGNOSTICS, outcome.globalDiagnostics(), version);
    out.begin(TASK_PACKAGE_RECORDS);
    outcome.records().forEach(result -> write(out, result, version));
    out.end();
    out.end();
    out.end();
    out.end();
  }

  private static void write(BerWriter out, RecordOutcome result, ProtocolVersion version) {
    out.begin(BerTag.SEQUENCE);
    if (!result.surrogateDiagnostics().isEmpty()) {
      out.begin(RECORD_OR_SUR_DIAG);
      RecordsWire.write(out, DIAGNOSTICS, result.surrogateDiagnostics(), version);
      out.end();
    }
    write(out, CORRELATION_INFO_ANSWERED, result.correlationInfo());
    out.number(RECORD_STATUS, result.recordStatus());
    out.end();
  }
}
