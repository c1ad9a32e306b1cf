package org.samling.rest;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.samling.core.StoreException;
import org.samling.operations.Problem;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestProblem;
import org.samling.routes.ProtocolRoutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The route of the REST API: takes a {@link RestExchange}, leaves a {@link RestAnswer}. */
final class RestRoutes extends ProtocolRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(RestRoutes.class);

  /** The route's endpoint. */
  static final String URI = "direct:rest";

  private final RestOffline offline;
  private final RestImports imports;
  private final RestUploads uploads;
  private final RestStock stock;
  private final RestStatistics statistics;
  private final RestDebt debt;
  private final RestNotices notices;
  private final RestIll ill;
  private final RestCirculation circulation;
  private final RestNoticePreferences wishes;
  private final RestPrivacy privacy;
  private final List<DeclaredOperation<?, ?>> declared;
  private final RestAdministration administration;

  RestRoutes(
      RestOffline offline,
      RestImports imports,
      RestUploads uploads,
      RestStock stock,
      RestStatistics statistics,
      RestDebt debt,
      RestNotices notices,
      RestIll ill,
      RestCirculation circulation,
      RestNoticePreferences wishes,
      RestPrivacy privacy,
      List<DeclaredOperation<?, ?>> declared,
      RestAdministration administration) {
    this.offline = offline;
    this.imports = imports;
    this.uploads = uploads;
    this.stock = stock;
    this.statistics = statistics;
    this.debt = debt;
    this.notices = notices;
    this.ill = ill;
    this.circulation = circulation;
    this.wishes = wishes;
    this.privacy = privacy;
    this.declared = List.copyOf(declared);
    this.administration = administration;
  }

  @Override
  public void configure() {
    onException(RestProblem.class)
        .handled(true)
        .process(failed(RestProblem.class, (RestExchange _, RestProblem p) -> p.answer()));
    onException(Problem.class)
        .handled(true)
        .process(failed(Problem.class, (RestExchange _, Problem p) -> RestProblem.answer(p)));
    onException(Exception.class).handled(true).process(failed(Exception.class, RestRoutes::fault));
    route(URI, (RestExchange exchange) -> exchange.call().operation());

    on(UndeclaredOperation.LIST_OFFLINE_TRANSACTIONS, offline::list);
    on(UndeclaredOperation.SETTLE_OFFLINE_TRANSACTION, offline::settle);
    on(UndeclaredOperation.LIST_IMPORTS, imports::list);
    on(UndeclaredOperation.UPLOAD_IMPORT, uploads::take);
    on(UndeclaredOperation.CANCEL_IMPORT, imports::cancel);
    on(UndeclaredOperation.LIST_REJECTS, imports::rejects);
    on(UndeclaredOperation.GET_REJECTS, imports::rejects);
    on(UndeclaredOperation.LIST_REFUSED_ITEMS, imports::refusedItems);
    on(UndeclaredOperation.LIST_UNDECIDED_CODINGS, imports::undecidedCodings);
    on(UndeclaredOperation.SHOW_IMPORT, imports::show);
    on(UndeclaredOperation.LIST_STOCK_COUNTS, stock::list);
    on(UndeclaredOperation.BEGIN_STOCK_COUNT, stock::begin);
    on(UndeclaredOperation.SHOW_STOCK_COUNT, stock::show);
    on(UndeclaredOperation.ADD_STOCK_SCANS, stock::scan);
    on(UndeclaredOperation.CLOSE_STOCK_COUNT, stock::close);
    on(UndeclaredOperation.UNDO_IMPORT, imports::undo);
    on(UndeclaredOperation.LIST_FIGURES, statistics::figures);
    on(UndeclaredOperation.SHOW_YEAR, statistics::year);
    on(UndeclaredOperation.PUT_VISITS, statistics::visits);
    on(UndeclaredOperation.SHOW_STATEMENT, debt::statement);
    on(UndeclaredOperation.BEGIN_PAYMENT, debt::begin);
    on(UndeclaredOperation.SHOW_PAYMENT, debt::show);
    on(UndeclaredOperation.CONFIRM_PAYMENT, debt::confirm);
    on(UndeclaredOperation.REPORT_BOUNCE, notices::bounced);
    on(UndeclaredOperation.LIST_ILL_REQUESTS, ill::list);
    on(UndeclaredOperation.PLACE_ILL_REQUEST, ill::place);
    on(UndeclaredOperation.SHOW_ILL_REQUEST, ill::show);
    on(UndeclaredOperation.ANSWER_ILL_REQUEST, ill::answer);
    on(UndeclaredOperation.RECEIVE_ILL_ITEM, ill::receive);
    on(UndeclaredOperation.RETURN_ILL_ITEM, ill::giveBack);
    on(UndeclaredOperation.LIST_ILL_QUEUE, ill::queue);
    patrons();
    loans();
    accounts();
    persons();
    administration();
    policies();
    declared.forEach(operation -> on(operation, operation::answer));
    var missing = EnumSet.allOf(UndeclaredOperation.class);
    missing.removeAll(operations());
    if (!missing.isEmpty()) {
      throw new IllegalStateException("nothing answers " + missing);
    }
  }

  private void on(RestOperation operation, Function<RestExchange, RestAnswer> answer) {
    answer(operation, answer);
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

  private void accounts() {
    var accounts = administration.accounts();
    on(UndeclaredOperation.LIST_ACCOUNTS, accounts::list);
    on(UndeclaredOperation.SHOW_ACCOUNT, accounts::show);
    on(UndeclaredOperation.CREATE_ACCOUNT, accounts::create);
    on(UndeclaredOperation.DISABLE_ACCOUNT, accounts::disable);
    on(UndeclaredOperation.ENABLE_ACCOUNT, accounts::enable);
    var changes = administration.changes();
    on(UndeclaredOperation.PUT_ACCOUNT_ACCESS, changes::putAccess);
    on(UndeclaredOperation.PUT_ACCOUNT_PROFILE, changes::putProfile);
    on(UndeclaredOperation.REMOVE_ACCOUNT_PROFILE, changes::removeProfile);
    on(UndeclaredOperation.PUT_ACCOUNT_PASSWORD, changes::putPassword);
    on(UndeclaredOperation.PUT_ACCOUNT_SCOPES, changes::putScopes);
  }

  private void persons() {
    on(UndeclaredOperation.SHOW_NOTICE_WISHES, wishes::show);
    on(UndeclaredOperation.CHANGE_NOTICE_WISHES, wishes::change);
    on(UndeclaredOperation.EXPORT_PATRON, privacy::export);
    on(UndeclaredOperation.CHECK_ERASURE, privacy::checkErasure);
    on(UndeclaredOperation.LIST_ACCESSES, privacy::accesses);
  }

  private void administration() {
    var versions = administration.versions();
    on(UndeclaredOperation.LIST_VERSIONS, versions::list);
    on(UndeclaredOperation.SHOW_VERSION, versions::show);
    on(UndeclaredOperation.ROLL_BACK_VERSION, versions::rollBack);
    var settings = administration.settings();
    on(UndeclaredOperation.LIST_SETTINGS, settings::list);
    on(UndeclaredOperation.LIST_SETTING_VALUES, settings::values);
    on(UndeclaredOperation.EXPLAIN_SETTING, settings::explain);
    on(UndeclaredOperation.PUT_SETTING, settings::put);
    on(UndeclaredOperation.REMOVE_SETTING, settings::remove);
  }

  private void policies() {
    var policies = administration.policies();
    on(UndeclaredOperation.LIST_POLICIES, policies::list);
    on(UndeclaredOperation.SHOW_POLICY, policies::show);
    on(UndeclaredOperation.PUT_POLICY, policies::put);
    on(UndeclaredOperation.REMOVE_POLICY, policies::remove);
    var cases = administration.cases();
    on(UndeclaredOperation.EXPLAIN_POLICIES, cases::explain);
    on(UndeclaredOperation.TEST_POLICIES, cases::test);
    var stops = administration.stops();
    on(UndeclaredOperation.LIST_STOPS, stops::list);
    on(UndeclaredOperation.PUT_STOP, stops::put);
    on(UndeclaredOperation.END_STOP, stops::end);
    on(UndeclaredOperation.REMOVE_STOP, stops::remove);
    var calendars = administration.calendars();
    on(UndeclaredOperation.LIST_CALENDARS, calendars::list);
    on(UndeclaredOperation.SHOW_CALENDAR, calendars::show);
    on(UndeclaredOperation.PUT_HOURS, calendars::putHours);
    on(UndeclaredOperation.CLOSE_BRANCH, calendars::close);
    on(UndeclaredOperation.OPEN_BRANCH, calendars::open);
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
