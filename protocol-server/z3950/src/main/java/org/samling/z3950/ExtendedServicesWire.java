package org.samling.z3950;

import org.samling.z3950.TaskPackage.TaskStatus;
import org.samling.z3950.Z3950Request.EsFunction;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.WaitAction;
import org.samling.z3950.Z3950Response.EsOperationStatus;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.ber.BerNode;
import org.samling.z3950.ber.BerTag;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.data.ExternalWire;
import org.samling.z3950.data.ProtocolVersion;
import org.samling.z3950.data.RecordsWire;

/** ExtendedServicesRequest, ExtendedServicesResponse and TaskPackage. */
final class ExtendedServicesWire {
  private static final int FUNCTION = BerTag.context(3);
  private static final int PACKAGE_TYPE = BerTag.context(4);
  private static final int PACKAGE_NAME = BerTag.context(5);
  private static final int USER_ID = BerTag.context(6);
  private static final int RETENTION_TIME = BerTag.context(7);
  private static final int PERMISSIONS = BerTag.context(8);
  private static final int DESCRIPTION = BerTag.context(9);
  private static final int TASK_SPECIFIC_PARAMETERS = BerTag.context(10);
  private static final int WAIT_ACTION = BerTag.context(11);
  private static final int ELEMENTS = BerTag.context(103);

  private static final int OPERATION_STATUS = BerTag.context(3);
  private static final int DIAGNOSTICS = BerTag.context(4);
  private static final int TASK_PACKAGE = BerTag.context(5);

  // Of a task package.
  private static final int TYPE = BerTag.context(1);
  private static final int NAME = BerTag.context(2);
  private static final int USER = BerTag.context(3);
  private static final int ABOUT = BerTag.context(6);
  private static final int TARGET_REFERENCE = BerTag.context(7);
  private static final int TASK_STATUS = BerTag.context(9);
  private static final int PACKAGE_DIAGNOSTICS = BerTag.context(10);
  private static final int PARAMETERS = BerTag.context(11);

  private static final EsFunction[] FUNCTIONS = EsFunction.values();
  private static final WaitAction[] WAIT_ACTIONS = WaitAction.values();
  private static final EsOperationStatus[] OPERATION_STATUSES = EsOperationStatus.values();
  private static final TaskStatus[] TASK_STATUSES = TaskStatus.values();

  private ExtendedServicesWire() {}

  static ExtendedServicesRequest readRequest(BerNode node) {
    var retentionTime = node.find(RETENTION_TIME);
    var permissions = node.find(PERMISSIONS);
    var parameters = node.find(TASK_SPECIFIC_PARAMETERS);
    return new ExtendedServicesRequest(
        ApduWire.referenceId(node),
        node.required(FUNCTION, "function").constant(FUNCTIONS, "function"),
        node.required(PACKAGE_TYPE, "packageType").oid(),
        node.textOf(PACKAGE_NAME),
        node.textOf(USER_ID),
        retentionTime == null ? null : retentionTime.element(),
        permissions == null ? null : permissions.element(),
        node.textOf(DESCRIPTION),
        parameters == null ? null : ExternalWire.read(parameters),
        node.required(WAIT_ACTION, "waitAction").constant(WAIT_ACTIONS, "waitAction"),
        node.textOf(ELEMENTS));
  }

  static void write(BerWriter out, ExtendedServicesRequest request) {
    out.number(FUNCTION, request.function());
    out.oid(PACKAGE_TYPE, request.packageType());
    out.text(PACKAGE_NAME, request.packageName());
    out.text(USER_ID, request.userId());
    out.element(request.retentionTime());
    out.element(request.permissions());
    out.text(DESCRIPTION, request.description());
    var parameters = request.taskSpecificParameters();
    if (parameters != null) {
      ExternalWire.write(out, TASK_SPECIFIC_PARAMETERS, parameters);
    }
    out.number(WAIT_ACTION, request.waitAction());
    out.text(ELEMENTS, request.elements());
  }

  static ExtendedServicesResponse readResponse(BerNode node) {
    var taskPackage = node.find(TASK_PACKAGE);
    return new ExtendedServicesResponse(
        ApduWire.referenceId(node),
        node.required(OPERATION_STATUS, "operationStatus")
            .constant(OPERATION_STATUSES, "operationStatus"),
        RecordsWire.diagRecs(node.find(DIAGNOSTICS)),
        taskPackage == null ? null : ExternalWire.read(taskPackage));
  }

  static void write(BerWriter out, ExtendedServicesResponse response, ProtocolVersion version) {
    out.number(OPERATION_STATUS, response.operationStatus());
    RecordsWire.write(out, DIAGNOSTICS, response.diagnostics(), version);
    var taskPackage = response.taskPackage();
    if (taskPackage != null) {
      ExternalWire.write(out, TASK_PACKAGE, taskPackage);
    }
  }

  static TaskPackage readTaskPackage(BerNode node) {
    var targetReference = node.find(TARGET_REFERENCE);
    return new TaskPackage(
        node.required(TYPE, "packageType").oid(),
        node.textOf(NAME),
        node.textOf(USER),
        node.textOf(ABOUT),
        targetReference == null ? null : targetReference.octets(),
        node.required(TASK_STATUS, "taskStatus").constant(TASK_STATUSES, "taskStatus"),
        RecordsWire.diagRecs(node.find(PACKAGE_DIAGNOSTICS)),
        ExternalWire.read(node.required(PARAMETERS, "taskSpecificParameters")));
  }

  static void write(BerWriter out, TaskPackage taskPackage, ProtocolVersion version) {
    out.begin(BerTag.SEQUENCE);
    out.oid(TYPE, taskPackage.packageType());
    out.text(NAME, taskPackage.packageName());
    out.text(USER, taskPackage.userId());
    out.text(ABOUT, taskPackage.description());
    out.octets(TARGET_REFERENCE, taskPackage.targetReference());
    out.number(TASK_STATUS, taskPackage.taskStatus());
    RecordsWire.write(out, PACKAGE_DIAGNOSTICS, taskPackage.packageDiagnostics(), version);
    ExternalWire.write(out, PARAMETERS, taskPackage.taskSpecificParameters());
    out.end();
  }
}
