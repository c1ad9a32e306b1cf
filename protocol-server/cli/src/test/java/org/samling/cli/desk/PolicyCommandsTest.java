package org.samling.cli.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.PolicyCase;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Situation;
import org.samling.core.policy.Suspension;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The commands {@code settings}, {@code policies} and {@code stop} on the real store. */
class PolicyCommandsTest {

  private TestLibrary library;
  private LocalDate today;
  private int exitCode;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    today = library.store.inquiries().policy(library.north).day(Instant.now());
  }

  @AfterEach
  void close() {
    library.close();
  }

  private String run(Object command, ToIntFunction<PostgresStore> run, String... arguments) {
    var out = new StringWriter();
    var line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out));
    line.parseArgs(arguments);
    exitCode = run.applyAsInt(library.store);
    return out.toString();
  }

  private String settings(String... arguments) {
    var command = new SettingsCommand();
    return run(command, command::run, with(arguments));
  }

  private String policies(String... arguments) {
    var command = new PoliciesCommand();
    return run(command, command::run, with(arguments));
  }

  private String stop(String... arguments) {
    var command = new StopCommand();
    return run(command, command::run, with(arguments));
  }

  private static String[] with(String... arguments) {
    var all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--tenant";
    all[arguments.length + 1] = "north";
    return all;
  }

  private String day(int days) {
    return today.plusDays(days).toString();
  }

  private Suspension stopped() {
    return library.store.inquiries().policy(library.north).suspensions().getFirst();
  }

  @Test
  void listShowsEverySettingItsMeaningAndWhereItIsSet() {
    settings("set", "hold.pickup-days", "10", "--branch", TestLibrary.MAIN, "--from", day(0));
    settings("set", "hold.pickup-days", "5", "--agency", "799700", "--from", day(3));

    var list = settings("list");

    Setting.ALL.forEach(
        s -> assertThat(list).contains(s.name() + " = " + s.builtInText(), s.meaning(), s.words()));
    assertThat(list)
        .contains(
            "now at branch DK-799700: 10 from "
                + day(0)
                + ", by "
                + System.getProperty("user.name"),
            "planned at agency 799700: 5 from " + day(3));
    assertThat(exitCode).isZero();
  }

  @Test
  void explainNamesTheValueItsLevelEveryPlaceAndWhatIsPlanned() {
    settings("set", "hold.pickup-days", "10", "--from", day(-5), "--until", day(5));
    settings("set", "hold.pickup-days", "3", "--branch", TestLibrary.MAIN, "--from", day(2));

    assertThat(settings("explain", "hold.pickup-days", "--branch", TestLibrary.MAIN))
        .contains(
            "hold.pickup-days = 10 on " + today + ", set at tenant north",
            "  branch DK-799700: nothing",
            "  agency 799700: nothing",
            "  tenant north: 10 from " + day(-5) + " until " + day(5),
            "  built in: 7",
            "Planned:",
            "  branch DK-799700: 3 from " + day(2));
    assertThat(
            settings(
                "explain",
                "hold.pickup-days",
                "--branch",
                TestLibrary.MAIN,
                "--location",
                "Voksen",
                "--day",
                day(2)))
        .contains(
            "hold.pickup-days = 3 on " + day(2) + ", set at branch DK-799700",
            "  department DK-799700 > Voksen: nothing",
            "Nothing is planned.");
    assertThat(settings("explain", "transit.days"))
        .contains("transit.days = 5 on " + today + ", built in");
  }

  @Test
  void removedSettingWasNeverMadeAndOneThatIsNotThereIsSaid() {
    settings("set", "transit.days", "9", "--from", day(-1));
    assertThat(settings("remove", "transit.days", "--from", day(-1))).contains("transit.days = 5");
    assertThat(exitCode).isZero();
    assertThat(settings("remove", "transit.days", "--from", day(-1)))
        .contains("transit.days is not set at tenant north from " + day(-1));
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void whatIsTypedWronglyIsAnsweredWithWhatThereIs() {
    var wrong =
        Map.of(
            "there is no setting \"hold.pickup\"; the settings are [booking.ahead-days",
            new String[] {"set", "hold.pickup", "7"},
            "hold.pickup-days is a whole number from 1 to 365, not \"0\"",
            new String[] {"set", "hold.pickup-days", "0"},
            "set needs a VALUE; hold.pickup-days is a whole number from 1 to 365",
            new String[] {"set", "hold.pickup-days"},
            "explain needs the NAME of a setting",
            new String[] {"explain"},
            "the tenant north has no branch \"DK-1\"; it has DK-799700, DK-799701",
            new String[] {"explain", "transit.days", "--branch", "DK-1"},
            "the tenant north has no agency \"1\"; it has 799700",
            new String[] {"set", "transit.days", "3", "--agency", "1"},
            "--location is a place within a branch",
            new String[] {"set", "transit.days", "3", "--location", "Voksen"},
            "must be a day such as 2026-12-24, between 1800 and 2200, not \"tomorrow\"",
            new String[] {"set", "transit.days", "3", "--from", "tomorrow"},
            "remove needs --from",
            new String[] {"remove", "transit.days"});
    wrong.forEach((message, arguments) ->
        assertThatThrownBy(() -> settings(arguments))
            .isInstanceOf(ParameterException.class)
            .hasMessageContaining(message));
    var command = new SettingsCommand();
    assertThatThrownBy(() -> run(command, command::run, "list", "--tenant", "east"))
        .hasMessage("there is no tenant \"east\"; there are north, south");
  }

  private void rule(String code, int weight, Conditions when, Map<String, String> says) {
    library
        .store
        .policyRegister()
        .putRules(library.north, List.of(new PolicyRule(code, weight, when, says, null, today)));
  }

  @Test
  void policiesAreListedInTheirOrderWithAmountsInTheTenantsCurrency() {
    assertThat(policies("list")).contains("There are no rules");
    rule("light", 1, Conditions.ALWAYS, Map.of("overdue-steps", "1:2000 8:6050"));
    rule(
        "heavy",
        9,
        new Conditions(Map.of(Subject.PATRON_CATEGORY, Set.of("child")), 3, null, true),
        Map.of("loan-days", "7", "max-debt", "1250"));

    assertThat(policies("list"))
        .containsSubsequence(
            "     9  heavy until " + today,
            "when patron-category is child, and age is 3-, and the item is new",
            "then loan-days 7, max-debt 12.50 DKK",
            "     1  light",
            "when always",
            "then overdue-steps from day 1 20.00 DKK; from day 8 60.50 DKK");
  }

  @Test
  void policiesExplainEveryTermForAPatronAndAnItem() {
    rule(
        "children",
        9,
        new Conditions(Map.of(), null, 12, null),
        Map.of("loan-days", "7", "max-debt", "1250"));

    assertThat(policies("explain", "--patron", "A", "--item", "1"))
        .contains(
            "At DK-799700, today",
            "loan-days           30  (item category book)",
            "not 7, by children (weight 9): age is not known, not 0-12",
            "max-debt            200.00 DKK  (patron category adult)",
            "not 12.50 DKK, by children (weight 9)",
            "max-overdue         -  (not set by any rule)");
    assertThatThrownBy(() -> policies("explain", "--patron", "nobody", "--item", "1"))
        .hasMessage("the tenant north has no patron with this card");
    assertThatThrownBy(() -> policies("explain", "--patron", "A", "--item", "none"))
        .hasMessage("the tenant north has no item \"none\"");
    assertThatThrownBy(() -> policies("explain", "--patron", "A"))
        .hasMessage("explain needs --item");
  }

  @Test
  void ruleIsRemovedByItsCode() {
    rule("r", 1, Conditions.ALWAYS, Map.of("loan-days", "7"));
    assertThatThrownBy(() -> policies("remove", "s"))
        .hasMessage("the tenant north has no rule \"s\"; it has r");
    assertThat(policies("remove", "r")).contains("The rule r is removed.");
    assertThat(policies("list")).contains("There are no rules");
  }

  private void lend(int days) {
    var zone = library.store.inquiries().policy(library.north).tenant().zone();
    library.submit(
        new LoanCommand.Checkout(
            new Origin(
                library.north,
                CommandKey.of(Duration.ZERO, UUID.randomUUID()),
                "test",
                TestLibrary.MAIN,
                Instant.now().plusSeconds(60)),
            "A",
            "1",
            false,
            new LoanCommand.AsRecorded(
                Instant.now(),
                today.plusDays(days + 1L).atStartOfDay(zone).minusSeconds(1).toInstant(),
                0)));
  }

  private String due() {
    var due = library.store.inquiries().item(library.north, "1").orElseThrow().due();
    assertThat(due).isNotNull();
    return library.store.inquiries().policy(library.north).day(due).toString();
  }

  @Test
  void stopIsSetListedEndedAndRemovedAndDueDatesFollowAtOnce() {
    assertThat(stop("list")).contains("There are no stops.");
    lend(5);

    assertThat(
            stop(
                "set",
                "jul",
                "--from",
                day(-1),
                "--until",
                day(9),
                "--reason",
                "Jul",
                "--branch",
                TestLibrary.MAIN,
                "--what",
                "due-dates,fees"))
        .contains(
            "The stop is set: jul  %s to %s  due-dates,fees  at DK-799700  \"Jul\", by "
                .formatted(day(-1), day(9)),
            "jul: loans checked: 1, due dates changed: 1");
    assertThat(due()).isEqualTo(day(10));
    assertThat(stop("list")).contains("running  jul  " + day(-1)).doesNotContain("waits");

    assertThat(stop("end", "jul")).contains("The stop ends early: jul", "due dates changed: 1");
    assertThat(stopped().until()).isEqualTo(today);
    assertThat(due()).as("its old day lies behind the new end").isEqualTo(day(5));

    assertThat(stop("remove", "jul")).contains("The stop jul is removed.", "jul: loans checked: 0");
    assertThat(stop("list")).contains("There are no stops.");
  }

  @Test
  void stopWithoutWhatOrBranchStopsEverythingEverywhere() {
    assertThat(stop("set", "s", "--from", day(1), "--until", day(1), "--reason", "r"))
        .contains("due-dates,recalls,fees,pickup-deadlines  at all branches");
    assertThat(stop("list")).contains("planned  s");
  }

  @Test
  void stopThatCannotBeIsAnsweredWithWhatIsWrong() {
    stop("set", "s", "--from", day(1), "--until", day(9), "--reason", "r");
    var wrong =
        Map.of(
            "set needs --until",
            new String[] {"set", "t", "--from", day(1)},
            "set needs the CODE of a stop",
            new String[] {"set", "--from", day(1), "--until", day(2), "--reason", "r"},
            "--until %s is before --from %s".formatted(day(1), day(2)),
            new String[] {"set", "t", "--from", day(2), "--until", day(1), "--reason", "r"},
            "--what must be one or more of due-dates, recalls, fees, pickup-deadlines, separated by commas, not \"x\"",
            new String[] {
              "set", "t", "--from", day(2), "--until", day(3), "--reason", "r", "--what", "fees,x"
            },
            "the tenant north has no branch \"DK-1\"",
            new String[] {
              "set", "t", "--from", day(2), "--until", day(3), "--reason", "r", "--branch", "DK-1"
            },
            "the stop s begins only on %s; use remove instead".formatted(day(1)),
            new String[] {"end", "s"},
            "the stop s ends on %s by itself; use set to make it longer".formatted(day(9)),
            new String[] {"end", "s", "--on", day(9)},
            "the tenant north has no stop \"t\"; it has s",
            new String[] {"remove", "t"});
    wrong.forEach((message, arguments) ->
        assertThatThrownBy(() -> stop(arguments))
            .isInstanceOf(ParameterException.class)
            .hasMessageContaining(message));
  }

  @Test
  void stopThatIsNotWorkedOffYetIsShownAsWaiting() {
    stop("set", "s", "--from", day(1), "--until", day(9), "--reason", "r");
    library.store.policyRegister().putSuspension(library.north, stopped());
    assertThat(stop("list")).contains("waits    s: not all loans that it concerns have been moved");
  }

  @Test
  void testSaysWhichTestCasesThePolicyBreaks() {
    var situation =
        new Situation(
            Map.of(Subject.ITEM_CATEGORY, "book", Subject.PLACE_BRANCH, TestLibrary.MAIN),
            null,
            null,
            null);
    var kept =
        new PolicyCase(
            "books", situation, Map.of("loan-days", "30", "hold.pickup-days", "7"), "test");
    library.store.policyRegister().putCase(library.north, kept);
    assertThat(policies("test")).isEqualTo("as expected  books%n".formatted());
    assertThat(exitCode).isZero();

    settings("set", "hold.pickup-days", "10", "--branch", TestLibrary.MAIN);
    assertThat(policies("test"))
        .contains("broken       books", "hold.pickup-days is 10, not 7  (branch DK-799700)");
    assertThat(exitCode).isEqualTo(1);
  }
}
