package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;

import java.util.List;
import java.util.UUID;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.Arrival;
import org.samling.core.ill.BorrowedItems.Accepted;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryMessages.StoredMessage;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequest.Event;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.marc.MarcRecordMaker;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/**
 * Two libraries that lend to each other, each with a database of its own, and what is seen there.
 */
public final class TwoLibraries implements AutoCloseable {

  public static final String BORROWER = "DK-710100";
  public static final String LENDER = "DK-710200";
  static final String ITEM = "2";

  /** What is done with them. */
  interface Test {
    void run(TestLibrary borrower, TestLibrary lender) throws Exception;
  }

  /** The first, which asks. */
  public final TestLibrary borrower;

  /** The other, which has a patron that stands for the borrower. */
  public final TestLibrary lender;

  /** Makes both. */
  public TwoLibraries() {
    this(new TestLibrary());
  }

  private TwoLibraries(TestLibrary lender) {
    this.lender = lender;
    borrower = new TestLibrary();
    lender
        .store
        .patronRegister()
        .putPatrons(
            lender.north,
            List.of(
                new NewPatron(
                    Institution.card(BORROWER),
                    "Andet bibliotek",
                    new Membership("adult", MAIN, "009"),
                    null,
                    Contact.NONE,
                    null,
                    List.of())));
  }

  /** Does something with two that are made for it. */
  static void with(Test test) throws Exception {
    try (var both = new TwoLibraries()) {
      test.run(both.borrower, both.lender);
    }
  }

  /** What is done with them where the lender's server runs. */
  interface Served {
    void run(TestLibrary borrower, TestServer lending) throws Exception;
  }

  /** Does something with two that are made for it. */
  static void withServer(Served test) throws Exception {
    try (var lending = new TestServer();
        var both = new TwoLibraries(lending.library)) {
      test.run(both.borrower, lending);
    }
  }

  @Override
  public void close() {
    lender.close();
    borrower.close();
  }

  /** The borrower asks lenders, one after another, for a loan to patron A. */
  public static void ask(TestLibrary borrower, Description wanted, String... lenders) {
    borrower
        .store
        .interlibraryMessages()
        .ask(
            borrower.north,
            MAIN,
            new InterlibraryOrder(
                new Requester("staff", BORROWER),
                null,
                CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex(),
                null,
                wanted,
                Service.LOAN,
                null,
                null,
                null,
                "A",
                null),
            BORROWER,
            new Rota(List.of(lenders), List.of(), null));
  }

  public static Description record(String number) {
    return new Description("Ærø", null, null, null, null, number, null);
  }

  static InterlibraryRequest request(TestLibrary library) {
    return library.store.interlibraryRequests().find(library.north, 1).orElseThrow();
  }

  static void becomes(TestLibrary library, InterlibraryState state) {
    becomes(library, 1, state);
  }

  /** Waits until a request is in a state. */
  public static void becomes(TestLibrary library, int number, InterlibraryState state) {
    Eventually.holds(
        "the request is " + state,
        () ->
            library
                .store
                .interlibraryRequests()
                .find(library.north, number)
                .filter(request -> request.state() == state)
                .isPresent());
  }

  static List<InterlibraryState> states(TestLibrary library) {
    return library.store.interlibraryRequests().events(library.north, 1).stream()
        .map(Event::state)
        .toList();
  }

  /** What the library wrote, and is yet to write. */
  static List<StoredMessage> messages(TestLibrary library) {
    return library.store.interlibraryMessages().messages(library.north, 1);
  }

  static void nothingWaitsToBeSent(TestLibrary... libraries) {
    Eventually.holds(
        "nothing waits to be sent",
        () ->
            List.of(libraries).stream()
                .flatMap(library -> messages(library).stream())
                .noneMatch(StoredMessage::isWaiting));
  }

  /** The lender's item comes to the borrower. */
  public static BorrowingDesk receive(TestLibrary borrower) {
    return receive(borrower, "5710200002");
  }

  /** The same, under a barcode. */
  public static BorrowingDesk receive(TestLibrary borrower, String barcode) {
    var here = new BorrowingDesk(new MarcRecordMaker(), borrower.store.borrowedItems());
    assertThat(
            here.accept(
                borrower.north,
                MAIN,
                new Arrival(
                    new Requester("staff", LENDER),
                    "1",
                    barcode,
                    "A",
                    MAIN,
                    request(borrower).order().description(),
                    Arrival.Terms.LOAN,
                    null,
                    1L)))
        .isInstanceOf(Accepted.class);
    return here;
  }
}
