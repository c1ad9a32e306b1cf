package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.exchange.profile.Profiles;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;

/** What a machine that was set up for another library system needs to be told as that told it. */
class Sip2MachineKeysTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final String STATUS = "9900802.00";

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
    register.putProfile(server.library.north, username, Profiles.changed(null, List.of(keys)));
  }

  private Kiosk connect(Charset charset) {
    return new Kiosk(server.listeners.sip2Ports().getFirst(), charset);
  }

  private Kiosk machine(String username, String... keys) {
    put(username, keys);
    var machine = connect(StandardCharsets.UTF_8);
    assertThat(machine.ask("9300CN" + username + "|COsecret|")).isEqualTo("941");
    return machine;
  }

  private static String now() {
    return Sip2Date.of(Instant.now(), ZONE).wire();
  }

  private <O extends Outcome> O submit(Command<O> command) {
    return server.library.submit(command);
  }

  private Origin origin() {
    return new Origin(
        server.library.north,
        CommandKey.of(Duration.ofMinutes(1), UUID.randomUUID()),
        "staff",
        MAIN,
        Instant.now().plusSeconds(30));
  }

  private static String checkout(Kiosk machine, String item) {
    return machine.ask("11NN" + now() + " ".repeat(18) + "AO|AAA|AB" + item + "|AC|");
  }

  private static String hold(Kiosk machine, String fields) {
    return machine.ask("15+" + now() + fields + "AO|AAA|AD1234|");
  }

  @Test
  void delimiterIsTheMachinesOwnFromItsLoginOn() {
    put("caret", "preset=staff", "delimiter=^");
    try (var machine = connect(StandardCharsets.UTF_8)) {
      assertThat(machine.ask("9300CNcaret^COwrong^")).isEqualTo("940");
      assertThat(machine.ask("9300CNcaret^COsecret^CPhall^")).isEqualTo("941");
      assertThat(machine.ask("17" + now() + "AO^AB1^"))
          .startsWith("1803")
          .contains("^AB1^")
          .doesNotContain("|");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ascii,US-ASCII,Aeroe",
    "cp850,IBM850,Ærø",
    "iso-8859-1,ISO-8859-1,Ærø",
    "windows-1252,windows-1252,Ærø",
    "utf-8,UTF-8,Ærø",
  })
  void codePageIsTheMachinesOwnAndWhatItLacksIsTransliterated(
      String key, String charset, String title) {
    put("coded", "preset=staff", "charset=" + key);
    try (var machine = connect(Charset.forName(charset))) {
      assertThat(machine.ask("9300CNcoded|COsecret|")).isEqualTo("941");
      assertThat(machine.ask("17" + now() + "AO|AB1|")).contains("|AJ" + title + "|");
    }
  }

  @Test
  void timeoutAndRetriesOf98AreTheMachinesOwnAndSoIsHowLongARepeatIsOne()
      throws InterruptedException {
    try (var machine = machine("impatient", "preset=staff", "timeout=20", "retries=0")) {
      assertThat(machine.ask(STATUS).substring(0, 14)).isEqualTo("98YYYYYY020000");
      var question = Kiosk.summed("17" + now() + "AO|AB1|", 0);
      assertThat(machine.ask(question)).startsWith("1803");
      submit(new LoanCommand.Checkout(origin(), "A", "1", false, null));
      for (var reply = machine.ask(question); reply.startsWith("1803"); ) {
        Thread.sleep(50);
        reply = machine.ask(question);
      }
      assertThat(machine.ask(question)).startsWith("1804");
    }
  }

  @Test
  void institutionIsWhatTheMachineCallsItAlsoWhereItNamesTheBranchByIt() {
    try (var machine =
        machine("named", "preset=staff", "institution=kohalibrary", "branch=from-message")) {
      assertThat(machine.ask(STATUS)).contains("2.00AOkohalibrary|").contains("|AN" + MAIN);
      assertThat(machine.ask("23001" + now() + "AOkohalibrary|AAA|AC|AD1234|"))
          .contains("AOkohalibrary|AAA|AENavn, A|BLY|");
      assertThat(machine.ask("23001" + now() + "AOelsewhere|AAA|AC|AD1234|")).contains("|BLN|");
    }
  }

  @Test
  void barcodesAreReadWithoutBlanksAndWithoutTheLettersOfCodabarWhereTheProfileSaysSo() {
    try (var machine = machine("codabar", "preset=staff", "codabar=true")) {
      assertThat(machine.ask("17" + now() + "AO|ABA1B|")).startsWith("1803").contains("|AB1|");
      assertThat(machine.ask("17" + now() + "AO|AB 1 |")).startsWith("1803").contains("|AB1|");
      assertThat(machine.ask("23001" + now() + "AO|AA A |AC|AD1234|")).contains("|AAA|AENavn, A|");
    }
    try (var machine = machine("plain", "preset=staff")) {
      assertThat(machine.ask("17" + now() + "AO|ABA1B|")).startsWith("1801").contains("ABA1B|");
      assertThat(machine.ask("17" + now() + "AO|AB 1 |")).startsWith("1803").contains("|AB1|");
    }
  }

  @Test
  void holdsAreCountedAsKohaOrAsEvergreenCountsThem() {
    submit(
        new HoldCommand.PlaceHold(
            origin(),
            "A",
            TestLibrary.TITLE,
            null,
            HoldCommand.HoldOptions.at(MAIN, Instant.now(), null)));
    try (var koha = machine("koha", "preset=staff", "hold-items=ready");
        var evergreen = machine("evergreen", "preset=staff", "hold-items=all")) {
      var asHolds = "63001" + now() + "Y         AO|AAA|AC|AD1234|";
      assertThat(koha.ask(asHolds)).doesNotContain("|AS").matches(counts("0000", "0001"));
      assertThat(evergreen.ask(asHolds)).contains("|AS").matches(counts("0001", "0001"));
    }
  }

  private static String counts(String ready, String waiting) {
    return "64.{35}" + ready + ".{16}" + waiting + ".*";
  }

  @Test
  void mediaAndSecurityAreToldByTheItemsCategory() {
    try (var machine =
        machine(
            "secured",
            "preset=staff",
            "magnetic-media=book=Y,*=N",
            "security-marker=book=02,*=01")) {
      assertThat(machine.ask("17" + now() + "AO|AB1|")).startsWith("180302");
      assertThat(checkout(machine, "1")).startsWith("121NYY");
      assertThat(machine.ask("09N" + now() + now() + "AP|AO|AB1|AC|")).startsWith("101YY");
      assertThat(checkout(machine, "unknown")).startsWith("120NUN");
    }
  }

  @Test
  void returnOfWhatWasNotOnLoanIsRefusedWhereTheMachineIsSetSoAndIsRegisteredAllTheSame() {
    var checkin = "09N" + now() + now() + "AP|AO|AB1|AC|";
    try (var koha = machine("not-ok", "preset=staff", "not-on-loan=refused");
        var usual = machine("usual", "preset=staff")) {
      assertThat(koha.ask(checkin))
          .startsWith("100Y")
          .contains("|AJ", "|AFThe item is not on loan.|");
      assertThat(usual.ask(checkin)).startsWith("101Y").doesNotContain("not on loan");
      assertThat(checkout(usual, "1")).startsWith("121");
      assertThat(koha.ask(checkin)).startsWith("101Y").doesNotContain("not on loan");
    }
  }

  @Test
  void itemOfACategoryThatTheMachineDoesNotLendIsRefusedThereOnly() {
    try (var machine = machine("booksless", "preset=staff", "unlent-categories=book");
        var other = machine("other", "preset=staff")) {
      assertThat(checkout(machine, "1"))
          .startsWith("120NUN")
          .contains("|AFItems of this kind are not lent at this machine. Please ask the staff.|");
      assertThat(checkout(other, "1")).startsWith("121");
    }
  }

  @Test
  void paymentOfTheWriteOffTypeWritesOffTheFeeThatItNames() {
    var fee =
        ((FeeOutcome.Charged)
                submit(
                    new FeeCommand.ChargeFee(
                        origin(), "A", FeeType.DAMAGE, 5_000, null, null, Instant.now())))
            .entryId();
    var wholeDebt = "37" + now() + "0106DKKBV50.00|AO|AAA|AD1234|";
    try (var machine = machine("waiving", "preset=staff", "write-off-type=06");
        var other = machine("paying", "preset=staff")) {
      assertThat(other.ask(wholeDebt + "CG" + fee + "|")).startsWith("38N");
      assertThat(machine.ask(wholeDebt))
          .startsWith("38N")
          .contains("|AFSay which fee is to be written off.|");
      assertThat(machine.ask(wholeDebt + "CG" + fee + "|BK" + "1".repeat(200) + "|"))
          .startsWith("38N");
      assertThat(machine.ask(wholeDebt + "CG" + fee + "|"))
          .startsWith("38Y")
          .contains("|AF50.00 DKK was written off.|");
      assertThat(machine.ask("23001" + now() + "AO|AAA|AC|AD1234|")).contains("|BV0.00|");
    }
    assertThat(
            server.library.count(
                server.library.north, "select count(*) from ledger_entry where kind = 'WRITE_OFF'"))
        .isOne();
  }

  @Test
  void paymentIsCountedAtTheRegisterOfTheMachineThatTookIt() {
    var today = LocalDate.now(ZONE);
    submit(
        new FeeCommand.ChargeFee(origin(), "A", FeeType.DAMAGE, 5_000, null, null, Instant.now()));
    try (var hall = machine("hall", "preset=staff", "register=front desk");
        var other = machine("other", "preset=staff")) {
      assertThat(hall.ask("37" + now() + "0100DKKBV20.00|AO|AAA|AD1234|")).startsWith("38Y");
      assertThat(other.ask("37" + now() + "0100DKKBV30.00|AO|AAA|AD1234|")).startsWith("38Y");
    }
    assertThat(server.library.store.statements().takings(server.library.north, today, today, null))
        .extracting(row -> row.by() + " " + row.register() + " " + row.taken())
        .containsExactlyInAnyOrder("hall front desk 2000", "other null 3000");
  }

  @ParameterizedTest
  @CsvSource({
    "20200101    000000",
    "20360230    000000",
    "20361301    000000",
    "tomorrow          "
  })
  void holdUntilADateThatIsPastOrThatNoCalendarHasIsRefused(String until) {
    try (var machine = machine("holding", "preset=staff")) {
      assertThat(hold(machine, "BW" + until + "|AB1|")).startsWith("160N").contains("|AF");
      assertThat(hold(machine, "BW20360228    235959|AB1|")).startsWith("161");
    }
  }

  @Test
  void replyToAHoldTellsTheTitleWhereItsItemWasSent() {
    try (var machine = machine("titled", "preset=staff")) {
      assertThat(hold(machine, "AB1|")).startsWith("161").contains("|AB1|AJÆrø|");
      assertThat(hold(machine, "BY2|AB1|")).startsWith("160").contains("|AB1|AJÆrø|AF");
    }
  }

  @Test
  void selfCheckThatMayBlockAPatronMayTakeItsBlockAwayAgain() {
    try (var kiosk = machine("self", "preset=self-check")) {
      assertThat(kiosk.ask(STATUS)).contains("BXYYYYYYYYYYYYYYYY|");
      assertThat(kiosk.ask("01N" + now() + "AO|ALleft behind|AAA|AC|")).startsWith("24YYYY");
      assertThat(kiosk.ask("25" + now() + "AO|AAA|AC|AD1234|")).startsWith("26  ");
    }
  }
}
