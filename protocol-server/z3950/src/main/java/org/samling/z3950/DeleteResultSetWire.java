package org.samling.z3950;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Request.DeleteFunction;
import org.samling.z3950.Z3950Request.DeleteResultSetRequest;
import org.samling.z3950.Z3950Response.DeleteResultSetResponse;
import org.samling.z3950.Z3950Response.DeleteSetStatus;
import org.samling.z3950.Z3950Response.ListStatus;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.data.QueryWire;

/** DeleteResultSetRequest and DeleteResultSetResponse. */
final class DeleteResultSetWire {
  private static final int DELETE_FUNCTION = BerTag.context(32);
  private static final int DELETE_OPERATION_STATUS = BerTag.context(0);
  private static final int DELETE_LIST_STATUSES = BerTag.context(1);
  private static final int STATUS = BerTag.context(33);
  private static final int NUMBER_NOT_DELETED = BerTag.context(34);
  private static final int BULK_STATUSES = BerTag.context(35);
  private static final int DELETE_MESSAGE = BerTag.context(36);

  private static final DeleteFunction[] FUNCTIONS = DeleteFunction.values();
  private static final DeleteSetStatus[] STATUSES = DeleteSetStatus.values();

  private DeleteResultSetWire() {}

  static DeleteResultSetRequest readRequest(BerNode node) {
    var list = node.find(BerTag.SEQUENCE);
    return new DeleteResultSetRequest(
        ApduWire.referenceId(node),
        node.required(DELETE_FUNCTION, "deleteFunction").constant(FUNCTIONS, "deleteFunction"),
        list == null ? List.of() : list.children().stream().map(BerNode::text).toList());
  }

  static DeleteResultSetResponse readResponse(BerNode node) {
    return new DeleteResultSetResponse(
        ApduWire.referenceId(node),
        status(node.required(DELETE_OPERATION_STATUS, "deleteOperationStatus")),
        statuses(node.find(DELETE_LIST_STATUSES)),
        node.integerOf(NUMBER_NOT_DELETED),
        statuses(node.find(BULK_STATUSES)),
        node.textOf(DELETE_MESSAGE));
  }

  private static List<ListStatus> statuses(@Nullable BerNode list) {
    var statuses = new ArrayList<ListStatus>();
    if (list != null) {
      for (var entry : list.children()) {
        statuses.add(
            new ListStatus(
                entry.required(QueryWire.RESULT_SET_ID, "id").text(),
                status(entry.required(STATUS, "status"))));
      }
    }
    return statuses;
  }

  private static DeleteSetStatus status(BerNode node) {
    return node.constant(STATUSES, "status");
  }

  static void write(BerWriter out, DeleteResultSetRequest request) {
    out.number(DELETE_FUNCTION, request.deleteFunction());
    if (!request.resultSetList().isEmpty()) {
      out.begin(BerTag.SEQUENCE);
      request.resultSetList().forEach(id -> out.text(QueryWire.RESULT_SET_ID, id));
      out.end();
    }
  }

  static void write(BerWriter out, DeleteResultSetResponse response) {
    out.number(DELETE_OPERATION_STATUS, response.deleteOperationStatus());
    write(out, DELETE_LIST_STATUSES, response.deleteListStatuses());
    out.integer(NUMBER_NOT_DELETED, response.numberNotDeleted());
    write(out, BULK_STATUSES, response.bulkStatuses());
    out.text(DELETE_MESSAGE, response.deleteMessage());
  }

  private static void write(BerWriter out, int tag, List<ListStatus> statuses) {
    if (statuses.isEmpty()) {
      return;
    }
    out.begin(tag);
    for (var entry : statuses) {
      out.begin(BerTag.SEQUENCE);
      out.text(QueryWire.RESULT_SET_ID, entry.id());
      out.number(STATUS, entry.status());
      out.end();
    }
    out.end();
  }
}
