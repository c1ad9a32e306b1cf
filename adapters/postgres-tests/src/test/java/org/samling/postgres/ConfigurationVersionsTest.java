package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.BranchCalendar.Closing;
import org.samling.core.organisation.BranchCalendar.Hours;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.ConfigurationVersion;
import org.samling.core.policy.ConfigurationVersion.Difference;
import org.samling.core.policy.ConfigurationVersion.Kind;
import org.samling.core.policy.ConfigurationVersions;
import org.samling.core.policy.ConfigurationVersions.ChangeFilter;
import org.samling.core.policy.ConfigurationVersions.RollBack;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Unit;
import org.samling.core.privacy.Access;

/** What was changed of the configuration is kept, by whoever it was, and can be put back. */
class ConfigurationVersionsTest {

  private static final LocalDate DAY = LocalDate.of(2030, 1, 1);
  private static final Unit PLACE = new Unit(Unit.Level.BRANCH, TestLibrary.BRANCH);

  private TestLibrary library;
  private ConfigurationVersions versions;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    versions = library.store.configurationVersions();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private List<ConfigurationVersion> all(Kind kind) {
    return versions.latest(
        library.north, new ChangeFilter(Set.of(kind), "", "", "", null), null, 200);
  }

  private ConfigurationVersion latest() {
    return versions.latest(library.north, ChangeFilter.ALL, null, 1).getFirst();
  }

  private void set(String value) {
    library
        .store
        .policyRegister()
        .putSettings(
            library.north,
            List.of(
                new SettingValue(
                    "hold.pickup-days", PLACE, value, DAY, null, "test", Instant.now())));
  }

  private String setTo() {
    return library.store.inquiries().policy(library.north).settings().all().stream()
        .filter(v -> v.unit().equals(PLACE))
        .map(SettingValue::value)
        .findFirst()
        .orElse("nothing");
  }

  private static void as(String protocol, String who, Runnable work) {
    Access.by(
        new Access(protocol, who, "test"),
        () -> {
          work.run();
          return who;
        });
  }

  @Test
  void whoChangedSomethingIsKeptHoweverTheyDidIt() {
    as("console", "anna", () -> set("10"));
    assertThat(latest())
        .satisfies(v -> assertThat(v.who()).isEqualTo("anna"))
        .satisfies(v -> assertThat(v.protocol()).isEqualTo("console"))
        .satisfies(v -> assertThat(v.before()).isNull())
        .satisfies(v -> assertThat(v.unit()).isEqualTo(PLACE))
        .satisfies(v -> assertThat(v.after()).containsEntry("value", "10"));
    as(Access.COMMAND_LINE, "root", () -> set("11"));
    assertThat(latest().who()).isEqualTo("cli:root");
    assertThat(latest().differences()).containsExactly(new Difference("value", "10", "11"));
    as("REST", "north-rest", () -> set("12"));
    assertThat(latest().who()).isEqualTo("north-rest");
    set("13");
    assertThat(latest().who()).isEqualTo("unknown");

    var ofAnna = new ChangeFilter(Set.of(Kind.values()), "", "anna", "", null);
    assertThat(versions.latest(library.north, ofAnna, null, 200)).hasSize(1);
    assertThat(versions.latest(library.south, ofAnna, null, 200)).isEmpty();
    assertThat(versions.find(library.south, ChangeFilter.ALL, latest().number())).isEmpty();
    assertThat(versions.rollBack(library.south, latest().number())).isEqualTo(RollBack.UNKNOWN);
  }

  @Test
  void whatIsPutAgainAsItWasIsNoChange() {
    var calendar =
        new BranchCalendar(
            Map.of(
                DayOfWeek.MONDAY, new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0), null, null)),
            List.of(new Closing(DAY, DAY.plusDays(1), "closed")));
    var branch = new Branch(TestLibrary.BRANCH, "799700", Set.of(), "Branch", calendar);
    var register = library.store.libraryRegister();
    register.putBranches(library.north, List.of(branch));
    set("10");
    var group =
        new FloatingGroup("town", Set.of(TestLibrary.MAIN, TestLibrary.BRANCH), "a", Instant.EPOCH);
    library.store.policyRegister().putFloatingGroup(library.north, group);
    var before = latest().number();

    register.putBranches(library.north, List.of(branch));
    set("10");
    library
        .store
        .policyRegister()
        .putFloatingGroup(
            library.north,
            new FloatingGroup("town", group.branches(), "somebody else", Instant.now()));
    assertThat(latest().number()).isEqualTo(before);

    var closed = List.of(new Closing(DAY, DAY.plusDays(2), "closed"));
    register.putBranches(
        library.north,
        List.of(
            new Branch(
                TestLibrary.BRANCH,
                "799700",
                Set.of(),
                "Branch",
                new BranchCalendar(calendar.hours(), closed))));
    assertThat(latest().number()).isGreaterThan(before);
    assertThat(latest().kind()).isEqualTo(Kind.CLOSING);
    assertThat(latest().differences())
        .containsExactly(new Difference("last_day", "2030-01-02", "2030-01-03"));
    assertThat(library.store.inquiries().policy(library.north).calendar(TestLibrary.BRANCH).hours())
        .isEqualTo(calendar.hours());
  }

  @Test
  void branchThatIsPutWithoutItsCalendarLeavesHoursAndClosingsThatWerePutMeanwhile() {
    var read = library.store.inquiries().policy(library.north).branches().get(TestLibrary.BRANCH);
    var calendar =
        new BranchCalendar(
            Map.of(
                DayOfWeek.MONDAY, new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0), null, null)),
            List.of(new Closing(DAY, DAY, "closed")));
    var register = library.store.libraryRegister();
    register.putBranches(
        library.north,
        List.of(new Branch(TestLibrary.BRANCH, "799700", Set.of(), "Branch", calendar)));

    register.putBranchWithoutCalendar(
        library.north,
        new Branch(TestLibrary.BRANCH, "799700", Set.of(), "Renamed", read.calendar()));

    var now = library.store.inquiries().policy(library.north).branches().get(TestLibrary.BRANCH);
    assertThat(now.name()).isEqualTo("Renamed");
    assertThat(now.calendar()).isEqualTo(calendar);
  }

  @Test
  void whatWasIsPutBackAndThatIsAChangeToo() {
    set("10");
    set("11");
    as(
        "console",
        "anna",
        () ->
            assertThat(versions.rollBack(library.north, latest().number()))
                .isEqualTo(RollBack.DONE));
    assertThat(setTo()).isEqualTo("10");
    assertThat(latest().who()).isEqualTo("anna");
    assertThat(latest().differences()).containsExactly(new Difference("value", "11", "10"));

    var made = all(Kind.SETTING).stream().filter(v -> v.unit().equals(PLACE)).toList().getLast();
    assertThat(versions.rollBack(library.north, made.number())).isEqualTo(RollBack.DONE);
    assertThat(setTo()).isEqualTo("nothing");
    assertThat(versions.rollBack(library.north, latest().number())).isEqualTo(RollBack.DONE);
    assertThat(setTo()).isEqualTo("10");
  }

  @Test
  void whatWasChangedSinceIsNotPutBack() {
    set("10");
    set("11");
    var changed = latest().number();
    set("12");
    assertThat(versions.rollBack(library.north, changed)).isEqualTo(RollBack.CHANGED_SINCE);
    assertThat(setTo()).isEqualTo("12");
    assertThat(versions.rollBack(library.north, Long.MAX_VALUE)).isEqualTo(RollBack.UNKNOWN);
  }

  @Test
  void rulesStopsCalendarsAndAccountsArePutBack() {
    var register = library.store.policyRegister();
    register.putRules(
        library.north,
        List.of(
            new PolicyRule(
                "films", 60, Conditions.ALWAYS, Map.of("loan-days", "7"), DAY, DAY.plusDays(9))));
    assertThat(register.removeRule(library.north, "films")).isTrue();
    assertThat(versions.rollBack(library.north, latest().number())).isEqualTo(RollBack.DONE);
    var policy = library.store.inquiries().policy(library.north);
    assertThat(policy.matrix().rules())
        .singleElement()
        .satisfies(r -> assertThat(r.terms()).isEqualTo(Map.of("loan-days", "7")))
        .satisfies(r -> assertThat(r.until()).isEqualTo(DAY.plusDays(9)));

    register.putSuspension(
        library.north,
        new Suspension("flood", Set.of(), DAY, DAY, Set.of(Stopped.FEES), "water", "test"));
    assertThat(versions.rollBack(library.north, latest().number())).isEqualTo(RollBack.DONE);
    assertThat(library.store.inquiries().policy(library.north).suspensions()).isEmpty();
    assertThat(register.pendingSuspensions(library.north)).hasSize(1);
    assertThat(versions.rollBack(library.north, latest().number())).isEqualTo(RollBack.DONE);
    assertThat(library.store.inquiries().policy(library.north).suspensions()).hasSize(1);

    library.closeBranch(TestLibrary.BRANCH, 3);
    assertThat(latest().kind()).isEqualTo(Kind.CLOSING);
    assertThat(versions.rollBack(library.north, latest().number())).isEqualTo(RollBack.DONE);
    assertThat(
            library.store.inquiries().policy(library.north).calendar(TestLibrary.BRANCH).closings())
        .isEmpty();

    var accounts = library.store.libraryRegister();
    accounts.putEnabled(library.north, "north-kiosk", false);
    assertThat(versions.rollBack(library.north, latest().number())).isEqualTo(RollBack.DONE);
    assertThat(accounts.account(library.north, "north-kiosk").orElseThrow().enabled()).isTrue();
    accounts.putProfile(library.north, "north-kiosk", new Sip2ProfileChoice("selfcheck", Map.of()));
    assertThat(versions.rollBack(library.north, latest().number())).isEqualTo(RollBack.DONE);
    assertThat(library.store.machineAccounts().all(library.north))
        .allMatch(account -> account.profile() == null);
    assertThat(versions.rollBack(library.north, all(Kind.ACCOUNT).getLast().number()))
        .isIn(RollBack.MADE, RollBack.CHANGED_SINCE);
    assertThat(
            library
                .store
                .accounts()
                .authenticate(Account.Protocol.SIP2, "north-kiosk", new Secret("secret")))
        .isPresent();
  }

  @Test
  void noSecretEverGetsIntoIt() {
    var password = "a password that is known to nobody";
    var register = library.store.libraryRegister();
    for (var i = 0; i < 2; i++) {
      register.putAccounts(
          library.north,
          List.of(
              new NewAccount(
                  Account.Protocol.REST,
                  "north-rest",
                  new Secret(password + i),
                  TestLibrary.MAIN,
                  "UTF-8",
                  "009")));
    }
    register.putScopes(library.north, "north-rest", Set.of(Account.Scope.PATRONS_READ));
    var token =
        library
            .store
            .accountTokens()
            .create(
                library.north,
                "north-rest",
                new NewToken("test", Set.of(Account.Scope.PATRONS_READ), null, "test"))
            .orElseThrow();
    assertThat(all(Kind.ACCOUNT).getFirst().differences())
        .containsExactly(new Difference("scopes", "[]", "[\"patrons:read\"]"));
    var kept =
        library.text(
            library.north,
            "select string_agg(to_jsonb(v)::text, ' ') from configuration_version v");
    assertThat(kept).doesNotContain(password, token.value().value(), "hash", "pepper", "argon2");
    assertThat(
            library.text(
                library.north,
                "select count(*) from configuration_version v, account a where strpos(to_jsonb(v)::text, a.password_hash) > 0"))
        .isEqualTo("0");
  }
}
