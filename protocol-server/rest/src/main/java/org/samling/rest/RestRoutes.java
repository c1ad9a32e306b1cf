package org.samling.rest;

import java.util.function.Function;
import org.samling.core.StoreException;
import org.samling.operations.Problem;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.routes.ProtocolRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The route of the REST API. */
final class RestRoutes extends ProtocolRoutes<RestExchange, RestOperation, RestAnswer> {

  private static final Logger LOG = LoggerFactory.getLogger(RestRoutes.class);

  private final RestImports imports;
  private final RestUploads uploads;
  private final RestIll ill;
  private final RestCirculation circulation;

  RestRoutes(RestImports imports, RestUploads uploads, RestIll ill, RestCirculation circulation) {
    super("rest", RestOperation.class, exchange -> exchange.call().operation());
    this.imports = imports;
    this.uploads = uploads;
    this.ill = ill;
    this.circulation = circulation;
    onFailure(RestProblem.class, (_, problem) -> problem.answer());
    onFailure(Problem.class, (_, problem) -> RestProblem.answer(problem));
    onFailure(Exception.class, RestRoutes::fault);

    on(UndeclaredOperation.LIST_IMPORTS, imports::list);
    on(UndeclaredOperation.UPLOAD_IMPORT, uploads::take);
    on(UndeclaredOperation.CANCEL_IMPORT, imports::cancel);
    on(UndeclaredOperation.LIST_REJECTS, imports::rejects);
    on(UndeclaredOperation.GET_REJECTS, imports::rejects);
    on(UndeclaredOperation.LIST_REFUSED_ITEMS, imports::refusedItems);
    on(UndeclaredOperation.LIST_UNDECIDED_CODINGS, imports::undecidedCodings);
    on(UndeclaredOperation.SHOW_IMPORT, imports::show);
    on(UndeclaredOperation.UNDO_IMPORT, imports::undo);
    on(UndeclaredOperation.LIST_ILL_REQUESTS, ill::list);
    on(UndeclaredOperation.PLACE_ILL_REQUEST, ill::place);
    on(UndeclaredOperation.SHOW_ILL_REQUEST, ill::show);
    on(UndeclaredOperation.ANSWER_ILL_REQUEST, ill::answer);
    on(UndeclaredOperation.RECEIVE_ILL_ITEM, ill::receive);
    on(UndeclaredOperation.RETURN_ILL_ITEM, ill::giveBack);
    on(UndeclaredOperation.LIST_ILL_QUEUE, ill::queue);
    patrons();
    loans();
    handle(DeclaredOperation.class, (exchange, operation) -> operation.answer(exchange));
  }

  private void on(RestOperation operation, Function<RestExchange, RestAnswer> answer) {
    handle(operation, answer::apply);
  }

  private void patrons() {
    var patrons = circulation.patrons();
    on(UndeclaredOperation.AUTHENTICATE_PATRON, patrons::authenticate);
    on(UndeclaredOperation.SHOW_PATRON, patrons::show);
    on(UndeclaredOperation.LIST_LOANS, patrons::loans);
    on(UndeclaredOperation.LIST_HOLDS, patrons::holds);
    on(UndeclaredOperation.LIST_FEES, patrons::fees);
    on(UndeclaredOperation.BLOCK_PATRON, patrons::block);
    on(UndeclaredOperation.UNBLOCK_PATRON, patrons::unblock);
  }

  private void loans() {
    var items = circulation.items();
    on(UndeclaredOperation.SHOW_ITEM, items::show);
    on(UndeclaredOperation.SHOW_TITLE, items::title);
    var loans = circulation.loans();
    on(UndeclaredOperation.CHECK_OUT, loans::checkOut);
    on(UndeclaredOperation.CHECK_IN, loans::checkIn);
    on(UndeclaredOperation.RENEW, loans::renew);
    on(UndeclaredOperation.RENEW_ALL, loans::renewAll);
    var holds = circulation.holds();
    on(UndeclaredOperation.PLACE_HOLD, holds::place);
    on(UndeclaredOperation.CANCEL_HOLD, holds::cancel);
    var fees = circulation.fees();
    on(UndeclaredOperation.CHARGE_FEE, fees::charge);
    on(UndeclaredOperation.PAY_FEES, fees::pay);
    desk();
    loanChanges();
  }

  private void desk() {
    var patrons = circulation.patrons();
    on(UndeclaredOperation.FIND_PATRONS, patrons::find);
    on(UndeclaredOperation.CREATE_PATRON, patrons::create);
    var items = circulation.items();
    on(UndeclaredOperation.LIST_QUEUE, items::queue);
    on(UndeclaredOperation.LIST_AGENCIES, items::agencies);
    var holds = circulation.holds();
    on(UndeclaredOperation.SHOW_HOLD, holds::show);
    on(UndeclaredOperation.CHANGE_HOLD, holds::change);
    on(UndeclaredOperation.PAUSE_HOLD, holds::pause);
    on(UndeclaredOperation.RESUME_HOLD, holds::resume);
    on(UndeclaredOperation.LIST_HOLD_SHELF, holds::shelf);
    on(UndeclaredOperation.SHELVE_HOLD, holds::shelve);
    var fees = circulation.fees();
    on(UndeclaredOperation.FORGIVE_FEE, fees::forgive);
  }

  private void loanChanges() {
    var changes = circulation.loanChanges();
    on(UndeclaredOperation.UNDO_CHECK_OUT, changes::undoCheckOut);
    on(UndeclaredOperation.UNDO_CHECK_IN, changes::undoCheckIn);
    on(UndeclaredOperation.RECORD_LOAN, circulation.loans()::record);
    on(UndeclaredOperation.CLAIM_RETURNED, changes::claimReturned);
    on(UndeclaredOperation.CHANGE_DUE_DATE, changes::changeDueDate);
    on(UndeclaredOperation.RECALL_ITEM, changes::recall);
    on(UndeclaredOperation.CANCEL_RECALL, changes::cancelRecall);
    on(UndeclaredOperation.DECLARE_LOST, changes::declareLost);
    on(UndeclaredOperation.DESCRIBE_ITEM, changes::describe);
  }

  private static RestAnswer fault(RestExchange exchange, Exception fault) {
    var operation = exchange.call().operation().text();
    if (fault instanceof StoreException) {
      LOG.warn("no answer to {}: {}", operation, fault.toString());
      return unavailable();
    }
    LOG.error("{} failed", operation, fault);
    return RestAnswer.problem(
        Status.FAULT,
        "The request failed because of a fault in the server. Its log has the details.");
  }

  static RestAnswer unavailable() {
    return RestAnswer.problem(
        Status.UNAVAILABLE, "The library is temporarily unavailable: try again.");
  }
}
