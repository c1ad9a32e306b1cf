package org.samling.z3950;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Request.SortRequest;
import org.samling.z3950.Z3950Response.SortResponse;
import org.samling.z3950.Z3950Response.SortResultSetStatus;
import org.samling.z3950.Z3950Response.SortStatus;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.AttributeElement;
import org.samling.z3950.data.AttributeWire;
import org.samling.z3950.data.CompSpec;
import org.samling.z3950.data.CompositionWire;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.RecordsWire;
import org.samling.z3950.data.SortKeySpec;
import org.samling.z3950.data.SortKeySpec.Abort;
import org.samling.z3950.data.SortKeySpec.DatabaseSort;
import org.samling.z3950.data.SortKeySpec.DatabaseSpecific;
import org.samling.z3950.data.SortKeySpec.ElementSpec;
import org.samling.z3950.data.SortKeySpec.Generic;
import org.samling.z3950.data.SortKeySpec.MissingValueAction;
import org.samling.z3950.data.SortKeySpec.MissingValueData;
import org.samling.z3950.data.SortKeySpec.NullValue;
import org.samling.z3950.data.SortKeySpec.SortAttributes;
import org.samling.z3950.data.SortKeySpec.SortElement;
import org.samling.z3950.data.SortKeySpec.SortField;
import org.samling.z3950.data.SortKeySpec.SortKey;

/** SortRequest and SortResponse. */
final class SortWire {
  private static final int INPUT_RESULT_SET_NAMES = BerTag.context(3);
  private static final int SORTED_RESULT_SET_NAME = BerTag.context(4);
  private static final int SORT_SEQUENCE = BerTag.context(5);

  private static final int SORT_RELATION = BerTag.context(1);
  private static final int CASE_SENSITIVITY = BerTag.context(2);
  private static final int MISSING_VALUE_ACTION = BerTag.context(3);
  private static final int ABORT = BerTag.context(1);
  private static final int NULL = BerTag.context(2);
  private static final int MISSING_VALUE_DATA = BerTag.context(3);

  private static final int GENERIC = BerTag.context(1);
  private static final int DATABASE_SPECIFIC = BerTag.context(2);
  private static final int SORT_FIELD = BerTag.context(0);
  private static final int ELEMENT_SPEC = BerTag.context(1);
  private static final int SORT_ATTRIBUTES = BerTag.context(2);

  private static final int SORT_STATUS = BerTag.context(3);
  private static final int RESULT_SET_STATUS = BerTag.context(4);
  private static final int DIAGNOSTICS = BerTag.context(5);
  private static final int RESULT_COUNT = BerTag.context(6);

  private static final SortStatus[] STATUSES = SortStatus.values();
  private static final SortResultSetStatus[] RESULT_SET_STATUSES = SortResultSetStatus.values();

  private SortWire() {}

  static SortRequest readRequest(BerNode node) {
    return new SortRequest(
        ApduWire.referenceId(node),
        node.required(INPUT_RESULT_SET_NAMES, "inputResultSetNames").children().stream()
            .map(BerNode::text)
            .toList(),
        node.required(SORTED_RESULT_SET_NAME, "sortedResultSetName").text(),
        node.required(SORT_SEQUENCE, "sortSequence").children().stream()
            .map(SortWire::keySpec)
            .toList());
  }

  /**
   * The parts are identified by their order, because the tags of sortElement's alternatives are
   * also used by the parts after it.
   */
  private static SortKeySpec keySpec(BerNode node) {
    var parts = node.children();
    if (parts.size() < 3 || !parts.get(1).is(SORT_RELATION) || !parts.get(2).is(CASE_SENSITIVITY)) {
      throw node.fault("a key must have sortElement, sortRelation and caseSensitivity");
    }
    var missing = node.find(MISSING_VALUE_ACTION);
    return new SortKeySpec(
        element(parts.getFirst()),
        parts.get(1).integer(),
        parts.get(2).integer(),
        missing == null ? null : action(missing.first("missingValueAction")));
  }

  private static SortElement element(BerNode node) {
    if (node.is(GENERIC)) {
      return new Generic(key(node.first("generic")));
    } else if (node.is(DATABASE_SPECIFIC)) {
      var databases = new ArrayList<DatabaseSort>();
      for (var entry : node.children()) {
        var parts = entry.children();
        if (parts.size() < 2) {
          throw entry.fault("a key of one database must have its name and a sort element");
        }
        databases.add(new DatabaseSort(parts.get(0).text(), key(parts.get(1))));
      }
      return new DatabaseSpecific(databases);
    }
    throw node.fault("a sortElement of an unknown kind");
  }

  private static SortKey key(BerNode node) {
    if (node.is(SORT_FIELD)) {
      return new SortField(node.text());
    } else if (node.is(ELEMENT_SPEC)) {
      return new ElementSpec(CompositionWire.specification(node));
    } else if (node.is(SORT_ATTRIBUTES)) {
      return new SortAttributes(
          node.required(BerTag.OBJECT_IDENTIFIER, "id").oid(), AttributeWire.readList(node));
    }
    throw node.fault("a sort key of an unknown kind");
  }

  private static MissingValueAction action(BerNode node) {
    if (node.is(ABORT)) {
      return new Abort();
    } else if (node.is(NULL)) {
      return new NullValue();
    } else if (node.is(MISSING_VALUE_DATA)) {
      return new MissingValueData(node.octets());
    }
    throw node.fault("a missingValueAction of an unknown kind");
  }

  static void write(BerWriter out, SortRequest request) {
    out.begin(INPUT_RESULT_SET_NAMES);
    request.inputResultSetNames().forEach(name -> out.text(BerTag.GENERAL_STRING, name));
    out.end();
    out.text(SORTED_RESULT_SET_NAME, request.sortedResultSetName());
    out.begin(SORT_SEQUENCE);
    request.sortSequence().forEach(key -> write(out, key));
    out.end();
  }

  private static void write(BerWriter out, SortKeySpec spec) {
    out.begin(BerTag.SEQUENCE);
    switch (spec.sortElement()) {
      case Generic(SortKey key) -> {
        out.begin(GENERIC);
        write(out, key);
      }
      case DatabaseSpecific(List<DatabaseSort> databases) -> {
        out.begin(DATABASE_SPECIFIC);
        for (var database : databases) {
          out.begin(BerTag.SEQUENCE);
          out.text(CompositionWire.DATABASE_NAME, database.databaseName());
          write(out, database.dbSort());
          out.end();
        }
      }
    }
    out.end();
    out.integer(SORT_RELATION, spec.sortRelation());
    out.integer(CASE_SENSITIVITY, spec.caseSensitivity());
    write(out, spec.missingValueAction());
    out.end();
  }

  private static void write(BerWriter out, SortKey key) {
    switch (key) {
      case SortField(String name) -> out.text(SORT_FIELD, name);
      case ElementSpec(CompSpec.Specification specification) ->
          CompositionWire.write(out, ELEMENT_SPEC, specification);
      case SortAttributes(Oid id, List<AttributeElement> list) -> {
        out.begin(SORT_ATTRIBUTES);
        out.oid(BerTag.OBJECT_IDENTIFIER, id);
        AttributeWire.writeList(out, list);
        out.end();
      }
    }
  }

  private static void write(BerWriter out, @Nullable MissingValueAction action) {
    if (action == null) {
      return;
    }
    out.begin(MISSING_VALUE_ACTION);
    switch (action) {
      case Abort() -> out.nothing(ABORT);
      case NullValue() -> out.nothing(NULL);
      case MissingValueData(Octets value) -> out.octets(MISSING_VALUE_DATA, value);
    }
    out.end();
  }

  static SortResponse readResponse(BerNode node) {
    var resultSetStatus = node.find(RESULT_SET_STATUS);
    return new SortResponse(
        ApduWire.referenceId(node),
        node.required(SORT_STATUS, "sortStatus").constant(STATUSES, "sortStatus"),
        resultSetStatus == null
            ? null
            : resultSetStatus.constant(RESULT_SET_STATUSES, "resultSetStatus"),
        RecordsWire.diagRecs(node.find(DIAGNOSTICS)),
        node.integerOf(RESULT_COUNT));
  }

  static void write(BerWriter out, SortResponse response, ProtocolVersion version) {
    out.number(SORT_STATUS, response.sortStatus());
    out.number(RESULT_SET_STATUS, response.resultSetStatus());
    RecordsWire.write(out, DIAGNOSTICS, response.diagnostics(), version);
    out.integer(RESULT_COUNT, response.resultCount());
  }
}
