package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;

/** What costs a fee at the desk: staff are asked once, with the amount. */
class DeskFeesTest {

  private static final String ROOT = "/console/t/north";

  private TestServer server;
  private ConsoleVisitor dina;

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
                    Map.of("loan-fee", "1000", "renewal-fee", "500"),
                    null,
                    null)));
    TestStaff.add(server.library, "dina", StaffRole.DESK);
    dina = ConsoleVisitor.of(server, "dina");
    dina.workAt(BRANCH);
  }

  @AfterEach
  void close() {
    dina.close();
    server.close();
  }

  private String desk(String... fields) {
    var form = new HashMap<String, String>();
    form.put("key", UUID.randomUUID().toString());
    form.put("patron", "A");
    for (var i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    var reply = dina.post(ROOT + "/desk", form);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return reply.body();
  }

  private String renewed(String... fields) {
    var form = new HashMap<>(Map.of("key", UUID.randomUUID().toString(), "item", "2"));
    for (var i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return dina.post(ROOT + "/circulation/patron/A/renew", form).body();
  }

  @Test
  void renewalThatCostsAFeeIsAskedForOnThePatronsPageWithTheAmount() {
    server.library.submit(TestLibrary.checkoutDaysAgo(server.library.north, "A", "2"));
    assertThat(renewed())
        .contains("It costs a fee that the patron has not accepted.", "name=\"fee\" value=\"500\"")
        .containsPattern("Renew for 5\\.00\\W+(DKK|kr)");
    assertThat(renewed("fee", "499")).contains("name=\"fee\" value=\"500\"");
    assertThat(debt()).isZero();
    assertThat(renewed("fee", "500")).doesNotContain("name=\"fee\" value=\"500\"");
    assertThat(debt()).isEqualTo(500);
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

  @Test
  void loanThatCostsAFeeIsAskedForOnceWithTheAmountOrItsFeeIsGivenUp() {
    assertThat(desk("q", "1"))
        .contains("data-tone=\"refused\"", "It costs a fee that the patron has not accepted.")
        .containsPattern("Lend for 10\\.00\\W+(DKK|kr)")
        .contains("name=\"fee\" value=\"1000\"");
    assertThat(desk("do", "lend", "item", "1", "fee", "1000"))
        .contains("data-tone=\"ok\"")
        .containsPattern("10\\.00\\W+(DKK|kr)\\S* is charged\\.");
    assertThat(debt()).isEqualTo(1_000);

    desk("do", "lend-anyway", "item", "2", "rules", "FEE_NOT_ACCEPTED", "reason", "Broken film");
    assertThat(debt()).isEqualTo(1_000);
    assertThat(
            server.library.count(
                server.library.north, "select count(*) from loan where returned_at is null"))
        .isEqualTo(2);
  }

  @Test
  void feeInAdvanceIsPaidAtTheDeskBeforeTheLoan() {
    server.library.set(Setting.FEE_IN_ADVANCE, "true");
    assertThat(desk("q", "1"))
        .contains("It costs a fee that has to be paid first.", "value=\"pay\"", "value=\"10.00\"");
    desk("do", "pay", "item", "1", "amount", "10.00", "means", "CASH");
    assertThat(debt()).isEqualTo(-1_000);
    assertThat(desk("do", "lend", "item", "1")).contains("data-tone=\"ok\"");
    assertThat(debt()).isZero();
  }
}
