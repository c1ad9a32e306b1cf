package org.samling.rest;

import static org.samling.rest.form.RestAnswer.Status.ACCEPTED;
import static org.samling.rest.form.RestAnswer.Status.CREATED;
import static org.samling.rest.form.RestAnswer.Status.NO_CONTENT;
import static org.samling.rest.form.RestAnswer.Status.OK;
import static org.samling.rest.form.RestForm.Written.DAY;
import static org.samling.rest.form.RestForm.Written.MOMENT;
import static org.samling.rest.form.RestForm.Written.MONEY;
import static org.samling.rest.form.RestForm.Written.NUMBER;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.patron.BlockCode;
import org.samling.rest.form.IllForms;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestForm.Flag;
import org.samling.rest.form.RestForm.ListOf;
import org.samling.rest.form.RestForm.Members;
import org.samling.rest.form.RestForm.Text;
import org.samling.rest.form.RestForm.Word;
import org.samling.rest.form.RestForms;

/**
 * What an operation of the API takes and returns.
 *
 * @param summary what it does, in one line
 * @param body the form of the request body; without members where no body is taken
 * @param status the status of an answer that is not a problem
 * @param answer the form of such an answer, or null where it has no body, or a file
 */
record RestDescription(String summary, Members body, Status status, @Nullable Members answer) {

  private static final int NAME = 200;
  private static final int LINE = 1_000;
  private static final int MANY = Integer.MAX_VALUE;
  private static final Text NAMED = new Text(NAME);
  private static final Text NOTE = new Text(LINE);

  static RestDescription of(UndeclaredOperation operation) {
    return switch (operation) {
      case LIST_IMPORTS ->
          asks("Lists the latest imports", RestForms.paged("imports", RestForms.IMPORT));
      case UPLOAD_IMPORT ->
          new RestDescription("Uploads a file to import", Members.NONE, ACCEPTED, RestForms.IMPORT);
      case SHOW_IMPORT -> asks("Shows an import", RestForms.IMPORT);
      case CANCEL_IMPORT -> done("Cancels an import", Members.NONE);
      case LIST_REJECTS -> asks("Lists rejected records with the reasons, as CSV", null);
      case GET_REJECTS -> asks("Returns the rejected records", null);
      case LIST_REFUSED_ITEMS -> asks("Lists refused items with the reasons, as CSV", null);
      case LIST_UNDECIDED_CODINGS -> asks("Lists records with undecided coding, as CSV", null);
      case UNDO_IMPORT -> asks("Undoes an import", RestForms.UNDONE);
      case LIST_ILL_REQUESTS ->
          asks("Lists interlibrary requests", RestForms.paged("requests", IllForms.REQUEST));
      case PLACE_ILL_REQUEST ->
          new RestDescription(
              "Places an interlibrary request with other libraries",
              IllForms.WANTED,
              ACCEPTED,
              IllForms.REQUEST);
      case SHOW_ILL_REQUEST ->
          asks("Shows a request and its history", IllForms.REQUEST.and(IllForms.MORE));
      case ANSWER_ILL_REQUEST ->
          does(
              "Changes the state of a request",
              Members.NONE
                  .needs("state", NAMED, "the new state")
                  .has("note", NOTE, "")
                  .has("from", NAMED, "the state it must have now"),
              IllForms.REQUEST);
      case RECEIVE_ILL_ITEM ->
          does(
              "Records that the item of a request has arrived",
              Members.NONE
                  .has("barcode", NAMED, "the lender's barcode")
                  .has("patron", NAMED, "the patron's card number")
                  .has(
                      "pickup",
                      NAMED,
                      "the pickup location; default: the branch that handles the request")
                  .has("due", MOMENT, "when it must be back; default: the lender's due date"),
              IllForms.REQUEST);
      case RETURN_ILL_ITEM ->
          does("Records that the item of a request goes back", Members.NONE, IllForms.REQUEST);
      case LIST_ILL_QUEUE ->
          asks(
              "Lists messages not yet delivered to other libraries",
              RestForms.paged("messages", IllForms.UNTOLD));
      case AUTHENTICATE_PATRON ->
          does(
              "Checks a patron's PIN; wrong ones are counted",
              Members.NONE.needs("pin", NAMED, ""),
              Members.NONE.needs(
                  "result", new Word(List.of("verified", "wrong", "locked-out")), ""));
      case SHOW_PATRON -> asks("Shows a patron", RestForms.PATRON);
      case LIST_LOANS -> asks("Lists a patron's loans", RestForms.paged("loans", RestForms.LOAN));
      case LIST_HOLDS -> asks("Lists a patron's holds", RestForms.paged("holds", RestForms.HOLD));
      case LIST_FEES -> asks("Lists a patron's open fees", RestForms.paged("fees", RestForms.FEE));
      case BLOCK_PATRON ->
          does(
              "Blocks a patron; a block with the same code is replaced",
              Members.NONE
                  .needs("code", Word.of(blocks()), "")
                  .has("note", new Text(255), "for staff")
                  .has("until", DAY, "the last day")
                  .has("card-retained", new Flag(), "whether a machine kept the card"),
              RestForms.CHANGED);
      case UNBLOCK_PATRON ->
          new RestDescription("Removes a block", Members.NONE, OK, RestForms.CHANGED);
      case SHOW_ITEM -> asks("Shows an item", RestForms.ITEM);
      case SHOW_TITLE -> asks("Shows a title and its items", RestForms.TITLE);
      case CHECK_OUT ->
          does(
              "Checks out an item",
              Members.NONE
                  .needs("patron", NAMED, "a card number")
                  .needs("item", NAMED, "a barcode")
                  .has(
                      "renew-if-on-loan",
                      new Flag(),
                      "whether to renew it if the patron has it on loan")
                  .has("by", NAMED, "the card of the person who borrows for a group"),
              RestForms.LENT);
      case CHECK_IN ->
          does(
              "Checks in an item",
              Members.NONE.needs("item", NAMED, "a barcode"),
              RestForms.RETURNED);
      case RENEW ->
          does(
              "Renews a loan",
              Members.NONE.needs("patron", NAMED, "").needs("item", NAMED, "a barcode"),
              RestForms.LENT);
      case RENEW_ALL ->
          does(
              "Renews all of a patron's loans that can be renewed",
              Members.NONE,
              Members.NONE
                  .needs("renewed", new ListOf(RestForms.LENT, 0, MANY), "")
                  .needs("refused", new ListOf(RestForms.REFUSED, 0, MANY), ""));
      case PLACE_HOLD ->
          new RestDescription(
              "Places a hold",
              Members.NONE
                  .has("record", NAMED, "the title, as source:number; or")
                  .has("item", NAMED, "the barcode of one particular item")
                  .has("pickup", NAMED, "the code of a branch; default: the account's")
                  .has("expires", DAY, "the last day on which the hold is wanted"),
              CREATED,
              RestForms.PLACED);
      case CANCEL_HOLD -> done("Cancels a hold", Members.NONE);
      case CHARGE_FEE ->
          does(
              "Charges a fee",
              Members.NONE
                  .needs("amount", MONEY, "")
                  .needs("type", Word.of(FeeType.values()), "")
                  .has("item", NAMED, "a barcode")
                  .has("reason", NAMED, "for the patron to read"),
              Members.NONE.needs("number", NUMBER, "").needs("owed", MONEY, ""));
      case PAY_FEES ->
          does(
              "Records a payment",
              Members.NONE
                  .needs("amount", MONEY, "")
                  .has(
                      "fees",
                      new ListOf(NUMBER, 0, 2_000),
                      "the fees to pay, in this order; default: all")
                  .has("reference", NAMED, "the reference of the payment"),
              RestForms.PAID);
      case FIND_PATRONS ->
          asks(
              "Finds patrons by the beginnings of words of their names",
              RestForms.paged("patrons", RestDeskForms.FOUND));
      case CREATE_PATRON ->
          does(
              "Creates a patron; the same person again returns the same patron",
              RestDeskForms.PERSON,
              RestDeskForms.MADE);
      case LIST_QUEUE ->
          asks(
              "Lists the holds of a title, first in the queue first",
              RestForms.paged("queue", RestDeskForms.WAITING));
      case SHOW_HOLD -> asks("Shows a hold and its place in the queue", RestDeskForms.HOLD);
      case CHANGE_HOLD ->
          does(
              "Changes a hold's pickup location or expiry",
              RestDeskForms.HOLD_CHANGE,
              RestDeskForms.HOLD_CHANGED);
      case PAUSE_HOLD ->
          does(
              "Pauses a hold; it keeps its place in the queue",
              RestDeskForms.PAUSE,
              RestDeskForms.HOLD_CHANGED);
      case RESUME_HOLD -> does("Resumes a paused hold", Members.NONE, RestDeskForms.HOLD_CHANGED);
      case LIST_HOLD_SHELF ->
          asks(
              "Lists the items on a branch's hold shelf, and those to be put there",
              RestDeskForms.HOLD_SHELF);
      case SHELVE_HOLD ->
          does(
              "Puts an item that is set aside on the hold shelf of the account's branch",
              Members.NONE.needs("item", NAMED, "a barcode"),
              RestDeskForms.HOLD_CHANGED);
      case FORGIVE_FEE ->
          does("Waives a fee or a part of it", RestDeskForms.FORGIVING, RestDeskForms.FORGIVEN);
      case UNDO_CHECK_OUT ->
          does(
              "Undoes a loan or renewal that was just made",
              RestDeskForms.UNDONE,
              RestDeskForms.LOAN_CHANGED);
      case UNDO_CHECK_IN ->
          does(
              "Undoes a return that was just made",
              RestDeskForms.UNDONE,
              RestDeskForms.LOAN_CHANGED);
      case RECORD_LOAN ->
          does(
              "Records a loan that was made elsewhere, without checking any rule",
              RestDeskForms.RECORDED,
              RestForms.LENT);
      case CLAIM_RETURNED ->
          does(
              "Records that a patron claims to have returned an item",
              Members.NONE,
              RestDeskForms.LOAN_CHANGED);
      case CHANGE_DUE_DATE ->
          does(
              "Sets the due date of a loan",
              Members.NONE.needs("day", DAY, "the day on which it is due, at its end"),
              RestDeskForms.LOAN_CHANGED);
      case RECALL_ITEM -> does("Recalls a loan", Members.NONE, RestDeskForms.LOAN_CHANGED);
      case CANCEL_RECALL ->
          does("Cancels the recall of a loan", Members.NONE, RestDeskForms.LOAN_CHANGED);
      case DECLARE_LOST ->
          does(
              "Records that an item is lost; if it is on loan, its price is charged",
              Members.NONE,
              RestDeskForms.LOAN_CHANGED);
      case DESCRIBE_ITEM ->
          does("Stores a machine's note on an item", RestDeskForms.NOTED, RestDeskForms.DESCRIBED);
      case LIST_AGENCIES ->
          asks(
              "Lists the tenant's agencies and branches",
              RestForms.listed("agencies", RestDeskForms.AGENCY));
    };
  }

  /** The blocks that can be set. */
  private static BlockCode[] blocks() {
    return List.of(BlockCode.values()).stream()
        .filter(code -> !code.isDerived())
        .toArray(BlockCode[]::new);
  }

  private static RestDescription asks(String summary, @Nullable Members answer) {
    return new RestDescription(summary, Members.NONE, OK, answer);
  }

  private static RestDescription does(String summary, Members body, Members answer) {
    return new RestDescription(summary, body, OK, answer);
  }

  private static RestDescription done(String summary, Members body) {
    return new RestDescription(summary, body, NO_CONTENT, null);
  }
}
