package org.samling.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.cli.common.TenantCommands;
import org.samling.cli.common.Terminal;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

/** The commands {@code transport floating-groups}, {@code sort-rules} and {@code agreements}. */
class TransportCommandsTest {

  private static final String MAIN = TestLibrary.MAIN;
  private static final String BRANCH = TestLibrary.BRANCH;

  private final TestLibrary library = new TestLibrary();

  @AfterEach
  void close() {
    library.close();
  }

  private String groups(String... arguments) {
    return TenantCommands.run(new FloatingGroupsCommand(), library.store, arguments);
  }

  private String rules(String... arguments) {
    return TenantCommands.run(new SortRulesCommand(), library.store, arguments);
  }

  private String agreements(String... arguments) {
    return TenantCommands.run(new AgreementsCommand(), library.store, arguments);
  }

  private static void wrong(Runnable run, String message) {
    assertThatThrownBy(run::run).isInstanceOf(ParameterException.class).hasMessage(message);
  }

  @Test
  void floatingGroupIsSetChangedShownWithWhoSetItAndRemoved() {
    assertThat(groups("list")).startsWith("There are no floating groups");
    assertThat(groups("set", "town", "--branch", MAIN)).contains("town  " + MAIN + ", by ");
    groups("set", "town", "--branch", MAIN + "," + BRANCH);
    assertThat(groups("list"))
        .startsWith("town  %s, %s, by %s on 20".formatted(MAIN, BRANCH, Terminal.user()));
    assertThat(groups("remove", "town")).contains("The group town is removed.");
    assertThat(groups("list")).startsWith("There are no floating groups");
  }

  @Test
  void whatIsWrongWithAFloatingGroupIsSaid() {
    wrong(() -> groups("set"), "set needs the CODE of a group");
    wrong(() -> groups("set", "town"), "set needs --branch, all branches of the group");
    wrong(
        () -> groups("set", "town", "--branch", "nowhere"),
        "the tenant north has no branch \"nowhere\"; it has %s, %s".formatted(MAIN, BRANCH));
    wrong(
        () -> groups("set", "x".repeat(41), "--branch", MAIN),
        "the code of a floating group must have 1 to 40 characters");
    groups("set", "town", "--branch", MAIN);
    wrong(
        () -> groups("remove", "city"),
        "the tenant north has no floating group \"city\"; it has town");
  }

  @Test
  void sortRulesAreAddedAtTheirPlaceListedFromTheTopAndRemoved() {
    assertThat(rules("list")).startsWith("There are no rules");
    rules("add", "--branch", MAIN, "--bin", "9");
    rules("add", "--branch", MAIN, "--bin", "1", "--at", "1", "--way", "hold-shelf");
    assertThat(
            rules(
                "add",
                "--branch",
                MAIN,
                "--bin",
                "2",
                "--at",
                "2",
                "--way",
                "home,hold-elsewhere",
                "--destination",
                BRANCH,
                "--item-category",
                "book",
                "--material-group",
                "film",
                "--location",
                "Vok"))
        .containsSubsequence(
            "At %s, from the top; the first that applies gives the bin:".formatted(MAIN),
            "   1  bin 1       when the way is hold-shelf, by ",
            "   2  bin 2       when the way is hold-elsewhere or home, and the destination is %s,"
                    .formatted(BRANCH)
                + " and the item category is book, and the material group is film,"
                + " and the location begins with Vok, by ",
            "   3  bin 9       when always, by " + Terminal.user());
    assertThat(rules("remove", "--branch", MAIN, "--at", "2"))
        .contains("   1  bin 1 ", "   2  bin 9 ")
        .doesNotContain("bin 2");
    assertThat(rules("list", "--branch", BRANCH)).startsWith("There are no rules");
  }

  @Test
  void explainSaysWhichRuleAnItemWouldMeetAndWhyNotThoseAbove() {
    rules("add", "--branch", BRANCH, "--bin", "1", "--way", "shelf,hold-shelf");
    rules("add", "--branch", BRANCH, "--bin", "2", "--item-category", "reference");
    rules("add", "--branch", BRANCH, "--bin", "3", "--location", "Voksen");
    rules("add", "--branch", BRANCH, "--bin", "4");
    assertThat(rules("explain", "--branch", BRANCH, "--item", "1"))
        .containsSubsequence(
            "1: way home, to %s, bin 3".formatted(MAIN),
            "bin 1",
            "does not apply: the way is home",
            "bin 2",
            "does not apply: the item category is book",
            "bin 3",
            "applies")
        .doesNotContain("bin 4");
    assertThat(rules("explain", "--branch", MAIN, "--item", "1"))
        .contains("1: way shelf, to %s, bin none".formatted(MAIN), "None applies.");
    assertThat(library.store.transportLists().transits(library.north, null, 10))
        .as("nothing is changed")
        .isEmpty();
  }

  @Test
  void whatIsWrongWithASortRuleIsSaid() {
    wrong(() -> rules("add", "--bin", "1"), "add needs --branch");
    wrong(() -> rules("add", "--branch", MAIN), "add needs --bin");
    wrong(
        () -> rules("add", "--branch", MAIN, "--bin", "1", "--at", "2"),
        "--at must be a place from 1 to 1");
    wrong(
        () -> rules("add", "--branch", MAIN, "--bin", "1", "--way", "away"),
        "a way is one of shelf, hold-shelf, home, hold-elsewhere, not \"away\"");
    wrong(
        () -> rules("add", "--branch", MAIN, "--bin", "a|b"),
        "a bin must have 1 to 40 characters, none of them | or a control character");
    wrong(
        () -> rules("add", "--branch", MAIN, "--bin", "1", "--item-category", "cd"),
        "the tenant north has no item category \"cd\"; it has book, reference");
    wrong(
        () -> rules("remove", "--branch", MAIN, "--at", "1"),
        "there is no rule at place 1; number of rules of %s: 0".formatted(MAIN));
    wrong(
        () -> rules("explain", "--branch", MAIN, "--item", "nothing"),
        "the tenant north has no item \"nothing\"");
  }

  @Test
  void agreementIsMadeForBothShownWithWhoMadeItAndEnded() {
    assertThat(agreements("list")).startsWith("There are no agreements");
    assertThat(agreements("make", "south"))
        .startsWith("The agreement is made: south  south, since 20")
        .contains("by " + Terminal.user());
    assertThat(agreements("make", "south")).startsWith("There already is an agreement: south");
    assertThat(agreements("list")).startsWith("south  south, since 20");
    assertThat(library.store.lendingAgreements().of(library.south)).hasSize(1);
    assertThat(agreements("end", "south")).contains("The agreement with south has ended.");
    assertThat(library.store.lendingAgreements().of(library.south)).isEmpty();
  }

  @Test
  void whatIsWrongWithAnAgreementIsSaid() {
    wrong(() -> agreements("make"), "make needs the code of the OTHER tenant");
    wrong(() -> agreements("make", "west"), "there is no tenant \"west\"; there are north, south");
    wrong(() -> agreements("make", "north"), "a tenant can't have an agreement with itself, north");
    wrong(() -> agreements("end", "south"), "the tenant north has no agreement with \"south\"");
  }

  @Test
  void branchHasSeveralTablesByName() {
    rules("add", "--branch", MAIN, "--bin", "1");
    assertThat(rules("add", "--branch", MAIN, "--table", "night", "--bin", "9"))
        .startsWith("At %s, table night, from the top".formatted(MAIN))
        .contains("bin 9")
        .doesNotContain("bin 1");
    assertThat(rules("list"))
        .contains("At %s, from the top".formatted(MAIN), "At %s, table night,".formatted(MAIN));
    assertThat(rules("explain", "--branch", MAIN, "--item", "1"))
        .contains("to %s, bin 1\n".formatted(MAIN));
    assertThat(rules("explain", "--branch", MAIN, "--item", "1", "--table", "night"))
        .contains("to %s, bin 9\n".formatted(MAIN));
    assertThat(rules("remove", "--branch", MAIN, "--table", "night", "--at", "1"))
        .isEqualTo("There are no rules, so replies name no bin.\n");
    assertThat(rules("list", "--table", "default")).contains("bin 1");
    wrong(
        () -> rules("add", "--branch", MAIN, "--table", "", "--bin", "9"),
        "--table must have 1 to 40 characters");
  }
}
