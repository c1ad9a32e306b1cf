package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.TransportLists.TransitFilter;
import org.samling.core.policy.SortRule;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;

/** The commands {@code sort-rules}. */
class SortRuleCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final String BRANCH = TestLibrary.BRANCH;

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

  private String rules(String... arguments) {
    return commands.run(with(arguments)).done();
  }

  private void wrong(int code, String message, String... arguments) {
    var ran = commands.run(with(arguments));
    assertThat(ran.said()).contains(message);
    assertThat(ran.code()).isEqualTo(code);
  }

  private static String[] with(String... arguments) {
    var all = new String[arguments.length + 1];
    all[0] = "sort-rules";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  @Test
  void rulesAreAddedAtTheirPlaceListedFromTheTopAndRemoved() {
    assertThat(rules("list")).isEqualTo("There are no sort rules.%n".formatted());
    rules("add", MAIN, "--bin", "b9");
    rules("add", MAIN, "--bin", "b1", "--place", "1", "--ways", "hold-shelf");
    assertThat(
            rules(
                "add",
                MAIN,
                "--bin",
                "b2",
                "--place",
                "2",
                "--ways",
                "home,hold-elsewhere",
                "--destinations",
                BRANCH,
                "--item-categories",
                "book",
                "--material-groups",
                "film",
                "--location",
                "Vok"))
        .containsSubsequence(
            "b1", "hold-shelf", "b2", "home, hold-elsewhere", BRANCH, "book", "film", "Vok", "b9");
    assertThat(server.library.store.inquiries().policy(server.library.north).sortRules())
        .extracting(SortRule::position, SortRule::bin)
        .containsExactly(tuple(1, "b1"), tuple(2, "b2"), tuple(3, "b9"));
    assertThat(rules("remove", MAIN, "2")).containsSubsequence("b1", "b9").doesNotContain("b2");
    assertThat(rules("list", "--branch", BRANCH)).contains("There are no sort rules.");
  }

  @Test
  void explainSaysWhichRuleAnItemWouldMeetAndWhyNotThoseAbove() {
    rules("add", BRANCH, "--bin", "b1", "--ways", "shelf,hold-shelf");
    rules("add", BRANCH, "--bin", "b2", "--item-categories", "reference");
    rules("add", BRANCH, "--bin", "b3", "--location", "Voksen");
    rules("add", BRANCH, "--bin", "b4");
    assertThat(rules("explain", BRANCH, "--item", "1"))
        .containsSubsequence("home", MAIN, "b3")
        .containsSubsequence(
            "b1", "no", "the way is home", "b2", "no", "the item category is book", "b3", "yes")
        .doesNotContain("b4");
    assertThat(rules("explain", MAIN, "--item", "1"))
        .containsSubsequence("shelf", MAIN, "rules: none");
    assertThat(
            server
                .library
                .store
                .transportLists()
                .transits(server.library.north, new TransitFilter(null, null, null, null), 10))
        .as("nothing is changed")
        .isEmpty();
  }

  @Test
  void branchHasSeveralTablesByName() {
    rules("add", MAIN, "--bin", "b1");
    assertThat(rules("add", MAIN, "--table", "night", "--bin", "b9"))
        .contains("night", "b9")
        .doesNotContain("b1");
    assertThat(rules("list")).contains("default", "b1", "night", "b9");
    assertThat(rules("explain", MAIN, "--item", "1")).contains("b1").doesNotContain("b9");
    assertThat(rules("explain", MAIN, "--item", "1", "--table", "night"))
        .contains("b9")
        .doesNotContain("b1");
    assertThat(rules("remove", MAIN, "1", "--table", "night")).contains("There are no sort rules.");
    assertThat(rules("list", "--table", "default")).contains("b1");
  }

  @Test
  void whatIsWrongWithARuleIsSaid() {
    wrong(2, "Missing required option: '--bin=TEXT'", "add", MAIN);
    wrong(3, "There is no branch \"DK-1\".", "add", "DK-1", "--bin", "1");
    wrong(2, "\"place\" must be a number from 1 to 1.", "add", MAIN, "--bin", "1", "--place", "2");
    wrong(2, "\"ways\" must be", "add", MAIN, "--bin", "1", "--ways", "away");
    wrong(2, "a bin must have 1 to 40 characters, none of them |", "add", MAIN, "--bin", "a|b");
    wrong(
        2,
        "north has no item category \"cd\".",
        "add",
        MAIN,
        "--bin",
        "1",
        "--item-categories",
        "cd");
    wrong(2, "\"table\" is missing.", "add", MAIN, "--bin", "9", "--table", " ");
    wrong(2, "north has no branch \"DK-1\".", "list", "--branch", "DK-1");
    wrong(3, "There is no rule at place 1; the table \"default\"", "remove", MAIN, "1");
    wrong(3, "There is no item \"nothing\".", "explain", MAIN, "--item", "nothing");
  }
}
