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
import org.samling.core.notices.NoticeContacts;
import org.samling.core.organisation.AccountTokens;
import org.samling.core.patron.BlockCode;
import org.samling.core.stock.StockCounts;
import org.samling.rest.form.AdministrationForms;
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
  private static final Text SAID = new Text(LINE);

  static RestDescription of(RestOperation operation) {
    return switch (operation) {
      case LIST_OFFLINE_TRANSACTIONS ->
          asks("What machines did while the line was down", RestForms.OFFLINE_TRANSACTIONS);
      case SETTLE_OFFLINE_TRANSACTION ->
          done(
              "Notes that somebody has seen to one",
              Members.NONE.has("note", SAID, "what was done"));
      case LIST_IMPORTS -> asks("The latest imports", RestForms.paged("imports", RestForms.IMPORT));
      case UPLOAD_IMPORT ->
          new RestDescription(
              "Takes a file to be imported", Members.NONE, ACCEPTED, RestForms.IMPORT);
      case SHOW_IMPORT -> asks("An import", RestForms.IMPORT);
      case CANCEL_IMPORT -> done("Calls an import off", Members.NONE);
      case LIST_REJECTS -> asks("Which records were rejected, and why, as CSV", null);
      case GET_REJECTS -> asks("The rejected records themselves", null);
      case LIST_REFUSED_ITEMS -> asks("Which items were refused, and why, as CSV", null);
      case LIST_UNDECIDED_CODINGS -> asks("Which records' coding is undecided, as CSV", null);
      case UNDO_IMPORT -> asks("Undoes an import", RestForms.UNDONE);
      case LIST_STOCK_COUNTS ->
          asks("Counts of shelves", RestForms.paged("counts", RestForms.COUNT));
      case BEGIN_STOCK_COUNT ->
          does(
              "Begins a count of shelves",
              Members.NONE
                  .needs("branch", NAMED, "the code of the branch")
                  .has("location", NAMED, "")
                  .has("from", NAMED, "the first call number")
                  .has("to", NAMED, "the last call number"),
              RestForms.COUNT);
      case SHOW_STOCK_COUNT ->
          asks("What a count makes of what was read", RestForms.COUNT.and(RestForms.COUNTED));
      case ADD_STOCK_SCANS ->
          does(
              "Adds what was read",
              Members.NONE.needs("scans", new ListOf(NAMED, 1, StockCounts.MAX_SCANS), "barcodes"),
              Members.NONE
                  .needs("read", RestForms.COUNTER, "")
                  .needs("new", RestForms.COUNTER, ""));
      case CLOSE_STOCK_COUNT ->
          does(
              "Ends a count",
              Members.NONE
                  .has("mark-missing", new Flag(), "whether what was not found is missing now")
                  .has("take-in", new Flag(), "whether what was found is taken in"),
              RestForms.CLOSING);
      case LIST_FIGURES -> asks("What was counted", RestForms.FIGURES);
      case SHOW_YEAR -> asks("The figures of a year", RestForms.YEAR);
      case PUT_VISITS ->
          done(
              "Takes counts of visits",
              Members.NONE.needs("visits", new ListOf(RestForms.VISIT, 1, 10_000), ""));
      case SHOW_STATEMENT -> asks("What a patron was charged and paid", RestForms.STATEMENT);
      case BEGIN_PAYMENT ->
          does(
              "Begins a payment that is made elsewhere",
              Members.NONE
                  .needs("reference", new Text(100), "what the payment is called")
                  .needs("patron", NAMED, "a card number")
                  .has("amount", MONEY, "all that is owed where it is left out")
                  .has("fees", new ListOf(NUMBER, 0, 2_000), "the fees that are paid"),
              RestForms.PAYMENT);
      case SHOW_PAYMENT -> asks("How far a payment is", RestForms.PAYMENT);
      case CONFIRM_PAYMENT ->
          does(
              "Confirms that the money came",
              Members.NONE.needs("amount", MONEY, ""),
              RestForms.PAYMENT);
      case REPORT_BOUNCE ->
          done(
              "Notes that an address of a patron does not work",
              Members.NONE
                  .has("message", new Text(36), "the number of a message, or")
                  .has("address", new Text(NoticeContacts.LONGEST_ADDRESS), "the address")
                  .has("reason", new Text(NoticeContacts.LONGEST_REASON), ""));
      case LIST_ILL_REQUESTS ->
          asks("Interlibrary requests", RestForms.paged("requests", IllForms.REQUEST));
      case PLACE_ILL_REQUEST ->
          new RestDescription(
              "Asks other libraries for something", IllForms.WANTED, ACCEPTED, IllForms.REQUEST);
      case SHOW_ILL_REQUEST ->
          asks("A request, and all that happened", IllForms.REQUEST.and(IllForms.MORE));
      case ANSWER_ILL_REQUEST ->
          does(
              "Takes a request to another state",
              Members.NONE
                  .needs("state", NAMED, "the state to come")
                  .has("note", SAID, "")
                  .has("from", NAMED, "the state it has to have"),
              IllForms.REQUEST);
      case RECEIVE_ILL_ITEM ->
          does(
              "The item of an own request has come",
              Members.NONE
                  .has("barcode", NAMED, "the lender's")
                  .has("patron", NAMED, "for whom")
                  .has("pickup", NAMED, "the branch that handles it")
                  .has(
                      "due", MOMENT, "when it has to be back; what the lender said where left out"),
              IllForms.REQUEST);
      case RETURN_ILL_ITEM ->
          does("The item of an own request goes back", Members.NONE, IllForms.REQUEST);
      case LIST_ILL_QUEUE ->
          asks(
              "What other libraries have not been told yet",
              RestForms.paged("messages", IllForms.UNTOLD));
      case AUTHENTICATE_PATRON ->
          does(
              "Whether a PIN is a patron's; wrong ones are counted",
              Members.NONE.needs("pin", NAMED, ""),
              Members.NONE.needs(
                  "result", new Word(List.of("verified", "wrong", "locked-out")), ""));
      case SHOW_PATRON -> asks("A patron, as they stand", RestForms.PATRON);
      case LIST_LOANS -> asks("A patron's loans", RestForms.paged("loans", RestForms.LOAN));
      case LIST_HOLDS -> asks("A patron's holds", RestForms.paged("holds", RestForms.HOLD));
      case LIST_FEES -> asks("What a patron owes", RestForms.paged("fees", RestForms.FEE));
      case BLOCK_PATRON ->
          does(
              "Bars a patron; a block with the same code is replaced",
              Members.NONE
                  .needs("code", Word.of(blocks()), "")
                  .has("note", new Text(255), "for staff")
                  .has("until", DAY, "the last day")
                  .has("card-retained", new Flag(), "whether a machine kept the card"),
              RestForms.CHANGED);
      case UNBLOCK_PATRON ->
          new RestDescription("Takes a block away", Members.NONE, OK, RestForms.CHANGED);
      case SHOW_ITEM -> asks("An item, as it stands", RestForms.ITEM);
      case SHOW_TITLE -> asks("A title and its items", RestForms.TITLE);
      case CHECK_OUT ->
          does(
              "Lends an item",
              Members.NONE
                  .needs("patron", NAMED, "a card number")
                  .needs("item", NAMED, "a barcode")
                  .has("renew-if-on-loan", new Flag(), "whether a loan of theirs is renewed")
                  .has("by", NAMED, "who borrows for a group"),
              RestForms.LENT);
      case CHECK_IN ->
          does(
              "Takes an item back",
              Members.NONE.needs("item", NAMED, "a barcode"),
              RestForms.RETURNED);
      case RENEW ->
          does(
              "Lengthens a loan",
              Members.NONE.needs("patron", NAMED, "").needs("item", NAMED, "a barcode"),
              RestForms.LENT);
      case RENEW_ALL ->
          does(
              "Lengthens all loans of a patron, as far as each may be",
              Members.NONE,
              Members.NONE
                  .needs("renewed", new ListOf(RestForms.LENT, 0, MANY), "")
                  .needs("refused", new ListOf(RestForms.REFUSED, 0, MANY), ""));
      case PLACE_HOLD ->
          new RestDescription(
              "Puts a patron in a queue",
              Members.NONE
                  .has("record", NAMED, "the title, source:number; or")
                  .has("item", NAMED, "the barcode of the very copy")
                  .has("pickup", NAMED, "the code of a branch; the account's where left out")
                  .has("expires", DAY, "the last day on which it is wanted"),
              CREATED,
              RestForms.PLACED);
      case CANCEL_HOLD -> done("Takes a patron out of a queue", Members.NONE);
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
              "Takes a payment that was made",
              Members.NONE
                  .needs("amount", MONEY, "")
                  .has("fees", new ListOf(NUMBER, 0, 2_000), "in this order; all where left out")
                  .has("reference", NAMED, "what the payment is called where it was made"),
              RestForms.PAID);
      case FIND_PATRONS ->
          asks(
              "Patrons by beginnings of words of their names",
              RestForms.paged("patrons", RestDeskForms.FOUND));
      case CREATE_PATRON ->
          does(
              "Makes a patron; the same person again is the same patron",
              RestDeskForms.PERSON,
              RestDeskForms.MADE);
      case LIST_QUEUE ->
          asks(
              "Who can fetch a title, and who waits for it, in order",
              RestForms.paged("queue", RestDeskForms.WAITING));
      case SHOW_HOLD -> asks("A hold, and its place in the queue", RestDeskForms.HOLD);
      case CHANGE_HOLD ->
          does(
              "Changes where a hold is fetched, and until when it is wanted",
              RestDeskForms.HOLD_CHANGE,
              RestDeskForms.HOLD_CHANGED);
      case PAUSE_HOLD ->
          does(
              "Has a hold let others go first, and keep its place",
              RestDeskForms.PAUSE,
              RestDeskForms.HOLD_CHANGED);
      case RESUME_HOLD -> does("Has it do so no longer", Members.NONE, RestDeskForms.HOLD_CHANGED);
      case LIST_HOLD_SHELF ->
          asks(
              "What is to be put on the hold shelf of a branch, and what stands there",
              RestDeskForms.HOLD_SHELF);
      case SHELVE_HOLD ->
          does(
              "Puts what was set aside on the hold shelf of the account's branch",
              Members.NONE.needs("item", NAMED, "a barcode"),
              RestDeskForms.HOLD_CHANGED);
      case FORGIVE_FEE ->
          does("Gives up a fee, or a part of it", RestDeskForms.FORGIVING, RestDeskForms.FORGIVEN);
      case UNDO_CHECK_OUT ->
          does(
              "Takes back a loan or renewal that was just made",
              RestDeskForms.UNDONE,
              RestDeskForms.LOAN_CHANGED);
      case UNDO_CHECK_IN ->
          does(
              "Takes back a return that was just made",
              RestDeskForms.UNDONE,
              RestDeskForms.LOAN_CHANGED);
      case RECORD_LOAN ->
          does(
              "Records a loan that was made elsewhere, against no rule",
              RestDeskForms.RECORDED,
              RestForms.LENT);
      case CLAIM_RETURNED ->
          does(
              "Records that a patron says that an item was returned",
              Members.NONE,
              RestDeskForms.LOAN_CHANGED);
      case CHANGE_DUE_DATE ->
          does(
              "Sets the due date of a loan by hand",
              Members.NONE.needs("day", DAY, "on which it is due, at its end"),
              RestDeskForms.LOAN_CHANGED);
      case RECALL_ITEM ->
          does("Asks for a loan back before it is due", Members.NONE, RestDeskForms.LOAN_CHANGED);
      case CANCEL_RECALL ->
          does("Asks for it back no longer", Members.NONE, RestDeskForms.LOAN_CHANGED);
      case DECLARE_LOST ->
          does(
              "Records that an item is lost; of one on loan the price is charged",
              Members.NONE,
              RestDeskForms.LOAN_CHANGED);
      case DESCRIBE_ITEM ->
          does(
              "Keeps what a machine noted of an item",
              RestDeskForms.NOTED,
              RestDeskForms.DESCRIBED);
      case LIST_AGENCIES ->
          asks(
              "The tenant's agencies and branches",
              RestForms.listed("agencies", RestDeskForms.AGENCY));
      case LIST_ACCOUNTS ->
          asks("The tenant's accounts", RestForms.paged("accounts", RestForms.ACCOUNT));
      case SHOW_ACCOUNT -> asks("An account", AdministrationForms.ACCOUNT);
      case CREATE_ACCOUNT ->
          new RestDescription(
              "Makes an account",
              Members.NONE
                  .needs("name", new Text(100), "unique among all tenants")
                  .needs("protocol", RestForms.PROTOCOL, "")
                  .needs("password", NAMED, "at least 12 characters; it is never told again")
                  .needs("branch", NAMED, "the code of the branch where it stands")
                  .has(
                      "scopes",
                      new ListOf(new Text(AccountTokens.LONGEST_LABEL), 0, 100),
                      "of REST, NCIP and Z39.50; none that who asks has not"),
              CREATED,
              AdministrationForms.ACCOUNT);
      case DISABLE_ACCOUNT ->
          new RestDescription(
              "Has an account no longer used; its connections end", Members.NONE, NO_CONTENT, null);
      case ENABLE_ACCOUNT -> done("Has an account used again", Members.NONE);
      case SHOW_NOTICE_WISHES -> asks("Where a patron wants to be told of what", RestForms.WISHES);
      case CHANGE_NOTICE_WISHES ->
          does("Changes what is named of it", RestForms.WISHES, RestForms.WISHES);
      case EXPORT_PATRON ->
          asks("Everything that there is about a patron (docs/privacy.md)", Members.NONE);
      case CHECK_ERASURE ->
          asks("What keeps a patron from being erased; erases nobody", RestForms.ERASURE);
      case LIST_ACCESSES ->
          asks("Who read a patron's account, and what was done about them", RestForms.ACCESSES);
      case LIST_SETS -> asks("The class sets", RestForms.paged("sets", RestForms.SET));
      case SHOW_SET ->
          asks(
              "A class set, its items, and who has them",
              RestForms.SET.and(RestForms.listed("contents", RestForms.SET_ITEM)));
      case LIST_BOOKINGS -> asks("What is booked", RestForms.BOOKINGS);
      case PLACE_BOOKINGS ->
          does(
              "Books copies and sets, all or nothing",
              RestForms.BOOKING_WANTED,
              RestForms.listed("bookings", RestForms.PROMISED));
      case CHECK_BOOKINGS ->
          does(
              "What would come of that; books nothing",
              RestForms.BOOKING_WANTED,
              RestForms.listed("bookings", RestForms.PROMISED));
      case CANCEL_BOOKING -> done("Gives a booking up", Members.NONE);
      case LIST_VERSIONS ->
          asks(
              "What was changed of the configuration, the latest first",
              RestForms.paged("versions", AdministrationForms.VERSION));
      case SHOW_VERSION ->
          asks(
              "A change, with all that differs",
              AdministrationForms.VERSION.and(AdministrationForms.DIFFERENCES));
      case ROLL_BACK_VERSION -> done("Puts back what was before a change", Members.NONE);
      case LIST_SETTINGS ->
          asks(
              "The settings, with what holds at a place",
              RestForms.paged("settings", AdministrationForms.SETTING));
      case LIST_SETTING_VALUES ->
          asks(
              "What is set, by setting and place",
              RestForms.paged("values", AdministrationForms.SETTING_VALUE));
      case EXPLAIN_SETTING ->
          asks("What a setting says at a place, and why", AdministrationForms.EXPLAINED);
      case PUT_SETTING ->
          does(
              "Sets a value at a place, from a day on",
              AdministrationForms.SETTING_PUT,
              AdministrationForms.EXPLAINED);
      case REMOVE_SETTING ->
          does(
              "Takes away what was set at a place from a day on",
              Members.NONE,
              AdministrationForms.EXPLAINED);
      case LIST_POLICIES ->
          asks(
              "The policy rules, the heaviest first",
              RestForms.paged("policies", AdministrationForms.POLICY));
      case SHOW_POLICY -> asks("A policy rule", AdministrationForms.POLICY);
      case PUT_POLICY ->
          does(
              "Puts a policy rule; one with the same code is replaced",
              AdministrationForms.POLICY_PUT,
              AdministrationForms.POLICY);
      case REMOVE_POLICY -> done("Takes a policy rule away", Members.NONE);
      case EXPLAIN_POLICIES ->
          does(
              "What the policy says of a loan that is thought up; changes nothing",
              AdministrationForms.SITUATION,
              AdministrationForms.RULED);
      case TEST_POLICIES ->
          asks("The test cases, and which the policy breaks today", AdministrationForms.CASES);
      case LIST_STOPS ->
          asks("The stops, the latest first", RestForms.paged("stops", AdministrationForms.STOP));
      case PUT_STOP ->
          does(
              "Sets a stop; one with the same code is changed",
              AdministrationForms.STOP_PUT,
              AdministrationForms.STOP);
      case END_STOP ->
          does(
              "Ends a stop before its last day",
              Members.NONE.has("on", DAY, "the last day; today where it is left out"),
              AdministrationForms.STOP);
      case REMOVE_STOP -> done("Takes a stop away as though it had never been", Members.NONE);
      case LIST_CALENDARS ->
          asks(
              "The opening hours of the branches",
              RestForms.paged("calendars", AdministrationForms.CALENDAR));
      case SHOW_CALENDAR -> asks("When a branch is open", AdministrationForms.CALENDAR_WHOLE);
      case PUT_HOURS ->
          does(
              "Puts the opening hours of a branch",
              Members.NONE.needs("hours", AdministrationForms.WEEK, "days left out are closed"),
              AdministrationForms.CALENDAR_WHOLE);
      case CLOSE_BRANCH ->
          does(
              "Closes a branch for a period",
              AdministrationForms.CLOSING,
              AdministrationForms.CALENDAR_WHOLE);
      case OPEN_BRANCH ->
          does(
              "Takes a period away in which a branch would be closed",
              Members.NONE,
              AdministrationForms.CALENDAR_WHOLE);
      case PUT_ACCOUNT_ACCESS ->
          does(
              "Says from where and how often an account is used; what is left out is not limited",
              AdministrationForms.ACCESS,
              AdministrationForms.ACCOUNT);
      case PUT_ACCOUNT_PROFILE ->
          does(
              "Says what the machine of a SIP2 account may do and is told",
              AdministrationForms.PROFILE,
              AdministrationForms.ACCOUNT);
      case REMOVE_ACCOUNT_PROFILE ->
          does(
              "Takes the profile of a SIP2 account away, so that it may do everything",
              Members.NONE,
              AdministrationForms.ACCOUNT);
      case PUT_ACCOUNT_PASSWORD ->
          done(
              "Gives an account a new password",
              Members.NONE.needs(
                  "password", NAMED, "at least 12 characters; it is never told again"));
      case PUT_ACCOUNT_SCOPES ->
          does(
              "Says what an account may do, of REST, NCIP and Z39.50",
              Members.NONE.needs(
                  "scopes",
                  new ListOf(new Text(AccountTokens.LONGEST_LABEL), 0, 100),
                  "all that it may do; none that who asks has not"),
              AdministrationForms.ACCOUNT);
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
