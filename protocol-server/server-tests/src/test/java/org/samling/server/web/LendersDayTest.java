package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.NcipPartner.item;
import static org.samling.server.web.NcipPartner.message;
import static org.samling.server.web.NcipPartner.request;
import static org.samling.server.web.NcipPartner.user;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.ill.InterlibraryMessages.Rota;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Setting;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.testing.Kiosk;

/**
 * The day that a lender says bounds the loan of its item, and a copy is no loan, whichever protocol
 * says so.
 */
class LendersDayTest {

  private static final String LENDER = "DK-710200";
  private static final String BARCODE = "5710200002";

  private final TestServer server = new TestServer();
  private final TestLibrary library = server.library;
  private final NcipPartner ncip = new NcipPartner(server, "north-ncip");
  private final Iso18626Partner iso = new Iso18626Partner(server, "north-ncip");

  @AfterEach
  void close() {
    iso.close();
    ncip.close();
    server.close();
  }

  private static String inDays(int days) {
    return Instant.now().plus(days, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** In how many days the loan of the lender's item is due. */
  private String due() {
    library.submit(TestLibrary.checkout(library.north, "A", BARCODE));
    return library.text(
        library.north,
        "select (due_at at time zone 'Europe/Copenhagen')::date - today_of(tenant_id) from loan");
  }

  /** An own request, number 1, to a lender that is not to be reached: the request waits for it. */
  private void ask() {
    library.store.illPartners().put(library.north, List.of(TestPartners.iso18626(LENDER, 1)));
    library
        .store
        .interlibraryMessages()
        .ask(
            library.north,
            TestLibrary.MAIN,
            new InterlibraryOrder(
                new Requester("staff", "DK-799700"),
                null,
                CommandKey.of(CommandKey.MAX_WINDOW, UUID.randomUUID()).hex(),
                null,
                new Description("Sult", null, null, null, null, null, null),
                Service.LOAN,
                null,
                null,
                null,
                "A",
                null),
            "DK-799700",
            new Rota(List.of(LENDER), List.of(), null));
  }

  private static String accept(String terms) {
    return message(
        "AcceptItem",
        request("r-1"),
        "<RequestedActionType>Hold For Pickup</RequestedActionType>",
        user("A"),
        item(BARCODE),
        terms,
        "<ItemOptionalFields><BibliographicDescription><Title>Sult</Title></BibliographicDescription></ItemOptionalFields>");
  }

  private String loaned(String due) {
    return Iso18626Partner.supplying("1-1", LENDER, "Loaned")
        .replaceFirst("<dueDate>[^<]*", "<dueDate>" + due);
  }

  @Test
  void dateForReturnOfNcipBoundsTheLoan() {
    assertThat(ncip.ask(accept("<DateForReturn>%s</DateForReturn>".formatted(inDays(9)))))
        .contains(BARCODE);
    assertThat(due()).isEqualTo("9");
  }

  @Test
  void whatNcipSaysIsNotReturnableIsNoLoan() {
    assertThat(ncip.ask(accept("<NonReturnableFlag/>"))).doesNotContain("Problem", BARCODE);
    assertThat(library.count(library.north, "select count(*) from hold")).isZero();
    assertThat(library.store.interlibraryRequests().find(library.north, 1))
        .hasValueSatisfying(own -> assertThat(own.state()).isEqualTo(InterlibraryState.RECEIVED));
  }

  @Test
  void dueDateOfIso18626BoundsTheLoanOfWhatComesAfterIt() {
    ask();
    iso.ask(loaned(inDays(9)));
    assertThat(ncip.ask(message("AcceptItem", request("1-1"), item(BARCODE)))).contains(BARCODE);
    assertThat(due()).isEqualTo("9");
  }

  @Test
  void recallOfIso18626ReachesTheLoan() {
    ask();
    ncip.ask(message("AcceptItem", request("1-1"), item(BARCODE)));
    assertThat(due()).as("by the library's own rules").isEqualTo("28");
    library.asSuperuser("update loan set lent_at = lent_at - interval '20 days'");
    iso.ask(loaned(inDays(3)).replace(">Loaned<", ">Recalled<"));
    assertThat(due()).isEqualTo("3");
  }

  @Test
  void kioskSaysWhoseTheDayIsAndWhatTheLenderAskedBack() {
    ask();
    iso.ask(loaned(inDays(9)));
    ncip.ask(message("AcceptItem", request("1-1"), item(BARCODE)));
    try (var kiosk = new Kiosk(server.listeners.sip2Port()).login()) {
      var patron = "AO|AAA|AB%s|AC|".formatted(BARCODE);
      assertThat(kiosk.ask("11NN20260101    120000                  " + patron))
          .startsWith("121")
          .contains("|AFDet långivende bibliotek skal have den igen den dag.|");
      var renewal = kiosk.ask("29NN20260101    120000                  " + patron);
      assertThat(renewal)
          .startsWith("300")
          .contains("|AFDet långivende bibliotek er spurgt om et længere lån.");
      library.asSuperuser("update loan set lent_at = lent_at - interval '20 days'");
      iso.ask(loaned(inDays(3)).replace(">Loaned<", ">Overdue<"));
      assertThat(kiosk.ask("1720260101    120000AO|AB%s|AC|".formatted(BARCODE)))
          .as("recalled")
          .startsWith("1807");
      assertThat(kiosk.ask("6300920260101    120000          AO|AAA|AC|AD1234|"))
          .as("one recalled item")
          .matches("(?s)64.{14}00920.{16}0000\\d{8}\\d{4}0001.*");
    }
  }

  @Test
  void suppliersAddressOfACopyIsNoBarcode() {
    ask();
    iso.ask(
        loaned(inDays(9))
            .replace(">Loaned<", ">CopyCompleted<")
            .replaceFirst("<itemId>[^<]*", "<itemId>https://copies.example.org/1"));
    assertThat(library.store.interlibraryRequests().find(library.north, 1))
        .hasValueSatisfying(own -> {
          assertThat(own.state()).isEqualTo(InterlibraryState.RECEIVED);
          assertThat(own.handling().item()).isNull();
          assertThat(own.handling().terms().link()).isEqualTo("https://copies.example.org/1");
        });
  }

  @Test
  void termsWithinTheLibrarysRuleAreAcceptedAndOthersLeftToStaff() {
    var retry =
        Iso18626Partner.supplying("1-1", LENDER, "RetryPossible")
            .replace(
                "</reasonForMessage>",
                "</reasonForMessage><reasonRetry>CostExceedsMaxCost</reasonRetry><offeredCosts>"
                    + "<currencyCode>DKK</currencyCode><monetaryValue>40.00</monetaryValue></offeredCosts>");
    ask();
    iso.ask(retry);
    assertThat(state()).as("without a rule").isEqualTo(InterlibraryState.RETRY_POSSIBLE);
    library.set(Setting.ILL_RETRY_COST, "5000");
    iso.ask(retry);
    assertThat(state()).isEqualTo(InterlibraryState.SENT);
    iso.ask(retry.replace("1-1", "1-2"));
    assertThat(state()).as("not content with its own").isEqualTo(InterlibraryState.RETRY_POSSIBLE);
  }

  @Test
  void anOfferForAfterManyMonthsIsLeftToStaff() {
    var retry =
        Iso18626Partner.supplying("1-1", LENDER, "RetryPossible")
            .replace(
                "</reasonForMessage>",
                "</reasonForMessage><reasonRetry>NotFoundAsCited</reasonRetry><retryAfter>%s</retryAfter>"
                    .formatted(inDays(200)));
    library.set(Setting.ILL_RETRY_COST, "5000");
    ask();
    iso.ask(retry);
    assertThat(state()).isEqualTo(InterlibraryState.RETRY_POSSIBLE);
  }

  private InterlibraryState state() {
    return library.store.interlibraryRequests().find(library.north, 1).orElseThrow().state();
  }

  @Test
  void dayThatStaffTypeBoundsTheLoan() {
    ask();
    try (var desk = RestProgram.of(server, library.north, "north-desk", Scope.ILL_HANDLE)) {
      var received =
          desk.post(
              "/rest/v1/ill-requests/1/receipt",
              BodyPublishers.ofString(
                  "{\"barcode\": \"%s\", \"due\": \"%s\", \"without-shipment\": true}"
                      .formatted(BARCODE, inDays(9))));
      assertThat(received.statusCode()).as(received.body()).isEqualTo(200);
    }
    assertThat(due()).isEqualTo("9");
  }
}
