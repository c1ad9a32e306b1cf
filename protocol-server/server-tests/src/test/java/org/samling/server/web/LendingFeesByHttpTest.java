package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.server.web.NcipPartner.item;
import static org.samling.server.web.NcipPartner.message;
import static org.samling.server.web.NcipPartner.user;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
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
      assertThat(debt()).isEqualTo(1_700);
    }
  }
}
