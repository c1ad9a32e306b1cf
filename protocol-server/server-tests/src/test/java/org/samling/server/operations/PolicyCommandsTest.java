package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Situation;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** The commands {@code policies}, {@code settings}, {@code stops} and {@code versions}. */
class PolicyCommandsTest {

  private TestServer server;
  private ClientCommands commands;

  @BeforeEach
  void open() {
    server = new TestServer();
    commands = new ClientCommands(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String done(String... arguments) {
    return commands.run(arguments).done();
  }

  private void wrong(int code, String message, String... arguments) {
    var ran = commands.run(arguments);
    assertThat(ran.said()).contains(message);
    assertThat(ran.code()).isEqualTo(code);
  }

  private void putChildrensRule() {
    server
        .library
        .store
        .policyRegister()
        .putRules(
            server.library.north,
            List.of(
                new PolicyRule(
                    "children",
                    9,
                    new Conditions(Map.of(), null, 12, null),
                    Map.of("loan-days", "7", "max-debt", "1250"),
                    null,
                    null)));
  }

  @Test
  void termsForAPatronAndAnItemAreShownWithWhatSetsThem() {
    putChildrensRule();
    assertThat(done("policies", "explain-terms", "--patron", "A", "--item", "1"))
        .containsPattern("branch: +" + TestLibrary.MAIN)
        .containsPattern("loan-days +30 +item category book +children 9 7 age is not known")
        .containsPattern("max-debt +20000 +patron category adult +children 9 1250")
        .containsPattern("(?m)^max-overdue");
    wrong(
        3,
        "There is no such patron.",
        "policies",
        "explain-terms",
        "--patron",
        "nobody",
        "--item",
        "1");
    wrong(
        3,
        "There is no item \"none\".",
        "policies",
        "explain-terms",
        "--patron",
        "A",
        "--item",
        "none");
    wrong(2, "--item", "policies", "explain-terms", "--patron", "A");
  }

  @Test
  void rulesAreListedAndRemovedByCode() {
    putChildrensRule();
    assertThat(done("policies", "list")).contains("children", "0-12");
    wrong(3, "There is no rule \"s\".", "policies", "remove", "s");
    done("policies", "remove", "children");
    assertThat(done("policies", "list")).contains("There are no policies.");
  }

  @Test
  void testSaysWhichTestCasesThePolicyBreaks() {
    var situation =
        new Situation(
            Map.of(Subject.ITEM_CATEGORY, "book", Subject.PLACE_BRANCH, TestLibrary.MAIN),
            null,
            null,
            null);
    server
        .library
        .store
        .policyRegister()
        .putCase(
            server.library.north,
            new PolicyCase("books", situation, Map.of("hold.pickup-days", "7"), "test"));
    assertThat(done("policies", "test")).containsPattern("broken: +0").contains("books");
    done("settings", "put", "hold.pickup-days", "--value", "10", "--branch", TestLibrary.MAIN);
    assertThat(done("policies", "test"))
        .containsPattern("broken: +1")
        .contains("hold.pickup-days 7 10 branch " + TestLibrary.MAIN);
  }

  @Test
  void settingIsPutExplainedAndRemoved() {
    var first = LocalDate.now().minusDays(1).toString();
    done("settings", "put", "transit.days", "--value", "9", "--from", first);
    assertThat(done("settings", "explain", "transit.days")).containsPattern("value: +9");
    assertThat(done("settings", "list-values"))
        .contains("transit.days", "os:" + System.getProperty("user.name"));
    assertThat(done("settings", "list").lines())
        .filteredOn(line -> line.contains("."))
        .hasSizeGreaterThanOrEqualTo(Setting.ALL.size());
    done("settings", "remove", "transit.days", first);
    wrong(
        3,
        "transit.days is not set at tenant north from " + first,
        "settings",
        "remove",
        "transit.days",
        first);
    wrong(
        2,
        "hold.pickup-days is a whole number from 1 to 365, not \"0\".",
        "settings",
        "put",
        "hold.pickup-days",
        "--value",
        "0");
  }

  @Test
  void stopIsPutListedEndedAndRemoved() {
    var today = LocalDate.now();
    var until = today.plusDays(9);
    done(
        "stops",
        "put",
        "--code",
        "jul",
        "--from",
        today.minusDays(2).toString(),
        "--until",
        until.toString(),
        "--reason",
        "Jul",
        "--stops",
        "due-dates,fees");
    assertThat(done("stops", "list")).containsSubsequence("jul", until.toString(), "fees", "now");
    wrong(4, "ends on " + until + " by itself", "stops", "end", "jul", "--on", until.toString());
    done("stops", "end", "jul", "--on", today.toString());
    assertThat(
            server
                .library
                .store
                .inquiries()
                .policy(server.library.north)
                .suspensions()
                .getFirst()
                .until())
        .isEqualTo(today);
    done("stops", "remove", "jul");
    wrong(3, "There is no stop \"jul\".", "stops", "remove", "jul");
  }

  @Test
  void changesAreListedShownAndRolledBack() {
    done("settings", "put", "hold.pickup-days", "--value", "10");
    done("settings", "put", "hold.pickup-days", "--value", "12");
    var numbers =
        commands.lines("versions", "list", "--kind", "setting", "--output", "csv").stream()
            .skip(1)
            .map(line -> line.substring(0, line.indexOf(',')))
            .toList();
    assertThat(numbers).hasSize(2);
    assertThat(done("versions", "show", numbers.getFirst()))
        .contains("hold.pickup-days", "10", "12");
    wrong(4, "changed again since", "versions", "roll-back", numbers.getLast());
    done("versions", "roll-back", numbers.getFirst());
    assertThat(done("settings", "explain", "hold.pickup-days")).containsPattern("value: +10");
    wrong(2, "There is no kind \"colour\".", "versions", "list", "--kind", "colour");
    wrong(3, "There is no such change.", "versions", "show", "999999999");
  }
}
