package org.samling.routes.z3950;

import java.util.List;
import org.samling.z3950.Bib1Diagnostic;
import org.samling.z3950.DatabaseUpdate;
import org.samling.z3950.DiagRec;
import org.samling.z3950.External;
import org.samling.z3950.ItemOrder;
import org.samling.z3950.Oid;
import org.samling.z3950.TaskPackage;
import org.samling.z3950.TaskPackage.TaskStatus;
import org.samling.z3950.Z3950Request.EsFunction;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.WaitAction;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.EsOperationStatus;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;

/**
 * Extended services (Z39.50-2003, 3.2.9). A task is done at once and its package comes with the
 * answer; none is kept, so there is nothing to be modified or deleted.
 */
final class Z3950ExtendedServices {

  private final Z3950Update update;

  Z3950ExtendedServices(Z3950Update update) {
    this.update = update;
  }

  Z3950Response answer(Z3950Exchange<ExtendedServicesRequest> exchange) {
    var message = exchange.message();
    var type = message.packageType();
    if (!DatabaseUpdate.isUpdate(type) && !type.equals(Oid.ITEM_ORDER)) {
      throw new DiagnosticException(Bib1Diagnostic.ES_TYPE_NOT_SUPPORTED, type.dotted());
    }
    if (message.function() != EsFunction.CREATE) {
      var name = message.packageName();
      throw new DiagnosticException(
          Bib1Diagnostic.ES_NO_SUCH_PACKAGE, name == null ? "packages are not kept" : name);
    }
    var parameters = parameters(message);
    return DatabaseUpdate.isUpdate(type)
        ? update(exchange, parameters)
        : refused(exchange, parameters);
  }

  private static External parameters(ExtendedServicesRequest message) {
    var parameters = message.taskSpecificParameters();
    if (parameters == null) {
      throw new DiagnosticException(Bib1Diagnostic.ES_MISSING_PARAMETER, "taskSpecificParameters");
    }
    var form = parameters.directReference();
    if (!message.packageType().equals(form)) {
      throw new DiagnosticException(
          Bib1Diagnostic.ES_INVALID_TASK_PARAMETERS_OID, form == null ? "" : form.dotted());
    }
    return parameters;
  }

  private static DiagnosticException unreadable() {
    return new DiagnosticException(Bib1Diagnostic.MALFORMED_APDU, "taskSpecificParameters");
  }

  private Z3950Response update(
      Z3950Exchange<ExtendedServicesRequest> exchange, External parameters) {
    var message = exchange.message();
    var codec = exchange.session().codec();
    var wanted =
        DatabaseUpdate.read(parameters, codec.charset())
            .orElseThrow(Z3950ExtendedServices::unreadable);
    var outcome = update.update(exchange.session(), wanted);
    var isDone = outcome.updateStatus() != DatabaseUpdate.UpdateStatus.FAILURE;
    List<DiagRec> diagnostics =
        isDone
            ? List.of()
            : outcome.records().stream().flatMap(r -> r.surrogateDiagnostics().stream()).toList();
    return new ExtendedServicesResponse(
        message.referenceId(),
        isDone ? EsOperationStatus.DONE : EsOperationStatus.FAILURE,
        diagnostics,
        message.waitAction() == WaitAction.DONT_RETURN_PACKAGE
            ? null
            : new TaskPackage(
                    message.packageType(),
                    message.packageName(),
                    message.userId(),
                    message.description(),
                    null,
                    isDone ? TaskStatus.COMPLETE : TaskStatus.ABORTED,
                    diagnostics,
                    outcome.toParameters(message.packageType(), codec.version(), codec.charset()))
                .toExternal(codec.version(), codec.charset()));
  }

  /** An order is understood, and refused: nothing here takes orders. */
  private static Z3950Response refused(
      Z3950Exchange<ExtendedServicesRequest> exchange, External parameters) {
    var order =
        ItemOrder.read(parameters, exchange.session().codec().charset())
            .orElseThrow(Z3950ExtendedServices::unreadable);
    var request = order.itemRequest();
    if (request == null && order.resultSetItem() == null) {
      throw new DiagnosticException(Bib1Diagnostic.ES_MISSING_PARAMETER, "itemRequest");
    } else if (request != null && !isOrder(request)) {
      var form = request.directReference();
      throw new DiagnosticException(
          Bib1Diagnostic.ES_ITEM_ORDER_UNSUPPORTED_OID, form == null ? "" : form.dotted());
    }
    throw new DiagnosticException(Bib1Diagnostic.ES_TYPE_NOT_SUPPORTED, Oid.ITEM_ORDER.dotted());
  }

  private static boolean isOrder(External request) {
    return Oid.ILL.equals(request.directReference()) || Oid.XML.equals(request.directReference());
  }
}
