package org.samling.rest;

import java.util.EnumSet;
import java.util.function.Function;
import org.samling.core.StoreException;
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
  private final RestBookings bookings;
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
      RestBookings bookings,
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
    this.bookings = bookings;
    this.administration = administration;
  }

  @Override
  public void configure() {
    onException(RestProblem.class)
        .handled(true)
        .process(failed(RestProblem.class, (RestExchange _, RestProblem p) -> p.answer()));
    onException(Exception.class).handled(true).process(failed(Exception.class, RestRoutes::fault));
    route(URI, (RestExchange exchange) -> exchange.call().operation());

    on(RestOperation.LIST_OFFLINE_TRANSACTIONS, offline::list);
    on(RestOperation.SETTLE_OFFLINE_TRANSACTION, offline::settle);
    on(RestOperation.LIST_IMPORTS, imports::list);
    on(RestOperation.UPLOAD_IMPORT, uploads::take);
    on(RestOperation.CANCEL_IMPORT, imports::cancel);
    on(RestOperation.LIST_REJECTS, imports::rejects);
    on(RestOperation.GET_REJECTS, imports::rejects);
    on(RestOperation.LIST_REFUSED_ITEMS, imports::refusedItems);
    on(RestOperation.LIST_UNDECIDED_CODINGS, imports::undecidedCodings);
    on(RestOperation.SHOW_IMPORT, imports::show);
    on(RestOperation.LIST_STOCK_COUNTS, stock::list);
    on(RestOperation.BEGIN_STOCK_COUNT, stock::begin);
    on(RestOperation.SHOW_STOCK_COUNT, stock::show);
    on(RestOperation.ADD_STOCK_SCANS, stock::scan);
    on(RestOperation.CLOSE_STOCK_COUNT, stock::close);
    on(RestOperation.UNDO_IMPORT, imports::undo);
    on(RestOperation.LIST_FIGURES, statistics::figures);
    on(RestOperation.SHOW_YEAR, statistics::year);
    on(RestOperation.PUT_VISITS, statistics::visits);
    on(RestOperation.SHOW_STATEMENT, debt::statement);
    on(RestOperation.BEGIN_PAYMENT, debt::begin);
    on(RestOperation.SHOW_PAYMENT, debt::show);
    on(RestOperation.CONFIRM_PAYMENT, debt::confirm);
    on(RestOperation.REPORT_BOUNCE, notices::bounced);
    on(RestOperation.LIST_ILL_REQUESTS, ill::list);
    on(RestOperation.PLACE_ILL_REQUEST, ill::place);
    on(RestOperation.SHOW_ILL_REQUEST, ill::show);
    on(RestOperation.ANSWER_ILL_REQUEST, ill::answer);
    on(RestOperation.RECEIVE_ILL_ITEM, ill::receive);
    on(RestOperation.RETURN_ILL_ITEM, ill::giveBack);
    on(RestOperation.LIST_ILL_QUEUE, ill::queue);
    patrons();
    loans();
    accounts();
    persons();
    administration();
    policies();
    var missing = EnumSet.allOf(RestOperation.class);
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
    on(RestOperation.AUTHENTICATE_PATRON, patrons::authenticate);
    on(RestOperation.SHOW_PATRON, patrons::show);
    on(RestOperation.LIST_LOANS, patrons::loans);
    on(RestOperation.LIST_HOLDS, patrons::holds);
    on(RestOperation.LIST_FEES, patrons::fees);
    on(RestOperation.BLOCK_PATRON, patrons::block);
    on(RestOperation.UNBLOCK_PATRON, patrons::unblock);
  }

  private void loans() {
    var items = circulation.items();
    on(RestOperation.SHOW_ITEM, items::show);
    on(RestOperation.SHOW_TITLE, items::title);
    var loans = circulation.loans();
    on(RestOperation.CHECK_OUT, loans::checkOut);
    on(RestOperation.CHECK_IN, loans::checkIn);
    on(RestOperation.RENEW, loans::renew);
    on(RestOperation.RENEW_ALL, loans::renewAll);
    var holds = circulation.holds();
    on(RestOperation.PLACE_HOLD, holds::place);
    on(RestOperation.CANCEL_HOLD, holds::cancel);
    var fees = circulation.fees();
    on(RestOperation.CHARGE_FEE, fees::charge);
    on(RestOperation.PAY_FEES, fees::pay);
    desk();
    loanChanges();
  }

  private void desk() {
    var patrons = circulation.patrons();
    on(RestOperation.FIND_PATRONS, patrons::find);
    on(RestOperation.CREATE_PATRON, patrons::create);
    var items = circulation.items();
    on(RestOperation.LIST_QUEUE, items::queue);
    on(RestOperation.LIST_AGENCIES, items::agencies);
    var holds = circulation.holds();
    on(RestOperation.SHOW_HOLD, holds::show);
    on(RestOperation.CHANGE_HOLD, holds::change);
    on(RestOperation.PAUSE_HOLD, holds::pause);
    on(RestOperation.RESUME_HOLD, holds::resume);
    on(RestOperation.LIST_HOLD_SHELF, holds::shelf);
    on(RestOperation.SHELVE_HOLD, holds::shelve);
    var fees = circulation.fees();
    on(RestOperation.FORGIVE_FEE, fees::forgive);
  }

  private void loanChanges() {
    var changes = circulation.loanChanges();
    on(RestOperation.UNDO_CHECK_OUT, changes::undoCheckOut);
    on(RestOperation.UNDO_CHECK_IN, changes::undoCheckIn);
    on(RestOperation.RECORD_LOAN, circulation.loans()::record);
    on(RestOperation.CLAIM_RETURNED, changes::claimReturned);
    on(RestOperation.CHANGE_DUE_DATE, changes::changeDueDate);
    on(RestOperation.RECALL_ITEM, changes::recall);
    on(RestOperation.CANCEL_RECALL, changes::cancelRecall);
    on(RestOperation.DECLARE_LOST, changes::declareLost);
    on(RestOperation.DESCRIBE_ITEM, changes::describe);
  }

  private void accounts() {
    var accounts = administration.accounts();
    on(RestOperation.LIST_ACCOUNTS, accounts::list);
    on(RestOperation.SHOW_ACCOUNT, accounts::show);
    on(RestOperation.CREATE_ACCOUNT, accounts::create);
    on(RestOperation.DISABLE_ACCOUNT, accounts::disable);
    on(RestOperation.ENABLE_ACCOUNT, accounts::enable);
    var changes = administration.changes();
    on(RestOperation.PUT_ACCOUNT_ACCESS, changes::putAccess);
    on(RestOperation.PUT_ACCOUNT_PROFILE, changes::putProfile);
    on(RestOperation.REMOVE_ACCOUNT_PROFILE, changes::removeProfile);
    on(RestOperation.PUT_ACCOUNT_PASSWORD, changes::putPassword);
    on(RestOperation.PUT_ACCOUNT_SCOPES, changes::putScopes);
  }

  private void persons() {
    on(RestOperation.SHOW_NOTICE_WISHES, wishes::show);
    on(RestOperation.CHANGE_NOTICE_WISHES, wishes::change);
    on(RestOperation.EXPORT_PATRON, privacy::export);
    on(RestOperation.CHECK_ERASURE, privacy::checkErasure);
    on(RestOperation.LIST_ACCESSES, privacy::accesses);
    on(RestOperation.LIST_SETS, bookings::sets);
    on(RestOperation.SHOW_SET, bookings::set);
    on(RestOperation.LIST_BOOKINGS, bookings::list);
    on(RestOperation.PLACE_BOOKINGS, bookings::place);
    on(RestOperation.CHECK_BOOKINGS, bookings::check);
    on(RestOperation.CANCEL_BOOKING, bookings::cancel);
  }

  private void administration() {
    var versions = administration.versions();
    on(RestOperation.LIST_VERSIONS, versions::list);
    on(RestOperation.SHOW_VERSION, versions::show);
    on(RestOperation.ROLL_BACK_VERSION, versions::rollBack);
    var settings = administration.settings();
    on(RestOperation.LIST_SETTINGS, settings::list);
    on(RestOperation.LIST_SETTING_VALUES, settings::values);
    on(RestOperation.EXPLAIN_SETTING, settings::explain);
    on(RestOperation.PUT_SETTING, settings::put);
    on(RestOperation.REMOVE_SETTING, settings::remove);
  }

  private void policies() {
    var policies = administration.policies();
    on(RestOperation.LIST_POLICIES, policies::list);
    on(RestOperation.SHOW_POLICY, policies::show);
    on(RestOperation.PUT_POLICY, policies::put);
    on(RestOperation.REMOVE_POLICY, policies::remove);
    var cases = administration.cases();
    on(RestOperation.EXPLAIN_POLICIES, cases::explain);
    on(RestOperation.TEST_POLICIES, cases::test);
    var stops = administration.stops();
    on(RestOperation.LIST_STOPS, stops::list);
    on(RestOperation.PUT_STOP, stops::put);
    on(RestOperation.END_STOP, stops::end);
    on(RestOperation.REMOVE_STOP, stops::remove);
    var calendars = administration.calendars();
    on(RestOperation.LIST_CALENDARS, calendars::list);
    on(RestOperation.SHOW_CALENDAR, calendars::show);
    on(RestOperation.PUT_HOURS, calendars::putHours);
    on(RestOperation.CLOSE_BRANCH, calendars::close);
    on(RestOperation.OPEN_BRANCH, calendars::open);
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
