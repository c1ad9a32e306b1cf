package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.SortRule;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** Profiles and wire logs of SIP2 accounts at the command line. */
class Sip2AccountsCommandsTest {

  private static final String KIOSK = "north-kiosk";

  private final TestServer server = new TestServer();
  private final ClientCommands commands = new ClientCommands(server);

  @AfterEach
  void close() {
    server.close();
  }

  private String accounts(String verb, String... arguments) {
    return run(verb, arguments).done();
  }

  private ClientCommands.Ran run(String verb, String... arguments) {
    return commands.run(
        Stream.concat(Stream.of("accounts", verb), Stream.of(arguments)).toArray(String[]::new));
  }

  private void wrong(int code, String detail, String verb, String... arguments) {
    var ran = run(verb, arguments);
    assertThat(ran.said()).contains(detail);
    assertThat(ran.code()).isEqualTo(code);
  }

  private @Nullable Sip2ProfileChoice profile() {
    return server
        .library
        .store
        .accounts()
        .named(Account.Protocol.SIP2, KIOSK)
        .orElseThrow()
        .profile();
  }

  @Test
  void presetsAreShownWithTheValueOfEveryKey() {
    assertThat(accounts("list-presets"))
        .containsPattern("door +messages +23, 35, 63")
        .containsPattern("staff +rings");
    assertThat(accounts("list-presets", "--preset", "door"))
        .contains("minimum-age")
        .doesNotContain("staff");
    wrong(
        2,
        "\"gate\" is not a preset; the presets are book-drop",
        "list-presets",
        "--preset",
        "gate");
  }

  @Test
  void profileIsSetChangedShownWithWhereItComesFromAndReset() {
    assertThat(accounts("list-sip2")).containsPattern(KIOSK + " +DK-799700 +no");

    assertThat(
            accounts(
                "change-profile",
                KIOSK,
                "--preset",
                "door",
                "--differences",
                "{\"minimum-age\":15}"))
        .containsPattern("preset: +door")
        .containsPattern("minimum-age +15 +account")
        .containsPattern("maximum-age +150 +preset");
    accounts("change-profile", KIOSK, "--differences", "{\"messages\":[\"23\"]}");
    assertThat(profile())
        .isEqualTo(
            new Sip2ProfileChoice("door", Map.of("minimum-age", 15, "messages", List.of("23"))));
    assertThat(accounts("list-sip2")).containsPattern("door +messages, minimum-age");

    assertThat(accounts("change-profile", KIOSK, "--reset", "messages"))
        .containsPattern("minimum-age +15 +account")
        .containsPattern("messages +23, 35, 63 +preset");
    wrong(2, "\"age\" is not a key of a profile", "change-profile", KIOSK, "--reset", "age");
    accounts("put-profile", KIOSK, "--preset", "door");
    assertThat(profile()).isEqualTo(new Sip2ProfileChoice("door", Map.of()));
    assertThat(accounts("show-profile", KIOSK)).doesNotContainPattern(" account\n");
    accounts("remove-profile", KIOSK);
    assertThat(profile()).isNull();
    assertThat(accounts("show-profile", KIOSK)).contains("values: none");
  }

  @Test
  void whatIsTypedWronglyIsNamedAndChangesNothing() {
    wrong(3, "There is no account \"nobody\".", "change-profile", "nobody", "--preset", "door");
    wrong(
        3,
        "There is no account \"south-kiosk\".",
        "change-profile",
        "south-kiosk",
        "--preset",
        "door");
    wrong(4, "north-oai is not a SIP2 account", "show-profile", "north-oai");
    wrong(2, "preset: must be one of book-drop", "change-profile", KIOSK, "--preset", "gate");
    wrong(
        2,
        "\"preset\" is missing.",
        "change-profile",
        KIOSK,
        "--differences",
        "{\"minimum-age\":15}");
    wrong(
        2,
        "minimum-age: counts at doors only",
        "change-profile",
        KIOSK,
        "--preset",
        "staff",
        "--differences",
        "{\"minimum-age\":15}");
    wrong(
        2,
        "sort-rules: no branch has a sorting table \"night\"",
        "change-profile",
        KIOSK,
        "--preset",
        "sorter",
        "--differences",
        "{\"sort-rules\":\"night\"}");
    assertThat(profile()).isNull();
  }

  @Test
  void sortingTableMustBeThere() {
    var always = SortRule.Conditions.ALWAYS;
    var rule = new SortRule(TestLibrary.MAIN, "night", 1, always, "9", "test", Instant.EPOCH);
    server
        .library
        .store
        .policyRegister()
        .putSortRules(server.library.north, TestLibrary.MAIN, "night", List.of(rule));

    assertThat(
            accounts(
                "change-profile",
                KIOSK,
                "--preset",
                "sorter",
                "--differences",
                "{\"sort-rules\":\"night\"}"))
        .containsPattern("sort-rules +night +account");
    assertThat(accounts("change-profile", KIOSK, "--differences", "{\"sort-rules\":\"default\"}"))
        .as("that no branch has it is as it is without a profile")
        .containsPattern("sort-rules +default +account");
    wrong(
        2,
        "no branch has a sorting table \"day\"; there are night",
        "change-profile",
        KIOSK,
        "--differences",
        "{\"sort-rules\":\"day\"}");
  }

  @Test
  void storedProfileThatIsNoneAnyMoreIsNamed() {
    server
        .library
        .store
        .libraryRegister()
        .putProfile(server.library.north, KIOSK, new Sip2ProfileChoice("gone", Map.of()));

    assertThat(accounts("show-profile", KIOSK))
        .containsPattern("fault: +the profile:1: preset: must be one of book-drop");
  }

  @Test
  void messagesAreLoggedOrNot() {
    accounts("start-wire-log", KIOSK);
    assertThat(accounts("list-sip2")).containsPattern(KIOSK + " .*yes");
    accounts("stop-wire-log", KIOSK);
    assertThat(accounts("list-sip2")).containsPattern(KIOSK + " .*no");
    wrong(3, "There is no account \"south-kiosk\".", "start-wire-log", "south-kiosk");
    wrong(4, "north-oai is not a SIP2 account", "start-wire-log", "north-oai");
  }
}
