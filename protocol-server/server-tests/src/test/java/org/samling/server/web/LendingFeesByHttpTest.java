package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.server.web.NcipPartner.item;
import static org.samling.server.web.NcipPartner.message;
import static org.samling.server.web.NcipPartner.user;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** What loans, renewals and holds cost by NCIP and REST. */
class LendingFeesByHttpTest {

  private TestServer server;

  @BeforeEach
  void open() {
    server = new TestServer();
    server
        .library
        .store
        .policyRegister()
        .putRules(
            server.library.north,
            List.of(
                new PolicyRule(
                    "fees",
                    0,
                    Conditions.ALWAYS,
                    Map.of("loan-fee", "1000", "renewal-fee", "500", "hold-fee", "200"),
                    null,
                    null)));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private long debt() {
    return server
        .library
        .store
        .inquiries()
        .patron(server.library.north, "A")
        .orElseThrow()
        .patron()
        .debt();
  }

  private static String amount(String element, int minor) {
    return "<%1$s><CurrencyCode>DKK</CurrencyCode><MonetaryValue>%2$d</MonetaryValue></%1$s>"
        .formatted(element, minor);
  }

  @Test
  void partnerIsToldTheRequiredFeeAndAcknowledgesIt() {
    var charged = "<FiscalTransactionInformation>";
    server.library.submit(TestLibrary.checkoutDaysAgo(server.library.north, "A", "2"));
    try (var partner = new NcipPartner(server, "north-ncip")) {
      assertThat(partner.ask(message("CheckOutItem", user("A"), item("1"))))
          .contains("<Problem>", "<RequiredFeeAmount>", "<MonetaryValue>1000<");
      assertThat(
              partner.ask(
                  message(
                      "CheckOutItem",
                      user("A"),
                      item("1"),
                      amount("AcknowledgedFeeAmount", 1_000).replace("DKK", "SEK"))))
          .contains(">Invalid Amount<");
      var acknowledged =
          message("CheckOutItem", user("A"), item("1"), amount("AcknowledgedFeeAmount", 1_000));
      var lent = partner.ask(acknowledged);
      assertThat(lent).contains("<DateDue>", charged, "<MonetaryValue>1000<");
      assertThat(partner.ask(acknowledged)).isEqualTo(lent);
      assertThat(debt()).isEqualTo(1_000);

      assertThat(partner.ask(message("RenewItem", user("A"), item("2"))))
          .contains("<RequiredFeeAmount>", "<MonetaryValue>500<");
      assertThat(
              partner.ask(
                  message("RenewItem", user("A"), item("2"), amount("AcknowledgedFeeAmount", 500))))
          .contains("<DateDue>", charged);
      assertThat(debt()).isEqualTo(1_500);
    }
  }

  @Test
  void classIsToldTheFeeOfEachItemAndItsTeacherAcceptsIt() {
    var library = server.library;
    library
        .store
        .patronRegister()
        .putPatrons(
            library.north,
            List.of(
                new NewPatron(
                    "5A",
                    "5A",
                    new Membership("adult", MAIN, "009"),
                    null,
                    Contact.NONE,
                    null,
                    List.of(),
                    Particulars.of(PatronKind.GROUP, List.of(), null))));
    library.submit(
        new GroupCommand.ChangeGroup(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            "5A",
            null,
            null,
            List.of(new GroupCommand.NewMember("A", true)),
            List.of()));
    var loan = "{\"items\": [\"1\", \"2\"], \"by\": \"A\", \"branch\": \"%s\"%s}";
    try (var program = RestProgram.of(server, library.north, "north-web", Scope.values())) {
      var refused = program.post("/rest/v1/classes/5A/loans", loan.formatted(MAIN, ""));
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
      assertThat(refused.body()).contains("\"reason\":\"fee-not-accepted\"", "\"fee\":\"10.00\"");
      assertThat(
              program
                  .post(
                      "/rest/v1/classes/5A/loans",
                      loan.formatted(MAIN, ", \"accept-fee\": \"10.00\""))
                  .body())
          .contains("\"fee\":\"10.00\"", "\"refused\":[]");
    }
    assertThat(
            library.count(
                library.north, "select coalesce(sum(amount), 0)::bigint from ledger_entry"))
        .isEqualTo(2_000);
  }

  @Test
  void programIsToldTheFeeAndAcceptsIt() {
    server.library.submit(TestLibrary.checkoutDaysAgo(server.library.north, "A", "2"));
    try (var program = RestProgram.of(server, server.library.north, "north-web", Scope.values())) {
      var loan = "{\"patron\": \"A\", \"item\": \"1\"%s}";
      var refused = program.post("/rest/v1/loans", loan.formatted(""));
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body())
          .contains("Refused: fee not accepted (10.00).", "\"fee\":\"10.00\"");
      var lent = program.post("/rest/v1/loans", loan.formatted(", \"accept-fee\": \"10.00\""));
      assertThat(lent.statusCode()).as(lent.body()).isEqualTo(200);
      assertThat(lent.body()).contains("\"fee\":\"10.00\"");

      assertThat(program.post("/rest/v1/patrons/A/renewals", "{}").body())
          .contains("\"reason\":\"fee-not-accepted\"", "\"fee\":\"5.00\"");
      assertThat(program.post("/rest/v1/patrons/A/renewals", "{\"accept-fee\": \"5.00\"}").body())
          .contains("\"fee\":\"5.00\"", "\"refused\":[]");

      var hold = "{\"record\": \"t:2\"%s}";
      assertThat(program.post("/rest/v1/patrons/A/holds", hold.formatted("")).body())
          .contains("\"fee\":\"2.00\"");
      assertThat(
              program
                  .post("/rest/v1/patrons/A/holds", hold.formatted(", \"accept-fee\": \"2\""))
                  .body())
          .contains("\"position\":1", "\"fee\":\"2.00\"");
      assertThat(program.get("/rest/v1/patrons/A/fees").body())
          .as("no copy is set aside")
          .containsPattern("\"type\":\"hold\"[^}]*\"title\":\"Fan");
      assertThat(debt()).isEqualTo(1_700);
    }
  }
}
