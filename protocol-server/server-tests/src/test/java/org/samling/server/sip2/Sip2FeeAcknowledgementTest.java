package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.exchange.profile.Profiles;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;

/** What costs a fee at a machine: asked for, acknowledged by BO, charged once, or paid before. */
class Sip2FeeAcknowledgementTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

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

  private Kiosk machine(String username, String... keys) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        server.library.north,
        List.of(
            new NewAccount(
                Account.Protocol.SIP2, username, new Secret("secret"), MAIN, "UTF-8", "001")));
    register.putProfile(server.library.north, username, Profiles.changed(null, List.of(keys)));
    var machine = new Kiosk(server.listeners.sip2Ports().getFirst(), StandardCharsets.UTF_8);
    assertThat(machine.ask("9300CN" + username + "|COsecret|")).isEqualTo("941");
    return machine;
  }

  private static String now() {
    return Sip2Date.of(Instant.now(), ZONE).wire();
  }

  private static String checkout(Kiosk machine, String item, String more) {
    return machine.ask("11YN" + now() + " ".repeat(18) + "AO|AAA|AB" + item + "|AC|AD1234|" + more);
  }

  private void lentBefore(String item) {
    server.library.submit(TestLibrary.checkoutDaysAgo(server.library.north, "A", item));
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
  void checkoutThatCostsIsRefusedWithTheAmountAndLentOnceItIsAcknowledged() {
    try (var machine = machine("asking", "preset=self-check")) {
      assertThat(checkout(machine, "1", ""))
          .startsWith("120NUN")
          .contains("|BT06|", "|BHDKK|", "|BV10.00|")
          .contains("|AFThis costs 10.00 DKK. Do you accept that?|");
      assertThat(checkout(machine, "1", "BON|")).startsWith("120");
      assertThat(debt()).isZero();
      var acknowledged =
          Kiosk.summed("11YN" + now() + " ".repeat(18) + "AO|AAA|AB1|AC|AD1234|BOY|", 1);
      var lent = machine.ask(acknowledged);
      assertThat(lent)
          .startsWith("121NUY")
          .contains("|BT06|", "|BHDKK|", "|BV10.00|", "|AF10.00 DKK was charged.|");
      assertThat(machine.ask(acknowledged)).isEqualTo(lent);
      assertThat(checkout(machine, "1", "BOY|")).startsWith("121NUY").doesNotContain("|BV");
      assertThat(debt()).isEqualTo(1_000);
    }
  }

  @Test
  void cancelledCheckoutTakesItsFeeBack() {
    try (var machine = machine("cancelling", "preset=self-check")) {
      assertThat(checkout(machine, "1", "BOY|")).startsWith("121");
      assertThat(debt()).isEqualTo(1_000);
      assertThat(machine.ask("09N" + now() + now() + "AP|AO|AB1|AC|BIY|")).startsWith("101");
      assertThat(debt()).isZero();
    }
  }

  @Test
  void renewalsAndHoldsThatCostAreAcknowledgedLikewise() {
    lentBefore("1");
    lentBefore("2");
    try (var machine = machine("renewing", "preset=self-check")) {
      var renew = "29NN" + now() + " ".repeat(18) + "AO|AAA|AD1234|AB1|";
      assertThat(machine.ask(renew))
          .startsWith("300N")
          .contains("|BT06|", "|BV5.00|", "|AFThis costs 5.00 DKK. Do you accept that?|");
      var all = "65" + now() + "AO|AAA|AD1234|";
      assertThat(machine.ask(all))
          .startsWith("66100000002")
          .contains("|AFThis costs a fee that was not accepted.|");
      assertThat(machine.ask(all + "BOY|"))
          .startsWith("66100020000")
          .contains("|AF10.00 DKK was charged.|");
      var hold = "15+" + now() + "BS" + MAIN + "|AO|AAA|AD1234|AJt:2|";
      assertThat(machine.ask(hold))
          .startsWith("160")
          .contains("|AFThis costs 2.00 DKK. Do you accept that?|");
      assertThat(machine.ask(hold + "BOY|")).startsWith("161").contains("2.00 DKK was charged.");
      assertThat(debt()).isEqualTo(1_200);
    }
  }

  @Test
  void machineThatDoesNotAskEitherAssumesItOrLendsNothingThatCosts() {
    try (var assuming = machine("assuming", "preset=self-check", "fee-acknowledgement=assumed");
        var refusing = machine("refusing", "preset=self-check", "fee-acknowledgement=refused")) {
      assertThat(checkout(refusing, "1", "BOY|"))
          .startsWith("120")
          .contains("|BV10.00|", "|AFThis costs 10.00 DKK. Please ask the staff.|");
      assertThat(checkout(assuming, "1", "")).startsWith("121").contains("|BV10.00|");
      assertThat(debt()).isEqualTo(1_000);
    }
  }

  @Test
  void feeInAdvanceIsPaidBy37BeforeTheSameCheckoutIsGranted() {
    server.library.set(Setting.FEE_IN_ADVANCE, "true");
    try (var machine = machine("prepaid", "preset=self-check")) {
      assertThat(checkout(machine, "1", "BOY|"))
          .startsWith("120")
          .contains("|BT06|", "|BV10.00|")
          .contains("|AFThis costs a fee. Please pay 10.00 DKK first.|");
      assertThat(machine.ask("37" + now() + "0602DKKBV10.00|AO|AAA|AD1234|BK77|"))
          .startsWith("38Y");
      assertThat(checkout(machine, "1", "")).startsWith("121").contains("|BV10.00|");
      assertThat(debt()).isZero();
      assertThat(checkout(machine, "2", "")).startsWith("120");
    }
  }

  @Test
  void machineThatMayNotKnowWhatIsOwedIsNotToldWhatHasToBePaidFirst() {
    server.library.set(Setting.FEE_IN_ADVANCE, "true");
    try (var machine = machine("discreet", "preset=self-check")) {
      assertThat(machine.ask("11YN" + now() + " ".repeat(18) + "AO|AAA|AB1|AC|"))
          .startsWith("120")
          .doesNotContain("|BV")
          .contains("|AFThis costs a fee. Please pay it first.|");
    }
  }
}
