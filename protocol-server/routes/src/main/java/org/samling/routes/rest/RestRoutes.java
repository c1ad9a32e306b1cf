package org.samling.routes.rest;

import org.samling.core.StoreException;
import org.samling.routes.ProtocolRoutes;
import org.samling.routes.rest.RestAnswer.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the REST API: a {@link RestExchange} comes in, a {@link RestAnswer} is left. */
final class RestRoutes extends ProtocolRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(RestRoutes.class);

  private final RestOffline offline;
  private final RestImports imports;
  private final RestUploads uploads;
  private final RestStock stock;
  private final RestStatistics statistics;
  private final RestDebt debt;
  private final RestNotices notices;
  private final RestIll ill;
  private final RestCirculation circulation;
  private final RestWishes wishes;
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
      RestWishes wishes,
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

    from(RestOperation.LIST_OFFLINE_TRANSACTIONS.uri())
        .routeId("rest-list-offline-transactions")
        .process(to(offline::list));
    from(RestOperation.SETTLE_OFFLINE_TRANSACTION.uri())
        .routeId("rest-settle-offline-transaction")
        .process(to(offline::settle));
    from(RestOperation.LIST_IMPORTS.uri()).routeId("rest-list-imports").process(to(imports::list));
    from(RestOperation.UPLOAD_IMPORT.uri())
        .routeId("rest-upload-import")
        .process(to(uploads::take));
    from(RestOperation.CANCEL_IMPORT.uri())
        .routeId("rest-cancel-import")
        .process(to(imports::cancel));
    from(RestOperation.LIST_REJECTS.uri())
        .routeId("rest-list-rejects")
        .process(to(imports::rejects));
    from(RestOperation.GET_REJECTS.uri()).routeId("rest-get-rejects").process(to(imports::rejects));
    from(RestOperation.LIST_REFUSED_ITEMS.uri())
        .routeId("rest-list-refused-items")
        .process(to(imports::refusedItems));
    from(RestOperation.SHOW_IMPORT.uri()).routeId("rest-show-import").process(to(imports::show));
    from(RestOperation.LIST_STOCK_COUNTS.uri())
        .routeId("rest-list-stock-counts")
        .process(to(stock::list));
    from(RestOperation.BEGIN_STOCK_COUNT.uri())
        .routeId("rest-begin-stock-count")
        .process(to(stock::begin));
    from(RestOperation.SHOW_STOCK_COUNT.uri())
        .routeId("rest-show-stock-count")
        .process(to(stock::show));
    from(RestOperation.ADD_STOCK_SCANS.uri())
        .routeId("rest-add-stock-scans")
        .process(to(stock::scan));
    from(RestOperation.CLOSE_STOCK_COUNT.uri())
        .routeId("rest-close-stock-count")
        .process(to(stock::close));
    from(RestOperation.UNDO_IMPORT.uri()).routeId("rest-undo-import").process(to(imports::undo));
    from(RestOperation.LIST_FIGURES.uri())
        .routeId("rest-list-figures")
        .process(to(statistics::figures));
    from(RestOperation.SHOW_YEAR.uri()).routeId("rest-show-year").process(to(statistics::year));
    from(RestOperation.PUT_VISITS.uri()).routeId("rest-put-visits").process(to(statistics::visits));
    from(RestOperation.SHOW_STATEMENT.uri())
        .routeId("rest-show-statement")
        .process(to(debt::statement));
    from(RestOperation.BEGIN_PAYMENT.uri()).routeId("rest-begin-payment").process(to(debt::begin));
    from(RestOperation.SHOW_PAYMENT.uri()).routeId("rest-show-payment").process(to(debt::show));
    from(RestOperation.CONFIRM_PAYMENT.uri())
        .routeId("rest-confirm-payment")
        .process(to(debt::confirm));
    from(RestOperation.REPORT_BOUNCE.uri())
        .routeId("rest-report-bounce")
        .process(to(notices::bounced));
    from(RestOperation.LIST_ILL_REQUESTS.uri())
        .routeId("rest-list-ill-requests")
        .process(to(ill::list));
    from(RestOperation.PLACE_ILL_REQUEST.uri())
        .routeId("rest-place-ill-request")
        .process(to(ill::place));
    from(RestOperation.SHOW_ILL_REQUEST.uri())
        .routeId("rest-show-ill-request")
        .process(to(ill::show));
    from(RestOperation.ANSWER_ILL_REQUEST.uri())
        .routeId("rest-answer-ill-request")
        .process(to(ill::answer));
    from(RestOperation.RECEIVE_ILL_ITEM.uri())
        .routeId("rest-receive-ill-item")
        .process(to(ill::receive));
    from(RestOperation.RETURN_ILL_ITEM.uri())
        .routeId("rest-return-ill-item")
        .process(to(ill::giveBack));
    from(RestOperation.LIST_ILL_QUEUE.uri()).routeId("rest-list-ill-queue").process(to(ill::queue));
    patrons();
    loans();
    accounts();
    persons();
    administration();
    policies();
  }

  private void patrons() {
    var patrons = circulation.patrons();
    from(RestOperation.AUTHENTICATE_PATRON.uri())
        .routeId("rest-authenticate-patron")
        .process(to(patrons::authenticate));
    from(RestOperation.SHOW_PATRON.uri()).routeId("rest-show-patron").process(to(patrons::show));
    from(RestOperation.LIST_LOANS.uri()).routeId("rest-list-loans").process(to(patrons::loans));
    from(RestOperation.LIST_HOLDS.uri()).routeId("rest-list-holds").process(to(patrons::holds));
    from(RestOperation.LIST_FEES.uri()).routeId("rest-list-fees").process(to(patrons::fees));
    from(RestOperation.BLOCK_PATRON.uri()).routeId("rest-block-patron").process(to(patrons::block));
    from(RestOperation.UNBLOCK_PATRON.uri())
        .routeId("rest-unblock-patron")
        .process(to(patrons::unblock));
  }

  private void loans() {
    var items = circulation.items();
    from(RestOperation.SHOW_ITEM.uri()).routeId("rest-show-item").process(to(items::show));
    from(RestOperation.SHOW_TITLE.uri()).routeId("rest-show-title").process(to(items::title));
    var loans = circulation.loans();
    from(RestOperation.CHECK_OUT.uri()).routeId("rest-check-out").process(to(loans::checkOut));
    from(RestOperation.CHECK_IN.uri()).routeId("rest-check-in").process(to(loans::checkIn));
    from(RestOperation.RENEW.uri()).routeId("rest-renew").process(to(loans::renew));
    from(RestOperation.RENEW_ALL.uri()).routeId("rest-renew-all").process(to(loans::renewAll));
    var holds = circulation.holds();
    from(RestOperation.PLACE_HOLD.uri()).routeId("rest-place-hold").process(to(holds::place));
    from(RestOperation.CANCEL_HOLD.uri()).routeId("rest-cancel-hold").process(to(holds::cancel));
    var fees = circulation.fees();
    from(RestOperation.CHARGE_FEE.uri()).routeId("rest-charge-fee").process(to(fees::charge));
    from(RestOperation.PAY_FEES.uri()).routeId("rest-pay-fees").process(to(fees::pay));
    desk();
    loanChanges();
  }

  private void desk() {
    var patrons = circulation.patrons();
    from(RestOperation.FIND_PATRONS.uri()).routeId("rest-find-patrons").process(to(patrons::find));
    from(RestOperation.CREATE_PATRON.uri())
        .routeId("rest-create-patron")
        .process(to(patrons::create));
    var items = circulation.items();
    from(RestOperation.LIST_QUEUE.uri()).routeId("rest-list-queue").process(to(items::queue));
    from(RestOperation.LIST_AGENCIES.uri())
        .routeId("rest-list-agencies")
        .process(to(items::agencies));
    var holds = circulation.holds();
    from(RestOperation.SHOW_HOLD.uri()).routeId("rest-show-hold").process(to(holds::show));
    from(RestOperation.CHANGE_HOLD.uri()).routeId("rest-change-hold").process(to(holds::change));
    from(RestOperation.PAUSE_HOLD.uri()).routeId("rest-pause-hold").process(to(holds::pause));
    from(RestOperation.RESUME_HOLD.uri()).routeId("rest-resume-hold").process(to(holds::resume));
    from(RestOperation.LIST_HOLD_SHELF.uri())
        .routeId("rest-list-hold-shelf")
        .process(to(holds::shelf));
    from(RestOperation.SHELVE_HOLD.uri()).routeId("rest-shelve-hold").process(to(holds::shelve));
    var fees = circulation.fees();
    from(RestOperation.FORGIVE_FEE.uri()).routeId("rest-forgive-fee").process(to(fees::forgive));
  }

  private void loanChanges() {
    var changes = circulation.loanChanges();
    from(RestOperation.UNDO_CHECK_OUT.uri())
        .routeId("rest-undo-check-out")
        .process(to(changes::undoCheckOut));
    from(RestOperation.UNDO_CHECK_IN.uri())
        .routeId("rest-undo-check-in")
        .process(to(changes::undoCheckIn));
    from(RestOperation.RECORD_LOAN.uri())
        .routeId("rest-record-loan")
        .process(to(circulation.loans()::record));
    from(RestOperation.CLAIM_RETURNED.uri())
        .routeId("rest-claim-returned")
        .process(to(changes::claimReturned));
    from(RestOperation.CHANGE_DUE_DATE.uri())
        .routeId("rest-change-due-date")
        .process(to(changes::changeDueDate));
    from(RestOperation.RECALL_ITEM.uri()).routeId("rest-recall-item").process(to(changes::recall));
    from(RestOperation.CANCEL_RECALL.uri())
        .routeId("rest-cancel-recall")
        .process(to(changes::cancelRecall));
    from(RestOperation.DECLARE_LOST.uri())
        .routeId("rest-declare-lost")
        .process(to(changes::declareLost));
    from(RestOperation.DESCRIBE_ITEM.uri())
        .routeId("rest-describe-item")
        .process(to(changes::describe));
  }

  private void accounts() {
    var accounts = administration.accounts();
    from(RestOperation.LIST_ACCOUNTS.uri())
        .routeId("rest-list-accounts")
        .process(to(accounts::list));
    from(RestOperation.SHOW_ACCOUNT.uri()).routeId("rest-show-account").process(to(accounts::show));
    from(RestOperation.CREATE_ACCOUNT.uri())
        .routeId("rest-create-account")
        .process(to(accounts::create));
    from(RestOperation.DISABLE_ACCOUNT.uri())
        .routeId("rest-disable-account")
        .process(to(accounts::disable));
    from(RestOperation.ENABLE_ACCOUNT.uri())
        .routeId("rest-enable-account")
        .process(to(accounts::enable));
    var changes = administration.changes();
    from(RestOperation.PUT_ACCOUNT_ACCESS.uri())
        .routeId("rest-put-account-access")
        .process(to(changes::putAccess));
    from(RestOperation.PUT_ACCOUNT_PROFILE.uri())
        .routeId("rest-put-account-profile")
        .process(to(changes::putProfile));
    from(RestOperation.REMOVE_ACCOUNT_PROFILE.uri())
        .routeId("rest-remove-account-profile")
        .process(to(changes::removeProfile));
    from(RestOperation.PUT_ACCOUNT_PASSWORD.uri())
        .routeId("rest-put-account-password")
        .process(to(changes::putPassword));
    from(RestOperation.PUT_ACCOUNT_SCOPES.uri())
        .routeId("rest-put-account-scopes")
        .process(to(changes::putScopes));
  }

  private void persons() {
    from(RestOperation.SHOW_NOTICE_WISHES.uri())
        .routeId("rest-show-notice-wishes")
        .process(to(wishes::show));
    from(RestOperation.CHANGE_NOTICE_WISHES.uri())
        .routeId("rest-change-notice-wishes")
        .process(to(wishes::change));
    from(RestOperation.EXPORT_PATRON.uri())
        .routeId("rest-export-patron")
        .process(to(privacy::export));
    from(RestOperation.CHECK_ERASURE.uri())
        .routeId("rest-check-erasure")
        .process(to(privacy::checkErasure));
    from(RestOperation.LIST_ACCESSES.uri())
        .routeId("rest-list-accesses")
        .process(to(privacy::accesses));
    from(RestOperation.LIST_SETS.uri()).routeId("rest-list-sets").process(to(bookings::sets));
    from(RestOperation.SHOW_SET.uri()).routeId("rest-show-set").process(to(bookings::set));
    from(RestOperation.LIST_BOOKINGS.uri())
        .routeId("rest-list-bookings")
        .process(to(bookings::list));
    from(RestOperation.PLACE_BOOKINGS.uri())
        .routeId("rest-place-bookings")
        .process(to(bookings::place));
    from(RestOperation.CHECK_BOOKINGS.uri())
        .routeId("rest-check-bookings")
        .process(to(bookings::check));
    from(RestOperation.CANCEL_BOOKING.uri())
        .routeId("rest-cancel-booking")
        .process(to(bookings::cancel));
  }

  private void administration() {
    var versions = administration.versions();
    from(RestOperation.LIST_VERSIONS.uri())
        .routeId("rest-list-versions")
        .process(to(versions::list));
    from(RestOperation.SHOW_VERSION.uri()).routeId("rest-show-version").process(to(versions::show));
    from(RestOperation.ROLL_BACK_VERSION.uri())
        .routeId("rest-roll-back-version")
        .process(to(versions::rollBack));
    var settings = administration.settings();
    from(RestOperation.LIST_SETTINGS.uri())
        .routeId("rest-list-settings")
        .process(to(settings::list));
    from(RestOperation.LIST_SETTING_VALUES.uri())
        .routeId("rest-list-setting-values")
        .process(to(settings::values));
    from(RestOperation.EXPLAIN_SETTING.uri())
        .routeId("rest-explain-setting")
        .process(to(settings::explain));
    from(RestOperation.PUT_SETTING.uri()).routeId("rest-put-setting").process(to(settings::put));
    from(RestOperation.REMOVE_SETTING.uri())
        .routeId("rest-remove-setting")
        .process(to(settings::remove));
  }

  private void policies() {
    var policies = administration.policies();
    from(RestOperation.LIST_POLICIES.uri())
        .routeId("rest-list-policies")
        .process(to(policies::list));
    from(RestOperation.SHOW_POLICY.uri()).routeId("rest-show-policy").process(to(policies::show));
    from(RestOperation.PUT_POLICY.uri()).routeId("rest-put-policy").process(to(policies::put));
    from(RestOperation.REMOVE_POLICY.uri())
        .routeId("rest-remove-policy")
        .process(to(policies::remove));
    var cases = administration.cases();
    from(RestOperation.EXPLAIN_POLICIES.uri())
        .routeId("rest-explain-policies")
        .process(to(cases::explain));
    from(RestOperation.TEST_POLICIES.uri()).routeId("rest-test-policies").process(to(cases::test));
    var stops = administration.stops();
    from(RestOperation.LIST_STOPS.uri()).routeId("rest-list-stops").process(to(stops::list));
    from(RestOperation.PUT_STOP.uri()).routeId("rest-put-stop").process(to(stops::put));
    from(RestOperation.END_STOP.uri()).routeId("rest-end-stop").process(to(stops::end));
    from(RestOperation.REMOVE_STOP.uri()).routeId("rest-remove-stop").process(to(stops::remove));
    var calendars = administration.calendars();
    from(RestOperation.LIST_CALENDARS.uri())
        .routeId("rest-list-calendars")
        .process(to(calendars::list));
    from(RestOperation.SHOW_CALENDAR.uri())
        .routeId("rest-show-calendar")
        .process(to(calendars::show));
    from(RestOperation.PUT_HOURS.uri()).routeId("rest-put-hours").process(to(calendars::putHours));
    from(RestOperation.CLOSE_BRANCH.uri())
        .routeId("rest-close-branch")
        .process(to(calendars::close));
    from(RestOperation.OPEN_BRANCH.uri()).routeId("rest-open-branch").process(to(calendars::open));
  }

  private static RestAnswer fault(RestExchange exchange, Exception fault) {
    var operation = exchange.call().operation().text();
    if (fault instanceof StoreException) {
      LOG.warn("no answer to {}: {}", operation, fault.toString());
      return unavailable();
    }
    LOG.error("{} met a fault", operation, fault);
    return RestAnswer.problem(Status.FAULT, "The server met a fault; its log says which.");
  }

  static RestAnswer unavailable() {
    return RestAnswer.problem(
        Status.UNAVAILABLE, "The library can't be asked at present: ask again.");
  }
}
