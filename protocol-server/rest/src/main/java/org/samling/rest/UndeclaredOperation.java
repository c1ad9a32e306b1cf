package org.samling.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Operation.Method;
import org.samling.rest.form.RestAnswer.Status;

/** The operations that are not yet declared in the module operations. */
public enum UndeclaredOperation implements RestOperation {
  /** Lists transactions that machines carried out while they were offline. */
  LIST_OFFLINE_TRANSACTIONS(Method.GET, "/offline-transactions", Scope.OFFLINE_READ),
  /** Notes that somebody has dealt with one of these. */
  SETTLE_OFFLINE_TRANSACTION(
      Method.POST, "/offline-transactions/:number/settlement", Scope.OFFLINE_SETTLE),
  /** Lists the latest imports of the tenant's own records. */
  LIST_IMPORTS(Method.GET, "/imports", Scope.CATALOGUE_IMPORT),
  /** Takes a file to import. */
  UPLOAD_IMPORT(Method.POST, "/imports", Scope.CATALOGUE_IMPORT),
  /** Shows an import. */
  SHOW_IMPORT(Method.GET, "/imports/:number", Scope.CATALOGUE_IMPORT),
  /** Cancels an import. */
  CANCEL_IMPORT(Method.DELETE, "/imports/:number", Scope.CATALOGUE_IMPORT),
  /** Lists the rejected records, with the reasons. */
  LIST_REJECTS(Method.GET, "/imports/:number/rejects", Scope.CATALOGUE_IMPORT),
  /** Returns the rejected records themselves. */
  GET_REJECTS(Method.GET, "/imports/:number/rejects.:format", Scope.CATALOGUE_IMPORT),
  /** Lists the refused items, with the reasons. */
  LIST_REFUSED_ITEMS(Method.GET, "/imports/:number/refused-items", Scope.CATALOGUE_IMPORT),
  /** Lists the records whose encoding is undecided, and how they were read. */
  LIST_UNDECIDED_CODINGS(Method.GET, "/imports/:number/undecided-codings", Scope.CATALOGUE_IMPORT),
  /** Undoes an import. */
  UNDO_IMPORT(Method.POST, "/imports/:number/undo", Scope.CATALOGUE_IMPORT),
  /** Lists the stock counts that are under way, and the latest that have ended. */
  LIST_STOCK_COUNTS(Method.GET, "/stock-counts", Scope.STOCK_COUNT),
  /** Begins a stock count. */
  BEGIN_STOCK_COUNT(Method.POST, "/stock-counts", Scope.STOCK_COUNT),
  /** Shows a stock count, with what it concludes from the scans. */
  SHOW_STOCK_COUNT(Method.GET, "/stock-counts/:number", Scope.STOCK_COUNT),
  /** Adds scans to a stock count. */
  ADD_STOCK_SCANS(Method.POST, "/stock-counts/:number/scans", Scope.STOCK_COUNT),
  /** Ends a stock count. */
  CLOSE_STOCK_COUNT(Method.POST, "/stock-counts/:number/closing", Scope.STOCK_COUNT),
  /** Lists the figures. */
  LIST_FIGURES(Method.GET, "/statistics/figures", Scope.STATISTICS_READ),
  /** Shows the figures of a year for the national report. */
  SHOW_YEAR(Method.GET, "/statistics/years/:year", Scope.STATISTICS_READ),
  /** Takes visit counts. */
  PUT_VISITS(Method.POST, "/statistics/visits", Scope.STATISTICS_VISITS),
  /** Shows what a patron was charged and has paid. */
  SHOW_STATEMENT(Method.GET, "/patrons/:patron/statement", Scope.DEBT_READ),
  /** Begins a payment that is made elsewhere. */
  BEGIN_PAYMENT(Method.POST, "/payments", Scope.PAYMENTS),
  /** Shows the state of a payment that is made elsewhere. */
  SHOW_PAYMENT(Method.GET, "/payments/:reference", Scope.PAYMENTS),
  /** Confirms that the money of such a payment has arrived. */
  CONFIRM_PAYMENT(Method.POST, "/payments/:reference/confirmation", Scope.PAYMENTS),
  /** Notes that an address used for notices does not work. */
  REPORT_BOUNCE(Method.POST, "/notices/bounces", Scope.NOTICES_BOUNCE),
  /** Lists interlibrary requests. */
  LIST_ILL_REQUESTS(Method.GET, "/ill-requests", Scope.ILL_READ),
  /** Places an interlibrary request with other libraries. */
  PLACE_ILL_REQUEST(Method.POST, "/ill-requests", Scope.ILL_HANDLE),
  /** Shows a request with its history and messages. */
  SHOW_ILL_REQUEST(Method.GET, "/ill-requests/:number", Scope.ILL_READ),
  /** Moves a request to another state. */
  ANSWER_ILL_REQUEST(Method.POST, "/ill-requests/:number/answer", Scope.ILL_HANDLE),
  /** Receives the item of one of the tenant's own requests. */
  RECEIVE_ILL_ITEM(Method.POST, "/ill-requests/:number/receipt", Scope.ILL_HANDLE),
  /** Returns the item of one of the tenant's own requests. */
  RETURN_ILL_ITEM(Method.POST, "/ill-requests/:number/return", Scope.ILL_HANDLE),
  /** Lists the messages that have not yet been sent to other libraries. */
  LIST_ILL_QUEUE(Method.GET, "/ill-queue", Scope.ILL_READ),
  /** Checks a patron's PIN. */
  AUTHENTICATE_PATRON(Method.POST, "/patrons/:patron/authentication", Scope.PATRONS_AUTHENTICATE),
  /** Shows a patron. */
  SHOW_PATRON(Method.GET, "/patrons/:patron", Scope.PATRONS_READ),
  /** Lists a patron's loans. */
  LIST_LOANS(Method.GET, "/patrons/:patron/loans", Scope.PATRONS_READ),
  /** Lists a patron's holds. */
  LIST_HOLDS(Method.GET, "/patrons/:patron/holds", Scope.PATRONS_READ),
  /** Lists what a patron owes. */
  LIST_FEES(Method.GET, "/patrons/:patron/fees", Scope.PATRONS_READ),
  /** Blocks a patron. */
  BLOCK_PATRON(Method.POST, "/patrons/:patron/blocks", Scope.PATRONS_BLOCK),
  /** Removes a block. */
  UNBLOCK_PATRON(Method.DELETE, "/patrons/:patron/blocks/:code", Scope.PATRONS_BLOCK),
  /** Shows an item. */
  SHOW_ITEM(Method.GET, "/items/:item", Scope.ITEMS_READ),
  /** Shows a title and its items. */
  SHOW_TITLE(Method.GET, "/titles/:record", Scope.ITEMS_READ),
  /** Lends an item. */
  CHECK_OUT(Method.POST, "/loans", Scope.CIRCULATION),
  /** Returns an item. */
  CHECK_IN(Method.POST, "/returns", Scope.CIRCULATION),
  /** Renews a loan. */
  RENEW(Method.POST, "/renewals", Scope.CIRCULATION),
  /** Renews all loans of a patron. */
  RENEW_ALL(Method.POST, "/patrons/:patron/renewals", Scope.CIRCULATION),
  /** Places a hold. */
  PLACE_HOLD(Method.POST, "/patrons/:patron/holds", Scope.HOLDS),
  /** Cancels a hold. */
  CANCEL_HOLD(Method.DELETE, "/patrons/:patron/holds/:hold", Scope.HOLDS),
  /** Charges a fee. */
  CHARGE_FEE(Method.POST, "/patrons/:patron/fees", Scope.FEES_CHARGE),
  /** Records a payment. */
  PAY_FEES(Method.POST, "/patrons/:patron/payments", Scope.PAYMENTS),
  /** Finds patrons by name. */
  FIND_PATRONS(Method.GET, "/patrons", Scope.PATRONS_READ),
  /** Creates a patron. */
  CREATE_PATRON(Method.POST, "/patrons", Scope.PATRONS_CREATE),
  /** Lists the holds of a title that are ready for pickup or waiting. */
  LIST_QUEUE(Method.GET, "/titles/:record/queue", Scope.PATRONS_READ),
  /** Shows a hold, and its place in the queue. */
  SHOW_HOLD(Method.GET, "/patrons/:patron/holds/:hold", Scope.PATRONS_READ),
  /** Changes a hold's pickup location and expiry date. */
  CHANGE_HOLD(Method.POST, "/patrons/:patron/holds/:hold", Scope.HOLDS),
  /** Pauses a hold: others in the queue go first. */
  PAUSE_HOLD(Method.POST, "/patrons/:patron/holds/:hold/pause", Scope.HOLDS),
  /** Resumes a paused hold. */
  RESUME_HOLD(Method.DELETE, "/patrons/:patron/holds/:hold/pause", Scope.HOLDS),
  /** Lists what is to be put on the hold shelf of a branch, and what is on it. */
  LIST_HOLD_SHELF(Method.GET, "/hold-shelf", Scope.PATRONS_READ),
  /** Puts an item that was set aside on the hold shelf. */
  SHELVE_HOLD(Method.POST, "/hold-shelf", Scope.CIRCULATION),
  /** Waives a fee, or a part of it. */
  FORGIVE_FEE(Method.POST, "/patrons/:patron/fees/:fee/forgiving", Scope.FEES_FORGIVE),
  /** Undoes a loan or renewal that was just made. */
  UNDO_CHECK_OUT(Method.POST, "/loans/undo", Scope.CIRCULATION),
  /** Undoes a return that was just made. */
  UNDO_CHECK_IN(Method.POST, "/returns/undo", Scope.CIRCULATION),
  /** Records a loan that was made elsewhere. */
  RECORD_LOAN(Method.POST, "/loans/recording", Scope.CIRCULATION_RECORD),
  /** Records a patron's claim that an item was returned. */
  CLAIM_RETURNED(Method.POST, "/patrons/:patron/loans/:item/claim", Scope.CIRCULATION),
  /** Sets the due date of a loan by hand. */
  CHANGE_DUE_DATE(Method.POST, "/patrons/:patron/loans/:item/due-date", Scope.CIRCULATION),
  /** Recalls a loan before it is due. */
  RECALL_ITEM(Method.POST, "/items/:item/recall", Scope.CIRCULATION),
  /** Cancels a recall. */
  CANCEL_RECALL(Method.DELETE, "/items/:item/recall", Scope.CIRCULATION),
  /** Declares an item lost. */
  DECLARE_LOST(Method.POST, "/items/:item/loss", Scope.CIRCULATION),
  /** Stores the properties that a machine noted for an item. */
  DESCRIBE_ITEM(Method.POST, "/items/:item/properties", Scope.CIRCULATION),
  /** Lists the tenant's agencies and branches. */
  LIST_AGENCIES(Method.GET, "/agencies", Scope.ITEMS_READ),
  /** Lists the tenant's accounts. */
  LIST_ACCOUNTS(Method.GET, "/accounts", Scope.ACCOUNTS_MANAGE),
  /** Shows an account. */
  SHOW_ACCOUNT(Method.GET, "/accounts/:name", Scope.ACCOUNTS_MANAGE),
  /** Creates an account. */
  CREATE_ACCOUNT(Method.POST, "/accounts", Scope.ACCOUNTS_MANAGE),
  /** Disables an account. */
  DISABLE_ACCOUNT(Method.POST, "/accounts/:name/disabling", Scope.ACCOUNTS_MANAGE),
  /** Enables an account again. */
  ENABLE_ACCOUNT(Method.POST, "/accounts/:name/enabling", Scope.ACCOUNTS_MANAGE),
  /** Shows which notices a patron wants, and where. */
  SHOW_NOTICE_WISHES(Method.GET, "/patrons/:patron/notice-wishes", Scope.NOTICES_WISHES),
  /** Changes these preferences. */
  CHANGE_NOTICE_WISHES(Method.POST, "/patrons/:patron/notice-wishes", Scope.NOTICES_WISHES),
  /** Exports everything about a patron. */
  EXPORT_PATRON(Method.GET, "/patrons/:patron/personal-data", Scope.PRIVACY),
  /** Shows what prevents a patron from being erased; erases nobody. */
  CHECK_ERASURE(Method.GET, "/patrons/:patron/erasure", Scope.PRIVACY),
  /** Lists who read a patron's account, and what was done with it. */
  LIST_ACCESSES(Method.GET, "/patrons/:patron/access-log", Scope.PRIVACY),
  /** Lists the changes to the configuration. */
  LIST_VERSIONS(Method.GET, "/versions", Scope.CONFIGURATION_READ),
  /** Shows a change with all its differences. */
  SHOW_VERSION(Method.GET, "/versions/:number", Scope.CONFIGURATION_READ),
  /** Restores the state before a change. */
  ROLL_BACK_VERSION(Method.POST, "/versions/:number/roll-back", Scope.CONFIGURATION_CHANGE),
  /** Lists the settings with the values that apply at a place. */
  LIST_SETTINGS(Method.GET, "/settings", Scope.CONFIGURATION_READ),
  /** Lists the values that are set, by place. */
  LIST_SETTING_VALUES(Method.GET, "/setting-values", Scope.CONFIGURATION_READ),
  /** Explains which value of a setting applies at a place, and why. */
  EXPLAIN_SETTING(Method.GET, "/settings/:setting", Scope.CONFIGURATION_READ),
  /** Sets a value at a place, from a day on. */
  PUT_SETTING(Method.POST, "/settings/:setting/values", Scope.CONFIGURATION_CHANGE),
  /** Removes a value that was set at a place from a day on. */
  REMOVE_SETTING(Method.DELETE, "/settings/:setting/values/:from", Scope.CONFIGURATION_CHANGE),
  /** Lists the policy rules. */
  LIST_POLICIES(Method.GET, "/policies", Scope.CONFIGURATION_READ),
  /** Shows a policy rule. */
  SHOW_POLICY(Method.GET, "/policies/:policy", Scope.CONFIGURATION_READ),
  /** Creates or replaces a policy rule. */
  PUT_POLICY(Method.POST, "/policies", Scope.CONFIGURATION_CHANGE),
  /** Removes a policy rule. */
  REMOVE_POLICY(Method.DELETE, "/policies/:policy", Scope.CONFIGURATION_CHANGE),
  /** Explains what the policy says about a hypothetical loan. */
  EXPLAIN_POLICIES(Method.POST, "/policy-explanations", Scope.CONFIGURATION_READ),
  /** Runs the policy's test cases. */
  TEST_POLICIES(Method.GET, "/policy-cases", Scope.CONFIGURATION_READ),
  /** Lists the stops. */
  LIST_STOPS(Method.GET, "/stops", Scope.CONFIGURATION_READ),
  /** Sets a stop, or changes it. */
  PUT_STOP(Method.POST, "/stops", Scope.CONFIGURATION_CHANGE),
  /** Ends a stop before its last day. */
  END_STOP(Method.POST, "/stops/:stop/ending", Scope.CONFIGURATION_CHANGE),
  /** Removes a stop as though it had never been set. */
  REMOVE_STOP(Method.DELETE, "/stops/:stop", Scope.CONFIGURATION_CHANGE),
  /** Lists the opening hours of the branches. */
  LIST_CALENDARS(Method.GET, "/calendars", Scope.CONFIGURATION_READ),
  /** Shows the calendar of a branch. */
  SHOW_CALENDAR(Method.GET, "/calendars/:branch", Scope.CONFIGURATION_READ),
  /** Sets the opening hours of a branch. */
  PUT_HOURS(Method.POST, "/calendars/:branch/hours", Scope.CONFIGURATION_CHANGE),
  /** Closes a branch for a period. */
  CLOSE_BRANCH(Method.POST, "/calendars/:branch/closings", Scope.CONFIGURATION_CHANGE),
  /** Removes such a period. */
  OPEN_BRANCH(Method.DELETE, "/calendars/:branch/closings/:from", Scope.CONFIGURATION_CHANGE),
  /** Sets from where an account may be used, and with how many connections. */
  PUT_ACCOUNT_ACCESS(Method.POST, "/accounts/:name/access", Scope.ACCOUNTS_MANAGE),
  /** Sets the profile of a SIP2 account: what its machine may do. */
  PUT_ACCOUNT_PROFILE(Method.POST, "/accounts/:name/profile", Scope.ACCOUNTS_MANAGE),
  /** Removes the profile, so that the machine may do everything. */
  REMOVE_ACCOUNT_PROFILE(Method.DELETE, "/accounts/:name/profile", Scope.ACCOUNTS_MANAGE),
  /** Gives an account a new password. */
  PUT_ACCOUNT_PASSWORD(Method.POST, "/accounts/:name/password", Scope.ACCOUNTS_MANAGE),
  /** Sets the scopes of an account. */
  PUT_ACCOUNT_SCOPES(Method.POST, "/accounts/:name/scopes", Scope.ACCOUNTS_MANAGE);

  private final Method method;
  private final String path;
  private final Scope scope;

  UndeclaredOperation(Method method, String path, Scope scope) {
    this.method = method;
    this.path = path;
    this.scope = scope;
  }

  @Override
  public Method method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Scope scope() {
    return scope;
  }

  /** What the operation takes and returns. */
  private RestDescription description() {
    return RestDescription.of(this);
  }

  @Override
  public String summary() {
    return description().summary();
  }

  @Override
  public Optional<String> fault(RestCall call) {
    for (var name : call.query().keySet()) {
      if (!parameters().contains(name)) {
        return Optional.of(
            "There is no parameter \"%s\" here; %s."
                .formatted(
                    name,
                    parameters().isEmpty()
                        ? "there are none"
                        : "there are " + String.join(", ", parameters())));
      }
    }
    return takesFile() ? Optional.empty() : description().body().fault(call.body());
  }

  @Override
  public Map<String, Object> parameter(String name) {
    return switch (name) {
      case "limit" -> Map.of("type", "integer", "minimum", 1);
      case "only-conflicts", "dry-run", "all" -> Map.of("type", "boolean");
      default -> Map.of("type", "string");
    };
  }

  @Override
  public @Nullable Map<String, Object> body() {
    var body = description().body();
    return body.members().isEmpty() ? null : body.schema();
  }

  @Override
  public Status status() {
    return description().status();
  }

  @Override
  public @Nullable Map<String, Object> result() {
    var answer = description().answer();
    return answer == null ? null : answer.schema();
  }

  @Override
  public boolean changes() {
    return method != Method.GET && this != AUTHENTICATE_PATRON;
  }

  @Override
  public boolean keepsKey() {
    return this == UPLOAD_IMPORT || this == PLACE_ILL_REQUEST;
  }

  @Override
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
          LIST_ACCESSES,
          LIST_ILL_QUEUE,
          LIST_QUEUE,
          LIST_POLICIES,
          LIST_STOPS,
          LIST_CALENDARS ->
          List.of("after", "limit");
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

  @Override
  public boolean takesFile() {
    return this == UPLOAD_IMPORT;
  }

  @Override
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

  @Override
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
