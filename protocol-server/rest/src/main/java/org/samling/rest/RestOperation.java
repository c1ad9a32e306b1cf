package org.samling.rest;

import java.util.List;
import java.util.Locale;
import org.samling.core.organisation.Account.Scope;

/** What the REST API can do. */
public enum RestOperation {
  /** Lists what machines did while the line was down. */
  LIST_OFFLINE_TRANSACTIONS(Method.GET, "/offline-transactions", Scope.OFFLINE_READ),
  /** Notes that somebody has seen to one of these. */
  SETTLE_OFFLINE_TRANSACTION(
      Method.POST, "/offline-transactions/:number/settlement", Scope.OFFLINE_SETTLE),
  /** Lists the latest imports of the tenant's own records. */
  LIST_IMPORTS(Method.GET, "/imports", Scope.CATALOGUE_IMPORT),
  /** Takes a file to be imported. */
  UPLOAD_IMPORT(Method.POST, "/imports", Scope.CATALOGUE_IMPORT),
  /** Shows one of these. */
  SHOW_IMPORT(Method.GET, "/imports/:number", Scope.CATALOGUE_IMPORT),
  /** Calls off one of these. */
  CANCEL_IMPORT(Method.DELETE, "/imports/:number", Scope.CATALOGUE_IMPORT),
  /** Tells which records were rejected, and why. */
  LIST_REJECTS(Method.GET, "/imports/:number/rejects", Scope.CATALOGUE_IMPORT),
  /** Gives the rejected records themselves. */
  GET_REJECTS(Method.GET, "/imports/:number/rejects.:format", Scope.CATALOGUE_IMPORT),
  /** Tells which items were refused, and why. */
  LIST_REFUSED_ITEMS(Method.GET, "/imports/:number/refused-items", Scope.CATALOGUE_IMPORT),
  /** Tells which records' coding is undecided, and as what they were read. */
  LIST_UNDECIDED_CODINGS(Method.GET, "/imports/:number/undecided-codings", Scope.CATALOGUE_IMPORT),
  /** Undoes one of these. */
  UNDO_IMPORT(Method.POST, "/imports/:number/undo", Scope.CATALOGUE_IMPORT),
  /** Lists the counts of shelves that go on, and the latest that ended. */
  LIST_STOCK_COUNTS(Method.GET, "/stock-counts", Scope.STOCK_COUNT),
  /** Begins one. */
  BEGIN_STOCK_COUNT(Method.POST, "/stock-counts", Scope.STOCK_COUNT),
  /** Tells what one makes of what was read. */
  SHOW_STOCK_COUNT(Method.GET, "/stock-counts/:number", Scope.STOCK_COUNT),
  /** Adds what was read. */
  ADD_STOCK_SCANS(Method.POST, "/stock-counts/:number/scans", Scope.STOCK_COUNT),
  /** Ends one. */
  CLOSE_STOCK_COUNT(Method.POST, "/stock-counts/:number/closing", Scope.STOCK_COUNT),
  /** Tells what was counted. */
  LIST_FIGURES(Method.GET, "/statistics/figures", Scope.STATISTICS_READ),
  /** Tells the figures of a year that the national report asks for. */
  SHOW_YEAR(Method.GET, "/statistics/years/:year", Scope.STATISTICS_READ),
  /** Takes counts of visits. */
  PUT_VISITS(Method.POST, "/statistics/visits", Scope.STATISTICS_VISITS),
  /** Tells what a patron was charged and paid. */
  SHOW_STATEMENT(Method.GET, "/patrons/:patron/statement", Scope.DEBT_READ),
  /** Begins a payment that is made elsewhere. */
  BEGIN_PAYMENT(Method.POST, "/payments", Scope.PAYMENTS),
  /** Tells how far one of these is. */
  SHOW_PAYMENT(Method.GET, "/payments/:reference", Scope.PAYMENTS),
  /** Confirms that the money of one of these came. */
  CONFIRM_PAYMENT(Method.POST, "/payments/:reference/confirmation", Scope.PAYMENTS),
  /** Notes that an address to which patrons were written does not work. */
  REPORT_BOUNCE(Method.POST, "/notices/bounces", Scope.NOTICES_BOUNCE),
  /** Lists interlibrary requests. */
  LIST_ILL_REQUESTS(Method.GET, "/ill-requests", Scope.ILL_READ),
  /** Asks other libraries for something. */
  PLACE_ILL_REQUEST(Method.POST, "/ill-requests", Scope.ILL_HANDLE),
  /** Shows a request, what happened to it, and what was written about it. */
  SHOW_ILL_REQUEST(Method.GET, "/ill-requests/:number", Scope.ILL_READ),
  /** Takes a request to another state. */
  ANSWER_ILL_REQUEST(Method.POST, "/ill-requests/:number/answer", Scope.ILL_HANDLE),
  /** The item of an own request has come. */
  RECEIVE_ILL_ITEM(Method.POST, "/ill-requests/:number/receipt", Scope.ILL_HANDLE),
  /** The item of an own request goes back. */
  RETURN_ILL_ITEM(Method.POST, "/ill-requests/:number/return", Scope.ILL_HANDLE),
  /** Lists what other libraries have not been told yet. */
  LIST_ILL_QUEUE(Method.GET, "/ill-queue", Scope.ILL_READ),
  /** Tells whether a PIN is a patron's. */
  AUTHENTICATE_PATRON(Method.POST, "/patrons/:patron/authentication", Scope.PATRONS_AUTHENTICATE),
  /** Shows a patron. */
  SHOW_PATRON(Method.GET, "/patrons/:patron", Scope.PATRONS_READ),
  /** Lists a patron's loans. */
  LIST_LOANS(Method.GET, "/patrons/:patron/loans", Scope.PATRONS_READ),
  /** Lists a patron's holds. */
  LIST_HOLDS(Method.GET, "/patrons/:patron/holds", Scope.PATRONS_READ),
  /** Lists what a patron owes. */
  LIST_FEES(Method.GET, "/patrons/:patron/fees", Scope.PATRONS_READ),
  /** Bars a patron. */
  BLOCK_PATRON(Method.POST, "/patrons/:patron/blocks", Scope.PATRONS_BLOCK),
  /** Takes a block away. */
  UNBLOCK_PATRON(Method.DELETE, "/patrons/:patron/blocks/:code", Scope.PATRONS_BLOCK),
  /** Shows an item. */
  SHOW_ITEM(Method.GET, "/items/:item", Scope.ITEMS_READ),
  /** Shows a title and its items. */
  SHOW_TITLE(Method.GET, "/titles/:record", Scope.ITEMS_READ),
  /** Lends an item. */
  CHECK_OUT(Method.POST, "/loans", Scope.CIRCULATION),
  /** Takes an item back. */
  CHECK_IN(Method.POST, "/returns", Scope.CIRCULATION),
  /** Lengthens a loan. */
  RENEW(Method.POST, "/renewals", Scope.CIRCULATION),
  /** Lengthens all loans of a patron. */
  RENEW_ALL(Method.POST, "/patrons/:patron/renewals", Scope.CIRCULATION),
  /** Puts a patron in a queue. */
  PLACE_HOLD(Method.POST, "/patrons/:patron/holds", Scope.HOLDS),
  /** Takes a patron out of a queue. */
  CANCEL_HOLD(Method.DELETE, "/patrons/:patron/holds/:hold", Scope.HOLDS),
  /** Charges a fee. */
  CHARGE_FEE(Method.POST, "/patrons/:patron/fees", Scope.FEES_CHARGE),
  /** Takes a payment that was made. */
  PAY_FEES(Method.POST, "/patrons/:patron/payments", Scope.PAYMENTS),
  /** Finds patrons by name. */
  FIND_PATRONS(Method.GET, "/patrons", Scope.PATRONS_READ),
  /** Makes a patron. */
  CREATE_PATRON(Method.POST, "/patrons", Scope.PATRONS_CREATE),
  /** Lists who can fetch a title or waits for it. */
  LIST_QUEUE(Method.GET, "/titles/:record/queue", Scope.PATRONS_READ),
  /** Shows a hold, and its place in the queue. */
  SHOW_HOLD(Method.GET, "/patrons/:patron/holds/:hold", Scope.PATRONS_READ),
  /** Changes where a hold is fetched, and until when it is wanted. */
  CHANGE_HOLD(Method.POST, "/patrons/:patron/holds/:hold", Scope.HOLDS),
  /** Has a hold let others go first. */
  PAUSE_HOLD(Method.POST, "/patrons/:patron/holds/:hold/pause", Scope.HOLDS),
  /** Has it do so no longer. */
  RESUME_HOLD(Method.DELETE, "/patrons/:patron/holds/:hold/pause", Scope.HOLDS),
  /** Lists what is to be put on the hold shelf of a branch, and what stands there. */
  LIST_HOLD_SHELF(Method.GET, "/hold-shelf", Scope.PATRONS_READ),
  /** Puts what was set aside on the hold shelf. */
  SHELVE_HOLD(Method.POST, "/hold-shelf", Scope.CIRCULATION),
  /** Gives up a fee, or a part of it. */
  FORGIVE_FEE(Method.POST, "/patrons/:patron/fees/:fee/forgiving", Scope.FEES_FORGIVE),
  /** Takes back a loan or renewal that was just made. */
  UNDO_CHECK_OUT(Method.POST, "/loans/undo", Scope.CIRCULATION),
  /** Takes back a return that was just made. */
  UNDO_CHECK_IN(Method.POST, "/returns/undo", Scope.CIRCULATION),
  /** Records a loan that was made elsewhere. */
  RECORD_LOAN(Method.POST, "/loans/recording", Scope.CIRCULATION_RECORD),
  /** Records that a patron says that an item was returned. */
  CLAIM_RETURNED(Method.POST, "/patrons/:patron/loans/:item/claim", Scope.CIRCULATION),
  /** Sets the due date of a loan by hand. */
  CHANGE_DUE_DATE(Method.POST, "/patrons/:patron/loans/:item/due-date", Scope.CIRCULATION),
  /** Asks for a loan back before it is due. */
  RECALL_ITEM(Method.POST, "/items/:item/recall", Scope.CIRCULATION),
  /** No longer does. */
  CANCEL_RECALL(Method.DELETE, "/items/:item/recall", Scope.CIRCULATION),
  /** Records that an item is lost. */
  DECLARE_LOST(Method.POST, "/items/:item/loss", Scope.CIRCULATION),
  /** Keeps what a machine noted of an item. */
  DESCRIBE_ITEM(Method.POST, "/items/:item/properties", Scope.CIRCULATION),
  /** Lists the tenant's agencies and branches. */
  LIST_AGENCIES(Method.GET, "/agencies", Scope.ITEMS_READ),
  /** Lists the tenant's accounts. */
  LIST_ACCOUNTS(Method.GET, "/accounts", Scope.ACCOUNTS_MANAGE),
  /** Shows an account. */
  SHOW_ACCOUNT(Method.GET, "/accounts/:name", Scope.ACCOUNTS_MANAGE),
  /** Makes an account. */
  CREATE_ACCOUNT(Method.POST, "/accounts", Scope.ACCOUNTS_MANAGE),
  /** Has an account no longer used. */
  DISABLE_ACCOUNT(Method.POST, "/accounts/:name/disabling", Scope.ACCOUNTS_MANAGE),
  /** Has an account used again. */
  ENABLE_ACCOUNT(Method.POST, "/accounts/:name/enabling", Scope.ACCOUNTS_MANAGE),
  /** Tells where a patron wants to be told of what. */
  SHOW_NOTICE_WISHES(Method.GET, "/patrons/:patron/notice-wishes", Scope.NOTICES_WISHES),
  /** Changes that. */
  CHANGE_NOTICE_WISHES(Method.POST, "/patrons/:patron/notice-wishes", Scope.NOTICES_WISHES),
  /** Gives out everything about a patron. */
  EXPORT_PATRON(Method.GET, "/patrons/:patron/personal-data", Scope.PRIVACY),
  /** Tells what keeps a patron from being erased, and erases nobody. */
  CHECK_ERASURE(Method.GET, "/patrons/:patron/erasure", Scope.PRIVACY),
  /** Tells who read a patron's account, and what was done about them. */
  LIST_ACCESSES(Method.GET, "/patrons/:patron/access-log", Scope.PRIVACY),
  /** Lists the class sets. */
  LIST_SETS(Method.GET, "/sets", Scope.BOOKINGS_READ),
  /** Tells which items are in one, and who has them. */
  SHOW_SET(Method.GET, "/sets/:set", Scope.BOOKINGS_READ),
  /** Lists what is booked. */
  LIST_BOOKINGS(Method.GET, "/bookings", Scope.BOOKINGS_READ),
  /** Books copies and sets, all or nothing. */
  PLACE_BOOKINGS(Method.POST, "/bookings", Scope.BOOKINGS_PLACE),
  /** Tells what would come of that, and books nothing. */
  CHECK_BOOKINGS(Method.POST, "/bookings/check", Scope.BOOKINGS_READ),
  /** Gives a booking up. */
  CANCEL_BOOKING(Method.DELETE, "/bookings/:booking", Scope.BOOKINGS_PLACE),
  /** Lists what was changed of the configuration. */
  LIST_VERSIONS(Method.GET, "/versions", Scope.CONFIGURATION_READ),
  /** Shows one of these changes, with all that differs. */
  SHOW_VERSION(Method.GET, "/versions/:number", Scope.CONFIGURATION_READ),
  /** Puts back what was before one of them. */
  ROLL_BACK_VERSION(Method.POST, "/versions/:number/roll-back", Scope.CONFIGURATION_CHANGE),
  /** Lists the settings, with what holds at a place. */
  LIST_SETTINGS(Method.GET, "/settings", Scope.CONFIGURATION_READ),
  /** Lists what is set, by place. */
  LIST_SETTING_VALUES(Method.GET, "/setting-values", Scope.CONFIGURATION_READ),
  /** Tells what a setting says at a place, and why. */
  EXPLAIN_SETTING(Method.GET, "/settings/:setting", Scope.CONFIGURATION_READ),
  /** Sets a value at a place, from a day on. */
  PUT_SETTING(Method.POST, "/settings/:setting/values", Scope.CONFIGURATION_CHANGE),
  /** Takes away what was set at a place from a day on. */
  REMOVE_SETTING(Method.DELETE, "/settings/:setting/values/:from", Scope.CONFIGURATION_CHANGE),
  /** Lists the policy rules. */
  LIST_POLICIES(Method.GET, "/policies", Scope.CONFIGURATION_READ),
  /** Shows one of these. */
  SHOW_POLICY(Method.GET, "/policies/:policy", Scope.CONFIGURATION_READ),
  /** Puts a policy rule. */
  PUT_POLICY(Method.POST, "/policies", Scope.CONFIGURATION_CHANGE),
  /** Takes one away. */
  REMOVE_POLICY(Method.DELETE, "/policies/:policy", Scope.CONFIGURATION_CHANGE),
  /** Tells what the policy says of a loan that is thought up. */
  EXPLAIN_POLICIES(Method.POST, "/policy-explanations", Scope.CONFIGURATION_READ),
  /** Runs the test cases of policy. */
  TEST_POLICIES(Method.GET, "/policy-cases", Scope.CONFIGURATION_READ),
  /** Lists the stops. */
  LIST_STOPS(Method.GET, "/stops", Scope.CONFIGURATION_READ),
  /** Sets a stop. */
  PUT_STOP(Method.POST, "/stops", Scope.CONFIGURATION_CHANGE),
  /** Ends one before its last day. */
  END_STOP(Method.POST, "/stops/:stop/ending", Scope.CONFIGURATION_CHANGE),
  /** Takes one away as though it had never been. */
  REMOVE_STOP(Method.DELETE, "/stops/:stop", Scope.CONFIGURATION_CHANGE),
  /** Lists the opening hours of the branches. */
  LIST_CALENDARS(Method.GET, "/calendars", Scope.CONFIGURATION_READ),
  /** Shows the calendar of a branch. */
  SHOW_CALENDAR(Method.GET, "/calendars/:branch", Scope.CONFIGURATION_READ),
  /** Puts the opening hours of a branch. */
  PUT_HOURS(Method.POST, "/calendars/:branch/hours", Scope.CONFIGURATION_CHANGE),
  /** Closes a branch for a period. */
  CLOSE_BRANCH(Method.POST, "/calendars/:branch/closings", Scope.CONFIGURATION_CHANGE),
  /** Takes such a period away. */
  OPEN_BRANCH(Method.DELETE, "/calendars/:branch/closings/:from", Scope.CONFIGURATION_CHANGE),
  /** Says from where and how often an account is used. */
  PUT_ACCOUNT_ACCESS(Method.POST, "/accounts/:name/access", Scope.ACCOUNTS_MANAGE),
  /** Says what the machine of a SIP2 account may do. */
  PUT_ACCOUNT_PROFILE(Method.POST, "/accounts/:name/profile", Scope.ACCOUNTS_MANAGE),
  /** Takes that away, so that it may do everything. */
  REMOVE_ACCOUNT_PROFILE(Method.DELETE, "/accounts/:name/profile", Scope.ACCOUNTS_MANAGE),
  /** Gives an account a new password. */
  PUT_ACCOUNT_PASSWORD(Method.POST, "/accounts/:name/password", Scope.ACCOUNTS_MANAGE),
  /** Says what an account may do. */
  PUT_ACCOUNT_SCOPES(Method.POST, "/accounts/:name/scopes", Scope.ACCOUNTS_MANAGE);

  /** HTTP's methods. */
  public enum Method {
    /** Asks. */
    GET,
    /** Does. */
    POST,
    /** Ends. */
    DELETE
  }

  private final Method method;
  private final String path;
  private final Scope scope;

  RestOperation(Method method, String path, Scope scope) {
    this.method = method;
    this.path = path;
    this.scope = scope;
  }

  /** The method that it is asked for by. */
  public Method method() {
    return method;
  }

  /** Its path behind the API's own; what begins with a colon is a parameter. */
  public String path() {
    return path;
  }

  /** What an account must be allowed to do. */
  public Scope scope() {
    return scope;
  }

  /** What it takes and gives. */
  RestDescription description() {
    return RestDescription.of(this);
  }

  /**
   * Whether it changes something, so that a request of it may have an Idempotency-Key. A PIN that
   * is checked is counted each time.
   */
  public boolean changes() {
    return method != Method.GET && this != AUTHENTICATE_PATRON;
  }

  /** Whether it sees to its Idempotency-Key by itself, and for longer than others. */
  boolean keepsKey() {
    return this == UPLOAD_IMPORT || this == PLACE_ILL_REQUEST || this == PLACE_BOOKINGS;
  }

  /** The parameters that may be given behind a question mark. */
  public List<String> parameters() {
    return switch (this) {
      case LIST_OFFLINE_TRANSACTIONS ->
          List.of("branch", "account", "since", "only-conflicts", "after", "limit");
      case LIST_IMPORTS -> List.of("records", "after", "limit");
      case SHOW_STOCK_COUNT -> List.of("all");
      case LIST_ILL_REQUESTS -> List.of("state", "side", "library", "text", "after", "limit");
      case UPLOAD_IMPORT ->
          List.of(
              "name",
              "records",
              "source",
              "format",
              "coding",
              "items",
              "match",
              "on-match",
              "on-ambiguous",
              "protect",
              "add-only",
              "dry-run");
      case LIST_FIGURES -> List.of("from", "until", "by", "measure", "branch");
      case SHOW_STATEMENT -> List.of("from", "until");
      case LIST_LOANS,
          LIST_HOLDS,
          LIST_FEES,
          LIST_ACCOUNTS,
          LIST_STOCK_COUNTS,
          LIST_SETS,
          LIST_ACCESSES,
          LIST_ILL_QUEUE,
          LIST_QUEUE,
          LIST_POLICIES,
          LIST_STOPS,
          LIST_CALENDARS ->
          List.of("after", "limit");
      case LIST_BOOKINGS -> List.of("patron", "pickup", "all", "after", "limit");
      case LIST_HOLD_SHELF -> List.of("branch", "limit");
      case FIND_PATRONS -> List.of("name", "after", "limit");
      case LIST_VERSIONS -> List.of("kind", "who", "place", "after", "limit");
      case LIST_SETTINGS -> List.of("agency", "branch", "location", "day", "after", "limit");
      case LIST_SETTING_VALUES ->
          List.of("setting", "agency", "branch", "location", "after", "limit");
      case EXPLAIN_SETTING -> List.of("agency", "branch", "location", "day");
      case REMOVE_SETTING -> List.of("agency", "branch", "location");
      case SETTLE_OFFLINE_TRANSACTION,
          SHOW_IMPORT,
          CANCEL_IMPORT,
          LIST_REJECTS,
          GET_REJECTS,
          LIST_REFUSED_ITEMS,
          LIST_UNDECIDED_CODINGS,
          UNDO_IMPORT,
          BEGIN_STOCK_COUNT,
          ADD_STOCK_SCANS,
          CLOSE_STOCK_COUNT,
          SHOW_YEAR,
          PUT_VISITS,
          BEGIN_PAYMENT,
          SHOW_PAYMENT,
          CONFIRM_PAYMENT,
          REPORT_BOUNCE,
          PLACE_ILL_REQUEST,
          SHOW_ILL_REQUEST,
          ANSWER_ILL_REQUEST,
          RECEIVE_ILL_ITEM,
          RETURN_ILL_ITEM,
          AUTHENTICATE_PATRON,
          SHOW_PATRON,
          BLOCK_PATRON,
          UNBLOCK_PATRON,
          SHOW_ITEM,
          SHOW_TITLE,
          CHECK_OUT,
          CHECK_IN,
          RENEW,
          RENEW_ALL,
          PLACE_HOLD,
          CANCEL_HOLD,
          CHARGE_FEE,
          PAY_FEES,
          CREATE_PATRON,
          SHOW_HOLD,
          CHANGE_HOLD,
          PAUSE_HOLD,
          RESUME_HOLD,
          SHELVE_HOLD,
          FORGIVE_FEE,
          UNDO_CHECK_OUT,
          UNDO_CHECK_IN,
          RECORD_LOAN,
          CLAIM_RETURNED,
          CHANGE_DUE_DATE,
          RECALL_ITEM,
          CANCEL_RECALL,
          DECLARE_LOST,
          DESCRIBE_ITEM,
          LIST_AGENCIES,
          SHOW_ACCOUNT,
          CREATE_ACCOUNT,
          DISABLE_ACCOUNT,
          ENABLE_ACCOUNT,
          SHOW_NOTICE_WISHES,
          CHANGE_NOTICE_WISHES,
          EXPORT_PATRON,
          CHECK_ERASURE,
          SHOW_SET,
          PLACE_BOOKINGS,
          CHECK_BOOKINGS,
          CANCEL_BOOKING,
          SHOW_VERSION,
          ROLL_BACK_VERSION,
          PUT_SETTING,
          SHOW_POLICY,
          PUT_POLICY,
          REMOVE_POLICY,
          EXPLAIN_POLICIES,
          TEST_POLICIES,
          PUT_STOP,
          END_STOP,
          REMOVE_STOP,
          SHOW_CALENDAR,
          PUT_HOURS,
          CLOSE_BRANCH,
          OPEN_BRANCH,
          PUT_ACCOUNT_ACCESS,
          PUT_ACCOUNT_PROFILE,
          REMOVE_ACCOUNT_PROFILE,
          PUT_ACCOUNT_PASSWORD,
          PUT_ACCOUNT_SCOPES ->
          List.of();
    };
  }

  /** Whether its body is a file of any size, and no JSON. */
  public boolean takesFile() {
    return this == UPLOAD_IMPORT;
  }

  /**
   * Whether it does what takes as long as a file, an import, a shelf, a year or a person's history
   * is large; all others are answered in the time that a message has.
   */
  public boolean takesItsTime() {
    return switch (this) {
      case UPLOAD_IMPORT,
          UNDO_IMPORT,
          GET_REJECTS,
          CLOSE_STOCK_COUNT,
          LIST_FIGURES,
          SHOW_YEAR,
          EXPORT_PATRON ->
          true;
      default -> false;
    };
  }

  /** Its name, {@code list-offline-transactions}: as metrics and logs have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
