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
  LIST_AGENCIES(Method.GET, "/agencies", Scope.ITEMS_READ);

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
      case LIST_IMPORTS -> List.of("records", "after", "limit");
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
      case LIST_LOANS, LIST_HOLDS, LIST_FEES, LIST_ILL_QUEUE, LIST_QUEUE ->
          List.of("after", "limit");
      case LIST_HOLD_SHELF -> List.of("branch", "limit");
      case FIND_PATRONS -> List.of("name", "after", "limit");
      case SHOW_IMPORT,
          CANCEL_IMPORT,
          LIST_REJECTS,
          GET_REJECTS,
          LIST_REFUSED_ITEMS,
          LIST_UNDECIDED_CODINGS,
          UNDO_IMPORT,
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
          LIST_AGENCIES ->
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
      case UPLOAD_IMPORT, UNDO_IMPORT, GET_REJECTS -> true;
      default -> false;
    };
  }

  @Override
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
