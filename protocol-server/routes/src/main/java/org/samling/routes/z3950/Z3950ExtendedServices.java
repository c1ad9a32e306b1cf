package org.samling.routes.z3950;

import java.util.List;
import org.samling.core.search.CatalogueSearch;
import org.samling.z3950.TaskPackage;
import org.samling.z3950.TaskPackage.TaskStatus;
import org.samling.z3950.Z3950Request.EsFunction;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.WaitAction;
import org.samling.z3950.Z3950Response;
import org.samling.z3950.Z3950Response.EsOperationStatus;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DatabaseUpdate;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.DiagRec;
import org.samling.z3950.data.External;
import org.samling.z3950.data.ItemOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extended services (Z39.50-2003, 3.2.9). A task is executed at once and its package comes with the
 * answer; no package is kept, so none can be modified or deleted. The task of an Item Order is to
 * place the order: it is complete once the order is registered, whatever happens to it there.
 */
final class Z3950ExtendedServices {

  private static final Logger LOG = LoggerFactory.getLogger(Z3950ExtendedServices.class);

  private final Z3950Update update;
  private final Z3950ItemOrder itemOrder;
  private final CatalogueSearch search;

  Z3950ExtendedServices(Z3950Update update, Z3950ItemOrder itemOrder, CatalogueSearch search) {
    this.update = update;
    this.itemOrder = itemOrder;
    this.search = search;
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
        : order(exchange, parameters);
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
    if (isDone && isAwaited(message.waitAction()) && !search.showChanges()) {
      LOG.warn("an update is stored, but can't be searched yet");
    }
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

  /** Whether the client waits until the task is complete, which is when the record is found. */
  private static boolean isAwaited(WaitAction action) {
    return action == WaitAction.WAIT || action == WaitAction.WAIT_IF_POSSIBLE;
  }

  private Z3950Response order(
      Z3950Exchange<ExtendedServicesRequest> exchange, External parameters) {
    var message = exchange.message();
    var codec = exchange.session().codec();
    var order =
        ItemOrder.read(parameters, codec.charset()).orElseThrow(Z3950ExtendedServices::unreadable);
    var ordered = itemOrder.order(exchange.session(), message, order);
    var reason = ordered.refusal();
    List<DiagRec> diagnostics =
        reason == null
            ? List.of()
            : List.of(DefaultDiagFormat.of(Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED, reason));
    return new ExtendedServicesResponse(
        message.referenceId(),
        reason == null ? EsOperationStatus.DONE : EsOperationStatus.FAILURE,
        diagnostics,
        message.waitAction() == WaitAction.DONT_RETURN_PACKAGE
            ? null
            : new TaskPackage(
                    message.packageType(),
                    message.packageName(),
                    message.userId(),
                    message.description(),
                    Z3950Charset.UTF_8.encode(Long.toString(ordered.number())),
                    reason == null ? TaskStatus.COMPLETE : TaskStatus.ABORTED,
                    diagnostics,
                    new ItemOrder.Outcome(
                            order.contact(),
                            reason == null ? ItemOrder.AuxiliaryStatus.LOAN_QUEUE : null)
                        .toParameters(codec.charset()))
                .toExternal(codec.version(), codec.charset()));
  }
}
