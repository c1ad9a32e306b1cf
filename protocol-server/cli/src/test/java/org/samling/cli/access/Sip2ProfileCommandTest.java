package org.samling.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.common.TenantCommands;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.SortRule;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The commands {@code sip2 profile} and {@code admission}. */
class Sip2ProfileCommandTest {

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  private String set(String... arguments) {
    return TenantCommands.run(new Sip2ProfileCommand.Set(), library.store, arguments);
  }

  private String show(String... arguments) {
    return TenantCommands.run(new Sip2ProfileCommand.Show(), library.store, arguments);
  }

  private String reset(String... arguments) {
    return TenantCommands.run(new Sip2ProfileCommand.Reset(), library.store, arguments);
  }

  private String admission(String... arguments) {
    return TenantCommands.run(new AdmissionCommand(), library.store, arguments);
  }

  private static void wrong(Runnable run, String message) {
    assertThatThrownBy(run::run)
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message);
  }

  @Test
  void presetsAreShownWithTheValueOfEveryKey() {
    var out = new StringWriter();
    var code =
        new CommandLine(new Sip2ProfileCommand()).setOut(new PrintWriter(out)).execute("presets");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("door\n  messages           23,35,63\n")
        .contains("staff\n")
        .contains("  rings              -\n");
  }

  @Test
  void profileIsSetChangedShownWithWhereItComesFromAndReset() {
    assertThat(show()).isEqualTo("north-kiosk                    DK-799700    none: everything\n");

    assertThat(set("--account", "north-kiosk", "preset=door", "minimum-age=15"))
        .startsWith("north-kiosk at DK-799700, preset door\n")
        .contains("  minimum-age        15  (the account)\n")
        .contains("  maximum-age        150  (the preset)\n");
    set("--account", "north-kiosk", "messages=23");
    assertThat(profile())
        .isEqualTo(
            new Sip2ProfileChoice("door", Map.of("minimum-age", 15, "messages", List.of("23"))));
    assertThat(show()).contains("door, otherwise: messages, minimum-age");

    assertThat(reset("--account", "north-kiosk", "messages"))
        .contains("  minimum-age        15  (the account)\n")
        .contains("  messages           23,35,63  (the preset)\n");
    wrong(() -> reset("--account", "north-kiosk", "age"), "\"age\" is not a key of a profile");
    wrong(() -> reset("--account", "north-kiosk", "messages", "--whole"), "not both");
    assertThat(reset("--account", "north-kiosk")).doesNotContain("(the account)");
    assertThat(profile()).isEqualTo(new Sip2ProfileChoice("door", Map.of()));
    assertThat(reset("--account", "north-kiosk", "--whole")).contains("none: everything");
    assertThat(profile()).isNull();
  }

  private @Nullable Sip2ProfileChoice profile() {
    return library
        .store
        .accounts()
        .named(Account.Protocol.SIP2, "north-kiosk")
        .orElseThrow()
        .profile();
  }

  @Test
  void whatIsTypedWronglyIsNamedAndChangesNothing() {
    wrong(
        () -> set("--account", "nobody", "preset=door"),
        "no SIP2 account \"nobody\"; it has north-kiosk");
    wrong(() -> set("--account", "south-kiosk", "preset=door"), "no SIP2 account");
    wrong(() -> set("--account", "north-kiosk", "preset=gate"), "preset: must be one of book-drop");
    wrong(() -> set("--account", "north-kiosk", "minimum-age=15"), "preset: is missing");
    wrong(
        () -> set("--account", "north-kiosk", "preset=staff", "minimum-age=15"),
        "minimum-age: counts at doors only");
    wrong(
        () -> set("--account", "north-kiosk", "preset=sorter", "sort-rules=night"),
        "sort-rules: no branch has a sorting table \"night\"");
    assertThat(profile()).isNull();
  }

  @Test
  void sortingTableMustBeThere() {
    library
        .store
        .policyRegister()
        .putSortRules(
            library.north,
            TestLibrary.MAIN,
            "night",
            List.of(
                new SortRule(
                    TestLibrary.MAIN,
                    "night",
                    1,
                    SortRule.Conditions.ALWAYS,
                    "9",
                    "test",
                    Instant.EPOCH)));

    assertThat(set("--account", "north-kiosk", "preset=sorter", "sort-rules=night"))
        .contains("sort-rules         night  (the account)");
    assertThat(set("--account", "north-kiosk", "sort-rules=default"))
        .as("that no branch has it is as it is without a profile")
        .contains("sort-rules         default  (the account)");
    wrong(
        () -> set("--account", "north-kiosk", "sort-rules=day"),
        "no branch has a sorting table \"day\"; there are night");
  }

  @Test
  void storedProfileThatIsNoneAnyMoreIsNamed() {
    library
        .store
        .libraryRegister()
        .putProfile(library.north, "north-kiosk", new Sip2ProfileChoice("gone", Map.of()));

    wrong(
        () -> show("--account", "north-kiosk"),
        "preset: \"gone\" is not a preset; the presets are book-drop");
  }

  @Test
  void admissionIsWithdrawnShownAndRestored() {
    assertThat(admission("show", "A")).isEqualTo("The patron is admitted everywhere.\n");
    assertThat(
            admission(
                "withdraw",
                "A",
                "--branch",
                TestLibrary.MAIN,
                "--reason",
                "noise",
                "--until",
                "2099-01-01"))
        .matches("branch DK-799700: withdrawn on \\S+ until 2099-01-01: noise\n");
    assertThat(admission("withdraw", "A", "--reason", "more noise"))
        .contains("tenant north: withdrawn on ")
        .contains(": more noise");
    assertThat(admission("restore", "A", "--branch", TestLibrary.MAIN))
        .startsWith("tenant north")
        .doesNotContain("branch");
    assertThat(admission("restore", "A")).isEqualTo("The patron is admitted everywhere.\n");
    assertThat(
            library.count(
                library.north, "select count(*) from audit where command like '%admission'"))
        .isEqualTo(4);
  }

  @Test
  void admissionThatIsTypedWronglyIsNamed() {
    wrong(() -> admission("withdraw", "A"), "withdraw needs --reason");
    wrong(() -> admission("withdraw", "nobody", "--reason", "r"), "no such patron");
    wrong(
        () -> admission("withdraw", "A", "--reason", "r", "--branch", "DK-1"),
        "no branch \"DK-1\"");
    wrong(
        () -> admission("withdraw", "A", "--reason", "r", "--branch", "DK-1", "--agency", "1"),
        "not both");
    wrong(() -> admission("withdraw", "A", "--reason", "r", "--until", "2020-01-01"), "has passed");
    wrong(() -> admission("restore", "A"), "is not withdrawn at tenant north");
  }
}
