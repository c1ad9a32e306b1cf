package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.Unit;
import org.samling.exchange.profile.Profiles;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.TestServer;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;

/** What machines may do and are told by their accounts' profiles, over sockets and within XML. */
class Sip2ProfileTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final String BRANCH = TestLibrary.BRANCH;
  private static final String SCHOOL = "DK-699700";
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  private TestServer server;

  @BeforeEach
  void open() {
    server = new TestServer();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void put(String username, String... keys) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        server.library.north,
        List.of(
            new NewAccount(
                Account.Protocol.SIP2, username, new Secret("secret"), MAIN, "UTF-8", "001")));
    assertThat(
            register.putProfile(
                server.library.north, username, Profiles.changed(null, List.of(keys))))
        .isTrue();
  }

  /** A machine that is logged in, with what its account's profile says. */
  private Kiosk machine(String username, String... keys) {
    put(username, keys);
    var machine = new Kiosk(server.listeners.sip2Ports().getFirst());
    assertThat(machine.ask("9300CN" + username + "|COsecret|")).isEqualTo("941");
    return machine;
  }

  private static String now() {
    return Sip2Date.of(Instant.now(), ZONE).wire();
  }

  private static String status(Kiosk machine, String patron, String pin) {
    return machine.ask("23000" + now() + "AO|AA" + patron + "|AC|AD" + pin + "|");
  }

  private static String checkin(Kiosk machine, String item, String branch) {
    return machine.ask("09N" + now() + now() + "AP" + branch + "|AO|AB" + item + "|AC|");
  }

  private static String checkout(Kiosk machine, String patron, String item) {
    return machine.ask("11NN" + now() + " ".repeat(18) + "AO|AA" + patron + "|AB" + item + "|AC|");
  }

  private Origin origin(String branch) {
    return new Origin(
        server.library.north,
        CommandKey.of(Duration.ofMinutes(1), UUID.randomUUID()),
        "staff",
        branch,
        Instant.now().plusSeconds(30));
  }

  private void submit(Command<?> command) {
    server.library.store.submit(command).join();
  }

  private void hold(String patron, String pickup) {
    submit(
        new HoldCommand.PlaceHold(
            origin(MAIN),
            patron,
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(pickup, Instant.now(), null)));
  }

  private List<HoldState> holds(String patron) {
    return server
        .library
        .store
        .inquiries()
        .patron(server.library.north, patron)
        .orElseThrow()
        .holds()
        .stream()
        .map(PatronAccount.Hold::state)
        .toList();
  }

  @Test
  void messageThatIsNotAllowedGetsItsRefusalWithATextAndIsNotOffered() {
    try (var sorter = machine("sorter", "preset=sorter")) {
      assertThat(sorter.ask("9900802.00"))
          .startsWith("98YYNNNY")
          .contains("|BXNNYNYYYNNNYYNNNN|")
          .contains("|AN" + MAIN);
      assertThat(checkout(sorter, "A", "1"))
          .startsWith("120NUN")
          .contains("|AFThis machine is not set up for that.|");
      assertThat(sorter.ask("63000" + now() + "Y         AO|AAA|"))
          .startsWith("64YYYY")
          .contains("|BLN|")
          .doesNotContain("Navn");
      assertThat(sorter.ask("97")).startsWith("64YYYY");
      assertThat(checkin(sorter, "1", "")).startsWith("101Y");
    }
    assertThat(holds("A")).isEmpty();
  }

  @Test
  void machineWithoutAProfileMayDoEverything() {
    try (var kiosk = new Kiosk(server.listeners.sip2Ports().getFirst()).login()) {
      assertThat(kiosk.ask("9900802.00")).startsWith("98YYYYYY").contains("BXYYYYYYYYYYYYYYYY|");
      assertThat(status(kiosk, "A", "1234")).contains("|AENavn, A|BLY|CQY|BHDKK|BV");
    }
  }

  @Test
  void deniedFieldIsToldNowhereAlsoWithinXml() throws Exception {
    try (var kiosk =
        machine("kiosk", "preset=staff", "fields-denied=AE,BV,BH,BE", "fields-allowed=")) {
      assertThat(status(kiosk, "A", "1234")).contains("|AAA|AE|BLY|CQY|").doesNotContain("BV");
      assertThat(kiosk.ask("63000" + now() + "Y         AO|AAA|AC|AD1234|"))
          .contains("|AE|")
          .doesNotContain("example.org");
    }
    try (var kiosk = machine("allowed", "preset=staff", "fields-allowed=BL,CQ,AF")) {
      assertThat(status(kiosk, "A", "1234")).endsWith("|AAA|AENavn, A|BLY|CQY|");
    }
    assertThat(xml("kiosk", "63000" + now() + "Y         AO|AAA|AC|AD1234|"))
        .contains("|BLY|")
        .doesNotContain("Navn", "example.org");
    put("payer", "preset=payment-terminal");
    assertThat(xml("payer", "11NN" + now() + " ".repeat(18) + "AO|AAA|AB1|AC|"))
        .contains("120NUN", "This machine is not set up for that.");
  }

  private String xml(String login, String request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:%d/rest/sip2/%s"
                              .formatted(server.listeners.httpPort(), MAIN)))
                  .POST(
                      BodyPublishers.ofString(
                          "<ns1:sip login=\"%s\" password=\"secret\" xmlns:ns1=\"http://axiell.com/Schema/sip.xsd\"><request>%s</request></ns1:sip>"
                              .formatted(login, request)))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void doorSaysYesOrNoAndNothingOfThePatron() {
    try (var door = machine("door", "preset=door")) {
      assertThat(status(door, "A", "1234"))
          .matches("24 {14}009.{18}AO" + MAIN + "\\|AAA\\|AE\\|BLY\\|CQY\\|AFVelkommen\\.\\|");
      assertThat(door.ask("63000" + now() + "YYYYYYYYYYAO|AAA|AC|AD1234|"))
          .matches("64 {14}009.{18} {24}AO" + MAIN + "\\|AAA\\|AE\\|BLY\\|CQY\\|AFVelkommen\\.\\|");
      assertThat(status(door, "A", "0000"))
          .startsWith("24YYYY")
          .contains("|AE|BLN|CQN|AFThe card or the PIN is not right.|");
      assertThat(status(door, "X", "1234"))
          .startsWith("24YYYY")
          .contains("|AE|BLN|CQN|AF")
          .doesNotContain("Navn");
      assertThat(status(door, "nobody", "1234")).startsWith("24YYYY").contains("|BLN|CQN|");
    }
  }

  @Test
  void withdrawnAdmissionKeepsThePatronOutOfTheDoorAndLendsAtTheSelfCheck() {
    try (var door = machine("door", "preset=door");
        var selfCheck = machine("self-check", "preset=self-check")) {
      assertThat(status(door, "A", "1234")).contains("|BLY|");
      submit(
          new PatronCommand.WithdrawAdmission(
              origin(MAIN),
              new PatronName.Identifier("A"),
              new Unit(Unit.Level.BRANCH, MAIN),
              "noise",
              null));

      assertThat(status(door, "A", "1234"))
          .startsWith("24YYYY")
          .contains("|BLN|CQN|AFDu har ikke adgang")
          .doesNotContain("noise");
      assertThat(status(selfCheck, "A", "1234"))
          .matches("24 {14}.*")
          .contains("|AENavn, A|BLY|CQY|");
      assertThat(checkout(selfCheck, "A", "1")).startsWith("121N");
    }
  }

  @Test
  void doorAsksForTheAgeThatItIsSetTo() {
    var today = LocalDate.now(ZONE);
    TestPatrons.patron()
        .born(today.minusYears(14))
        .put(server.library, server.library.north, "young");
    TestPatrons.patron()
        .born(today.minusYears(15))
        .put(server.library, server.library.north, "old");
    try (var door = machine("door", "preset=door", "minimum-age=15")) {
      assertThat(status(door, "young", "1234")).contains("|BLN|CQN|AFDu er for ung");
      assertThat(status(door, "old", "1234")).contains("|BLY|CQY|");
      assertThat(status(door, "A", "1234"))
          .as("no date of birth is known")
          .contains("|BLN|CQN|AFDin alder kendes ikke");
    }
  }

  @Test
  void sorterNeverRingsAndIsToldWhereEverythingGoes() {
    hold("B", MAIN);
    try (var sorter = machine("sorter", "preset=sorter")) {
      assertThat(checkin(sorter, "1", ""))
          .startsWith("101YUN")
          .contains("|CV01|", "|CT" + MAIN + "|")
          .doesNotContain("CY", "DA", "Navn");
      assertThat(checkin(sorter, "6", ""))
          .startsWith("101YUN")
          .contains("|CT" + MAIN + "|")
          .doesNotContain("CV");
    }
    try (var desk = machine("desk", "preset=staff")) {
      assertThat(checkin(desk, "1", "")).startsWith("101YUY").contains("|CV01|", "|CYB|");
    }
  }

  @Test
  void machineRingsForTheTypesThatItIsSetTo() {
    hold("B", BRANCH);
    try (var quiet = machine("quiet", "preset=staff", "rings=01")) {
      assertThat(checkin(quiet, "1", ""))
          .as("for a hold elsewhere it does not ring, and so tells no type")
          .startsWith("101YUN")
          .contains("|CT" + BRANCH + "|")
          .doesNotContain("CV");
    }
  }

  @Test
  void typeOfAlertIsToldAlsoOnSuccessWhereThatIsWanted() {
    try (var kiosk =
        machine(
            "zero",
            "preset=staff",
            "alert-type=00-on-success",
            "destination=only-when-elsewhere")) {
      assertThat(checkin(kiosk, "6", ""))
          .startsWith("101YUN")
          .contains("|CV00|")
          .doesNotContain("CT");
      hold("B", MAIN);
      assertThat(checkin(kiosk, "1", ""))
          .startsWith("101YUY")
          .contains("|CV01|")
          .doesNotContain("CT");
    }
  }

  @Test
  void machineThatCapturesNothingRoutesAndBindsNoHold() {
    hold("B", BRANCH);
    try (var drop = machine("drop", "preset=staff", "capture-holds=none")) {
      assertThat(checkin(drop, "1", "")).startsWith("101YUY").contains("|CV02|CT" + BRANCH + "|");
    }
    assertThat(holds("B")).containsExactly(HoldState.WAITING);
  }

  @Test
  void captureShelvesOrWaitsForStaffAsTheMachineIsSetTo() {
    hold("B", MAIN);
    try (var drop = machine("drop", "preset=book-drop")) {
      assertThat(checkin(drop, "1", "")).startsWith("101YUN").doesNotContain("CV");
      assertThat(holds("B")).containsExactly(HoldState.BOUND);
    }
    try (var shelf = machine("shelf", "preset=staff", "shelve-captured=at-once")) {
      assertThat(checkin(shelf, "1", "")).startsWith("101YUY").contains("|CV01|");
      assertThat(holds("B")).containsExactly(HoldState.READY);
    }
  }

  @Test
  void whatIsSetAsideIsToldWithItsPlaceAndIsReadyOnceStaffReadItWhereItIsShelved() {
    server.library.set(Setting.HOLD_SHELVE_AT_CHECKIN, "false");
    hold("B", MAIN);
    try (var desk = machine("desk", "preset=staff");
        var shelf = machine("shelf", "preset=staff", "shelve-captured=at-once")) {
      assertThat(checkin(desk, "1", MAIN))
          .contains("CV01|", "CT" + MAIN + "|", "AFReserved: set it aside for the hold shelf.|");
      assertThat(holds("B")).containsExactly(HoldState.BOUND);
      assertThat(checkin(shelf, "1", MAIN))
          .contains("CV01|", "CT" + MAIN + "|", "AFReserved: put it on the hold shelf, number 1.|");
      assertThat(holds("B")).containsExactly(HoldState.READY);
    }
  }

  @Test
  void binIsThatOfTheTableThatTheMachineIsSetTo() {
    var policies = server.library.store.policyRegister();
    for (var table : List.of("default", "night")) {
      policies.putSortRules(
          server.library.north,
          MAIN,
          table,
          List.of(
              new SortRule(
                  MAIN,
                  table,
                  1,
                  SortRule.Conditions.ALWAYS,
                  "bin-" + table,
                  "test",
                  Instant.EPOCH)));
    }
    try (var day = machine("day", "preset=sorter");
        var night = machine("night", "preset=sorter", "sort-rules=night")) {
      assertThat(checkin(day, "1", "")).contains("|CLbin-default|");
      assertThat(checkin(night, "1", "")).contains("|CLbin-night|");
    }
  }

  @Test
  void branchIsTheAccountsUnlessTheMessageMayNameIt() {
    var register = server.library.store.libraryRegister();
    register.putAgencies(
        server.library.north,
        List.of(new Agency("699700", Agency.Kind.SCHOOL, SCHOOL, "399701", "School")));
    register.putBranches(
        server.library.north,
        List.of(new Branch(SCHOOL, "699700", Set.of(), "School", BranchCalendar.ALWAYS_OPEN)));
    try (var pinned = machine("pinned", "preset=staff");
        var mobile = machine("mobile", "preset=staff", "branch=from-message")) {
      assertThat(checkin(pinned, "1", BRANCH)).as("at home").startsWith("101YUN");
      assertThat(checkin(mobile, "1", BRANCH))
          .as("away from home")
          .startsWith("101YUY")
          .contains("|CV04|CT" + MAIN + "|");
      for (var other : List.of("DK-1", SCHOOL)) {
        assertThat(checkin(mobile, "2", other))
            .startsWith("100N")
            .contains("|AFThis machine may not act for that library.|");
      }
      assertThat(mobile.ask("11NN" + now() + " ".repeat(18) + "AO" + BRANCH + "|AAA|AB3|AC|"))
          .startsWith("121N");
    }
    assertThat(
            server.library.count(
                server.library.north,
                "select count(*) from loan where lent_branch = '" + BRANCH + "'"))
        .isEqualTo(1);
  }

  @Test
  void changedProfileEndsOpenConnectionsAndCountsOnTheNext() {
    put("leaving", "preset=staff");
    try (var machine = machine("leaving", "preset=staff")) {
      put("leaving", "preset=sorter");
      assertThat(machine.readByte()).isEqualTo(-1);
    }
    try (var again = machine("leaving", "preset=sorter")) {
      assertThat(checkout(again, "A", "1")).startsWith("120NUN");
    }
  }

  @Test
  void repliesEndAsTheProfileSaysFromTheLoginOn() {
    put("reader-of-lines", "preset=staff", "terminator=crlf");
    try (var machine = new Kiosk(server.listeners.sip2Ports().getFirst())) {
      for (var message :
          List.of("9300CNreader-of-lines|COsecret|", "9900802.00", "97", "9900802.00AY1AZ0000")) {
        assertThat(machine.ask(message)).startsWith("9");
        assertThat(machine.readByte()).as(message).isEqualTo('\n');
      }
    }
    put("unix", "preset=staff", "terminator=lf");
    try (var machine = new Kiosk(server.listeners.sip2Ports().getFirst())) {
      machine.send("9300CNunix|COsecret|\n");
      for (var expected : "941\n".toCharArray()) {
        assertThat(machine.readByte()).isEqualTo(expected);
      }
    }
  }

  @Test
  void machineWhoseProfileIsNoneAnyMoreMayDoNothing() {
    var register = server.library.store.libraryRegister();
    put("old", "preset=staff");
    register.putProfile(server.library.north, "old", new Sip2ProfileChoice("gone", Map.of()));
    try (var machine = new Kiosk(server.listeners.sip2Ports().getFirst())) {
      assertThat(machine.ask("9300CNold|COsecret|")).isEqualTo("941");
      assertThat(machine.ask("9900802.00")).contains("|BXNNNNYYYNNNNNNNNN|");
      assertThat(checkin(machine, "1", "")).startsWith("100N").contains("not set up for that");
    }
  }
}
