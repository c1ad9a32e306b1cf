package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.exchange.profile.Profiles;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.TestServer;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;

/** What patrons read at a machine: as its account's profile words it. */
class Sip2WordingTest {

  private static final String MAIN = TestLibrary.MAIN;
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

  /** A machine in English that is logged in, with what its account's profile says. */
  private Kiosk machine(String preset, Map<String, Object> keys) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        server.library.north,
        List.of(
            new NewAccount(
                Account.Protocol.SIP2, "worded", new Secret("secret"), MAIN, "UTF-8", "001")));
    var choice = new Sip2ProfileChoice(preset, keys);
    assertThat(Profiles.profile(choice)).isNotNull();
    assertThat(register.putProfile(server.library.north, "worded", choice)).isTrue();
    var machine = new Kiosk(server.listeners.sip2Ports().getFirst());
    assertThat(machine.ask("9300CNworded|COsecret|")).isEqualTo("941");
    return machine;
  }

  private void words(String wording, String language, String key, String text) {
    server
        .library
        .store
        .ownTexts()
        .put(server.library.north, List.of(new OwnText(wording, language, key, text)));
  }

  private static String now() {
    return Sip2Date.of(Instant.now(), ZONE).wire();
  }

  private static String status(Kiosk machine, String pin) {
    return machine.ask("23001" + now() + "AO|AAA|AC|AD" + pin + "|");
  }

  private static String information(Kiosk machine, String pin) {
    return machine.ask("63001" + now() + "   Y      AO|AAA|AC|AD" + pin + "|");
  }

  private static String checkout(Kiosk machine, String item, String pin) {
    return machine.ask("11NN" + now() + " ".repeat(18) + "AO|AAA|AB" + item + "|AC|AD" + pin + "|");
  }

  private static String checkin(Kiosk machine, String item) {
    return machine.ask("09N" + now() + now() + "AP|AO|AB" + item + "|AC|");
  }

  private Origin origin() {
    return new Origin(
        server.library.north,
        CommandKey.of(Duration.ofMinutes(1), UUID.randomUUID()),
        "staff",
        MAIN,
        Instant.now().plusSeconds(30));
  }

  private void hold(String patron) {
    server
        .library
        .store
        .submit(
            new HoldCommand.PlaceHold(
                origin(),
                patron,
                TestLibrary.TITLE,
                null,
                HoldCommand.HoldOptions.at(MAIN, Instant.now(), null)))
        .join();
  }

  @Test
  void nameIsMadeOfItsTemplateAndTellsNothingThatTheMachineIsNotTold() {
    try (var kiosk =
        machine("self-check", Map.of("name-template", "{{given-name}} ({{category}}){{phone}}"))) {
      assertThat(status(kiosk, "1234")).contains("|AEA (adult)|");
      assertThat(status(kiosk, "9999")).contains("|AE|");
    }
    try (var kiosk =
        machine(
            "self-check",
            Map.of(
                "without-pin", List.of("name"), "name-template", "{{family-name}}{{category}}"))) {
      assertThat(status(kiosk, "")).as("no PIN, no category").contains("|AENavn|");
    }
  }

  @Test
  void feeIsListedWithItsShortNumberTypeDateTitleAndTheReasonItWasMadeWith() {
    server
        .library
        .store
        .submit(
            new FeeCommand.RecordFee(
                origin(),
                "A",
                FeeType.DAMAGE,
                3_000,
                0,
                "1",
                "Coffee on page 5",
                Instant.parse("2026-03-02T12:00:00Z")))
        .join();
    var title =
        server
            .library
            .store
            .inquiries()
            .item(server.library.north, "1")
            .orElseThrow()
            .item()
            .title();
    try (var kiosk = machine("self-check", Map.of())) {
      assertThat(information(kiosk, "1234"))
          .containsPattern(
              "\\|AV[1-9]\\d{5} 30\\.00 Damage Mar 2, 2026 %s \\(Coffee on page 5\\)\\|"
                  .formatted(title));
    }
    try (var kiosk =
        machine("self-check", Map.of("fee-template", "{{currency}} {{amount}}: {{reason}}"))) {
      assertThat(information(kiosk, "1234")).contains("|AVDKK 30.00: Coffee on page 5|");
    }
  }

  @Test
  void fieldsOfTheLibrarysOwnAreAddedWhereThereIsSomethingToSay() {
    try (var kiosk =
        machine(
            "self-check",
            Map.of(
                "patron-fields", List.of("QP={{category}}", "QQ={{birth-date}}"),
                "item-fields", List.of("QA={{barcode}}/{{home}}", "QB={{call-number}}")))) {
      assertThat(information(kiosk, "")).as("without a PIN").doesNotContain("|QP");
      assertThat(information(kiosk, "1234")).contains("|QPadult|").doesNotContain("|QQ");
      assertThat(kiosk.ask("17" + now() + "AO|AB1|AC|")).contains("|QA1/" + MAIN + "|");
    }
  }

  @Test
  void whatTheMachineIsDeniedStandsInNoTemplateEither() {
    try (var kiosk =
        machine(
            "self-check",
            Map.of(
                "fields-denied", List.of("AQ", "BE", "CY", "DA"),
                "fields-allowed", List.of("BL"),
                "patron-fields", List.of("QP={{category}}{{email}}", "QE={{email}}"),
                "item-fields", List.of("QA={{barcode}}/{{home}}")))) {
      assertThat(information(kiosk, "1234"))
          .contains("|QPadult|")
          .doesNotContain("example.org", "|QE");
      assertThat(kiosk.ask("17" + now() + "AO|AB1|AC|")).contains("|QA1/|");
    }
  }

  @Test
  void nameOfWhoWaitsIsMadeOfItsTemplate() {
    hold("B");
    try (var desk =
        machine("staff", Map.of("hold-name-template", "{{number}} {{given-name}} {{card}}"))) {
      assertThat(checkin(desk, "1")).containsPattern("\\|DA\\d* ?B B\\|");
    }
  }

  @Test
  void dueDateIsWrittenAsThePatternSaysInTheMachinesLanguage() {
    try (var kiosk = machine("self-check", Map.of("due-format", "d MMMM yyyy"))) {
      assertThat(checkout(kiosk, "1", "1234"))
          .containsPattern("\\|AH\\d{1,2} [A-Z][a-z]+ 20\\d\\d\\|");
      assertThat(kiosk.ask("17" + now() + "AO|AB1|AC|"))
          .containsPattern("\\|AH\\d{1,2} [A-Z][a-z]+ 20\\d\\d\\|");
    }
  }

  @Test
  void lastDayOfTheRightToBorrowIsWrittenAsThePatternSays() {
    TestPatrons.patron()
        .expires(LocalDate.of(2040, 12, 31))
        .put(server.library, server.library.north, "expiring");
    var asked = "63001" + now() + "          AO|AAexpiring|AC|";
    try (var kiosk =
            machine(
                "self-check",
                Map.of("expiry-format", "yyyyMMdd", "without-pin", List.of("account")));
        var usual = machine("staff", Map.of())) {
      assertThat(kiosk.ask(asked)).contains("|PA20401231|");
      assertThat(usual.ask(asked)).contains("|PA20401231    235959|");
    }
  }

  @Test
  void everyOutcomeHasTheScreenTextAndTheReceiptThatTheAccountsWordingHas() {
    words("hall", "001", "done.checkout", "Yours until {2}: {1}");
    words("hall", "001", "receipt.done.checkout", "{3} {1}, back by {2}");
    words("hall", "001", "receipt.refused.checkout", "Not lent: {4}");
    words("hall", "001", "refusal.item-unknown", "Show this to us.");
    words("hall", "001", "done.patron-status", "Hello {0}");
    words("default", "001", "done.checkin", "Thank you.");
    var title =
        server
            .library
            .store
            .inquiries()
            .item(server.library.north, "1")
            .orElseThrow()
            .item()
            .title();
    try (var kiosk = machine("self-check", Map.of("wording", "hall", "due-format", "dd.MM.yyyy"))) {
      assertThat(status(kiosk, "1234")).contains("|AFHello Navn, A|");
      assertThat(status(kiosk, "9999")).doesNotContain("Hello");
      assertThat(checkout(kiosk, "1", "1234"))
          .containsPattern("\\|AFYours until [0-9.]{10}: %s\\|".formatted(title))
          .containsPattern("\\|AG1 %s, back by [0-9.]{10}\\|".formatted(title));
      assertThat(checkout(kiosk, "none", "1234"))
          .startsWith("120")
          .contains("|AFShow this to us.|", "|AGNot lent: Show this to us.|")
          .doesNotContain("Yours");
      assertThat(checkin(kiosk, "1")).as("that for all machines").contains("|AFThank you.|");
    }
    try (var other = machine("self-check", Map.of())) {
      assertThat(checkout(other, "none", "1234"))
          .contains("|AFThe item is not known here.|")
          .doesNotContain("|AG");
    }
  }

  @Test
  void repliesAreInThePatronsLanguageWhereTheProfileWantsThatAndThePinWasRight() {
    words("default", "009", "done.checkout", "God læselyst");
    words("default", "001", "done.checkout", "Enjoy");
    try (var kiosk = machine("self-check", Map.of("language", "patron"))) {
      assertThat(checkout(kiosk, "1", "1234")).contains("|AFGod læselyst|");
      assertThat(checkout(kiosk, "none", "1234")).contains("|AFMaterialet kendes ikke her.|");
      assertThat(checkout(kiosk, "2", "9999")).contains("|AFThe card or the PIN is not right.|");
    }
    try (var kiosk = machine("self-check", Map.of())) {
      assertThat(checkout(kiosk, "3", "1234")).contains("|AFEnjoy|");
    }
  }

  @Test
  void longScreenMessageIsSplitAtWordsAndAReceiptAtTheWidthOfThePaper() {
    words("default", "001", "done.checkout", "one two three four five six seven");
    words("default", "001", "receipt.done.checkout", "one two three four five six seven");
    try (var kiosk = machine("self-check", Map.of("screen-width", 20))) {
      assertThat(kiosk.ask("9900122.00")).startsWith("98");
      assertThat(checkout(kiosk, "1", "1234"))
          .contains(
              "|AFone two three four|AFfive six seven|AGone two|AGthree four|AGfive six|AGseven|");
    }
  }

  @Test
  void whatCanNotBeWordedIsRefusedByItsKey() {
    unfit("name-template", "{{nam}}", "there is no \"nam\" here; there are address");
    unfit("name-template", "{{>x}}", "can't include another");
    unfit("fee-template", "{{name}}", "there is no \"name\"");
    unfit("fee-template", "{{#title}}", "can't be used");
    unfit("fee-template", "a|b", "ends a field");
    unfit("due-format", "bogus", "is not a pattern such as dd.MM.yyyy");
    unfit("screen-width", 19, "from 20 to 255");
    unfit("patron-fields", List.of("AE={{name}}"), "can't have the field AE");
    unfit("patron-fields", List.of("AY={{name}}"), "can't have the field AY");
    unfit("patron-fields", List.of("QP={{name}}", "QP={{card}}"), "has the field QP twice");
    unfit("patron-fields", List.of("{{name}}"), "must be fields such as QP=");
    unfit("item-fields", List.of("QA={{name}}"), "there is no \"name\"");
    assertThat(
            Profiles.changed(
                    null,
                    List.of(
                        "preset=staff",
                        "patron-fields=QP={{family-name}}, {{given-name}},QQ={{card}}"))
                .overrides())
        .containsEntry(
            "patron-fields", List.of("QP={{family-name}}, {{given-name}}", "QQ={{card}}"));
  }

  private static void unfit(String key, Object value, String why) {
    assertThatThrownBy(
            () -> Profiles.profile(new Sip2ProfileChoice("self-check", Map.of(key, value))))
        .isInstanceOfSatisfying(UnfitException.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessageContaining(why);
  }
}
