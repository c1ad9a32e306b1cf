package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.debt.OnlinePayments.PaymentFilter;
import org.samling.core.debt.OnlinePayments.Place;
import org.samling.postgres.TestPatrons;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;
import tools.jackson.databind.json.JsonMapper;

/** Payments that are made online, refunds, and statements. */
class PaymentsCommandsTest {

  private final TestServer server = new TestServer();
  private final ClientCommands north = new ClientCommands(server);

  @BeforeEach
  void owe() {
    TestPatrons.patron().put(server.library, server.library.north, "P");
    Charges.charge(server.library, "P", 23_000, 90);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Ran begin(String reference) {
    return north.run("payments", "begin", "--reference", reference, "--patron", "P");
  }

  private Ran confirm(String reference, String amount) {
    return north.run("payments", "confirm", reference, "--amount", amount);
  }

  private String list(String... more) {
    var arguments = new String[more.length + 2];
    arguments[0] = "payments";
    arguments[1] = "list";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return north.run(arguments).done();
  }

  @Test
  void paymentIsBegunAndConfirmedByItsReference() {
    assertThat(begin("web-1").done()).contains("state:      begun", "230.00");
    assertThat(list()).contains("web-1", "begun", "230.00", "P");
    assertThat(confirm("web-1", "229.00"))
        .isEqualTo(new Ran(4, "samling: Payment web-1 is for 230.00 DKK, not 229.00 DKK.\n"));
    for (var i = 0; i < 2; i++) {
      assertThat(confirm("web-1", "230.00").done()).contains("state:      confirmed");
    }
    assertThat(list()).isEqualToNormalizingNewlines("There are no payments.\n");
    assertThat(list("--all")).contains("confirmed");
  }

  @Test
  void moneyThatCameForNothingIsListedUntilItIsPaidBackOnce() {
    begin("web-1").done();
    begin("web-2").done();
    confirm("web-1", "230.00").done();
    assertThat(list("--state", "to-refund")).contains("There are no payments.");
    confirm("web-2", "230.00").done();
    assertThat(list("--state", "to-refund"))
        .contains("web-2", "230.00", "NOTHING_OWED")
        .doesNotContain("web-1");
    assertThat(north.run("payments", "refund", "web-2").done()).contains("state:      refunded");
    assertThat(north.run("payments", "refund", "web-2"))
        .isEqualTo(new Ran(4, "samling: Payment web-2 is refunded: there is nothing to refund.\n"));
    assertThat(north.run("payments", "refund", "web-1").said()).contains("web-1 is confirmed");
    assertThat(north.run("payments", "refund", "web-3").code()).isEqualTo(3);
    confirm("web-2", "230.00").done();
    assertThat(list("--state", "to-refund"))
        .as("told again it stays so")
        .contains("There are no payments.");
  }

  @Test
  void pagesOfPaymentsFollowEachOther() {
    for (var i = 1; i <= 5; i++) {
      north
          .run("payments", "begin", "--reference", "web-" + i, "--patron", "P", "--amount", "1.00")
          .done();
    }
    assertThat(list("--limit", "2")).contains("web-5", "web-4", "There are more");
    var payments = server.library.store.onlinePayments();
    var found = new ArrayList<String>();
    Place after = null;
    for (var i = 0; i < 3; i++) {
      var page = payments.list(server.library.north, new PaymentFilter(null, true), after, 2);
      page.forEach(payment -> found.add(payment.reference()));
      after = new Place(page.getLast().begun(), page.getLast().reference());
    }
    assertThat(found).containsExactly("web-5", "web-4", "web-3", "web-2", "web-1");
  }

  @Test
  void statementIsATableAndCsvAndJson() {
    north
        .run("payments", "begin", "--reference", "web-1", "--patron", "P", "--amount", "30.00")
        .done();
    confirm("web-1", "30.00").done();
    assertThat(north.run("statements", "show", "P").done())
        .contains("Navn, P", "creation", "replacement", "-30.00", "balance:   200.00");
    assertThat(north.lines("statements", "show", "P", "--output", "csv").getFirst())
        .isEqualTo("day,what,for,title,amount,balance,reference,reason,fee,claim");
    var json =
        JsonMapper.builder()
            .build()
            .readTree(north.run("statements", "show", "P", "--output", "json").done());
    assertThat(json.get("balance").asString()).isEqualTo("200.00");
    assertThat(json.get("entries")).hasSize(2);
    assertThat(north.run("statements", "show", "nobody"))
        .isEqualTo(new Ran(3, "samling: There is no such patron.\n"));
  }
}
