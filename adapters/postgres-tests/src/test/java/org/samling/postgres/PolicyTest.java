package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;
import static org.samling.postgres.TestLibrary.renew;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix.LookupResult;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Term;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;

/** Settings and policy rules at work: put into the store, and seen in what is granted. */
class PolicyTest {

  private static final String SCHOOL = "699700";
  private static final String JOINT = "DK-699701";

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private LendingPolicy policy() {
    return library.store.inquiries().policy(library.north);
  }

  private LocalDate today() {
    return policy().day(Instant.now());
  }

  private void set(Unit unit, String value, LocalDate from, @Nullable LocalDate until) {
    library
        .store
        .policyRegister()
        .putSettings(
            library.north,
            List.of(
                new SettingValue(
                    Setting.LOAN_VISIT_MINUTES.name(),
                    unit,
                    value,
                    from,
                    until,
                    "anna",
                    Instant.now())));
  }

  private int visitMinutes(String branch, LocalDate day) {
    return policy().setting(Setting.LOAN_VISIT_MINUTES, branch, day).value();
  }

  private void rule(String code, int weight, Conditions when, Map<String, String> says) {
    library
        .store
        .policyRegister()
        .putRules(library.north, List.of(new PolicyRule(code, weight, when, says, null, null)));
  }

  private void item(
      String barcode, @Nullable String group, @Nullable String modifier, LocalDate accession) {
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                new NewItem(
                    barcode,
                    TITLE,
                    MAIN,
                    "book",
                    ItemStatus.AVAILABLE,
                    ItemDetails.builder()
                        .location("Voksen")
                        .materialGroup(group)
                        .modifier(modifier)
                        .accession(accession)
                        .build())));
  }

  private void patron(String card, LocalDate born, String branch) {
    library
        .store
        .patronRegister()
        .putPatrons(
            library.north,
            List.of(
                new NewPatron(
                    card,
                    "Navn",
                    new Membership("adult", branch, "009"),
                    null,
                    Contact.NONE,
                    born,
                    List.of())));
  }

  /** A school whose branch is the public library's as well. */
  private void jointBranch() {
    var register = library.store.libraryRegister();
    register.putAgencies(
        library.north,
        List.of(new Agency(SCHOOL, Agency.Kind.SCHOOL, "DK-699700", null, "School")));
    register.putBranches(
        library.north,
        List.of(new Branch(JOINT, SCHOOL, Set.of("799700"), "Joint", BranchCalendar.ALWAYS_OPEN)));
  }

  private long days(CheckoutOutcome.Granted granted) {
    return policy().day(granted.due()).toEpochDay() - today().toEpochDay();
  }

  private CheckoutOutcome.Granted granted(Command<CheckoutOutcome> command) {
    return (CheckoutOutcome.Granted) library.submit(command);
  }

  private CheckoutOutcome.Refused refused(Command<CheckoutOutcome> command, RefusalReason reason) {
    var refused = (CheckoutOutcome.Refused) library.submit(command);
    assertThat(refused.reason()).isEqualTo(reason);
    return refused;
  }

  @Test
  void settingAtABranchBeatsTheAgencysAndThatTheTenants() {
    set(new Unit(Level.TENANT, "north"), "10", LocalDate.EPOCH, null);
    assertThat(visitMinutes(BRANCH, today())).isEqualTo(10);
    set(new Unit(Level.AGENCY, "799700"), "20", LocalDate.EPOCH, null);
    assertThat(visitMinutes(BRANCH, today())).isEqualTo(20);
    set(new Unit(Level.BRANCH, BRANCH), "0", LocalDate.EPOCH, null);
    assertThat(visitMinutes(BRANCH, today())).isZero();
    assertThat(visitMinutes(MAIN, today())).isEqualTo(20);
  }

  @Test
  void plannedChangeCountsFromItsDayAndThenTheLevelAboveAgain() {
    set(new Unit(Level.TENANT, "north"), "10", LocalDate.EPOCH, null);
    set(new Unit(Level.BRANCH, MAIN), "0", today().plusDays(2), today().plusDays(3));
    assertThat(visitMinutes(MAIN, today().plusDays(1))).isEqualTo(10);
    assertThat(visitMinutes(MAIN, today().plusDays(2))).isZero();
    assertThat(visitMinutes(MAIN, today().plusDays(3))).isZero();
    assertThat(visitMinutes(MAIN, today().plusDays(4))).isEqualTo(10);
  }

  @Test
  void settingThatIsTakenAwayWasNeverMade() {
    var unit = new Unit(Level.BRANCH, MAIN);
    set(unit, "0", LocalDate.EPOCH, null);
    var register = library.store.policyRegister();
    assertThat(
            register.removeSetting(
                library.north, Setting.LOAN_VISIT_MINUTES.name(), unit, LocalDate.EPOCH))
        .isTrue();
    assertThat(
            register.removeSetting(
                library.north, Setting.LOAN_VISIT_MINUTES.name(), unit, LocalDate.EPOCH))
        .isFalse();
    assertThat(visitMinutes(MAIN, today())).isEqualTo(30);
  }

  @Test
  void decisionNamesTheLevelOfASettingAndTheStoreWhoSetItAndWhen() {
    set(new Unit(Level.BRANCH, MAIN), "15", LocalDate.parse("2026-01-01"), null);
    granted(checkout(library.north, "A", "1"));
    var again =
        granted(
            new LoanCommand.Checkout(
                origin(library.north, UUID.randomUUID(), MAIN), "A", "1", true, null));
    assertThat(again.why()).hasToString("same-visit: loan.visit-minutes = 15 (branch DK-799700)");
    var found = policy().setting(Setting.LOAN_VISIT_MINUTES, MAIN, today()).set();
    assertThat(found).isNotNull();
    assertThat(found.by()).isEqualTo("anna");
    assertThat(found.from()).isEqualTo("2026-01-01");
  }

  @Test
  void ruleIsFoundByEverySubjectAndRefusalsAndDueDatesNameIt() {
    patron("P", LocalDate.parse("2016-01-01"), BRANCH);
    item("M", "film", "quick", LocalDate.EPOCH);
    var values =
        Map.of(
            Subject.PATRON_CATEGORY, "adult",
            Subject.PATRON_AGENCY, "799700",
            Subject.PATRON_BRANCH, BRANCH,
            Subject.ITEM_CATEGORY, "book",
            Subject.MATERIAL_GROUP, "film",
            Subject.CIRCULATION_MODIFIER, "quick",
            Subject.ITEM_AGENCY, "799700",
            Subject.ITEM_BRANCH, MAIN,
            Subject.PLACE_AGENCY, "799700",
            Subject.PLACE_BRANCH, MAIN);
    assertThat(values).hasSameSizeAs(Subject.values());
    values.forEach((subject, value) -> {
      rule("r", 1, Conditions.on(subject, value), Map.of("loan-days", "7"));
      var granted = granted(checkout(library.north, "P", "M"));
      assertThat(days(granted)).as("%s", subject).isEqualTo(7);
      assertThat(granted.why()).hasToString("loan-period: loan-days = 7 (policy rule r)");
      library.submit(TestLibrary.checkin(library.north, "M", MAIN));
      rule("r", 1, Conditions.on(subject, "another"), Map.of("loan-days", "7"));
      assertThat(days(granted(checkout(library.north, "P", "M")))).as("%s", subject).isEqualTo(30);
      library.submit(TestLibrary.checkin(library.north, "M", MAIN));
    });
  }

  @Test
  void branchOfTwoAgenciesKeepsTheRulesOfEither() {
    jointBranch();
    for (var agency : List.of(SCHOOL, "799700")) {
      rule("r", 1, Conditions.on(Subject.PLACE_AGENCY, agency), Map.of("loan-days", "7"));
      var granted =
          granted(
              new LoanCommand.Checkout(
                  origin(library.north, UUID.randomUUID(), JOINT), "A", "1", false, null));
      assertThat(days(granted)).as(agency).isEqualTo(7);
      library.submit(TestLibrary.checkin(library.north, "1", JOINT));
    }
    rule("r", 1, Conditions.on(Subject.PLACE_AGENCY, SCHOOL), Map.of("loan-days", "7"));
    assertThat(days(granted(checkout(library.north, "A", "2")))).as("elsewhere").isEqualTo(30);
  }

  @Test
  void settingsOfABranchOfTwoAgenciesComeFromItsOwn() {
    jointBranch();
    set(new Unit(Level.AGENCY, "799700"), "20", LocalDate.EPOCH, null);
    assertThat(visitMinutes(JOINT, today())).isEqualTo(30);
    set(new Unit(Level.AGENCY, SCHOOL), "5", LocalDate.EPOCH, null);
    assertThat(visitMinutes(JOINT, today())).isEqualTo(5);
  }

  @Test
  void ruleOnAgeHoldsForThoseWhoseBirthDateIsKnown() {
    patron("P", today().minusYears(12), MAIN);
    patron("Q", today().minusYears(13), MAIN);
    rule("r", 1, new Conditions(Map.of(), null, 12, null), Map.of("loan-days", "60"));
    assertThat(days(granted(checkout(library.north, "P", "1")))).isEqualTo(60);
    assertThat(days(granted(checkout(library.north, "Q", "2")))).isEqualTo(30);
    assertThat(days(granted(checkout(library.north, "A", "3")))).isEqualTo(30);
  }

  @Test
  void ruleOnNewItemsHoldsAsLongAsASettingSays() {
    item("M", null, null, today().minusDays(10));
    rule("r", 1, new Conditions(Map.of(), null, null, true), Map.of("loan-days", "14"));
    assertThat(days(granted(checkout(library.north, "A", "M")))).isEqualTo(14);
    library.submit(TestLibrary.checkin(library.north, "M", MAIN));
    library.set(Setting.ITEM_NEW_DAYS, "10");
    assertThat(days(granted(checkout(library.north, "A", "M")))).isEqualTo(30);
  }

  @Test
  void heaviestRuleDecidesAndTheCategoryStandsBehindAll() {
    rule("light", 1, Conditions.ALWAYS, Map.of("loan-days", "7", "renewals", "0"));
    rule("heavy", 2, Conditions.ALWAYS, Map.of("loan-days", "14"));
    assertThat(days(granted(checkout(library.north, "A", "1")))).isEqualTo(14);
    refused(renew(library.north, "A", "1"), RefusalReason.TOO_MANY_RENEWALS);
    var register = library.store.policyRegister();
    assertThat(register.removeRule(library.north, "heavy")).isTrue();
    assertThat(register.removeRule(library.north, "heavy")).isFalse();
    assertThat(days(granted(checkout(library.north, "A", "2")))).isEqualTo(7);
    register.removeRule(library.north, "light");
    var byCategory = granted(checkout(library.north, "A", "3"));
    assertThat(byCategory.why()).hasToString("loan-period: loan-days = 30 (item category book)");
  }

  @Test
  void loansOfAMaterialGroupAreLimitedApartFromAllLoans() {
    item("M1", "film", null, LocalDate.EPOCH);
    item("M2", "film", null, LocalDate.EPOCH);
    rule(
        "films",
        1,
        Conditions.on(Subject.MATERIAL_GROUP, "film"),
        Map.of("max-loans-in-group", "1"));
    granted(checkout(library.north, "A", "1"));
    granted(checkout(library.north, "A", "M1"));
    var refused =
        refused(checkout(library.north, "A", "M2"), RefusalReason.TOO_MANY_LOANS_IN_GROUP);
    assertThat(refused.why())
        .hasToString("maximum-loans-in-group: max-loans-in-group = 1 (policy rule films)");
    granted(checkout(library.north, "A", "2"));
  }

  @Test
  void renewalHasItsOwnPeriodAndIsNotMadeTooEarly() {
    rule("r", 1, Conditions.ALWAYS, Map.of("renew-not-before", "5"));
    granted(checkout(library.north, "A", "1"));
    var refused = refused(renew(library.north, "A", "1"), RefusalReason.RENEWAL_TOO_EARLY);
    assertThat(refused.why()).hasToString("renew-not-before: renew-not-before = 5 (policy rule r)");
    rule("r", 1, Conditions.ALWAYS, Map.of("renewal-days", "90", "renew-not-before", "30"));
    assertThat(days(granted(renew(library.north, "A", "1")))).isEqualTo(90);
  }

  @Test
  void fixedDayCountsAsLongAsItLiesAhead() {
    rule("r", 1, Conditions.ALWAYS, Map.of("fixed-due", today().plusDays(3).toString()));
    var granted = granted(checkout(library.north, "A", "1"));
    assertThat(days(granted)).isEqualTo(3);
    assertThat(granted.why().rule()).isEqualTo("fixed-due");
    rule("r", 1, Conditions.ALWAYS, Map.of("fixed-due", today().toString()));
    assertThat(days(granted(checkout(library.north, "A", "2")))).isEqualTo(30);
  }

  @Test
  void patronWithTooManyOverdueLoansBorrowsNothing() {
    rule("r", 1, Conditions.ALWAYS, Map.of("max-overdue", "0"));
    library.submit(
        new LoanCommand.Checkout(
            origin(library.north, UUID.randomUUID(), MAIN),
            "A",
            "1",
            false,
            new LoanCommand.AsRecorded(
                Instant.now().minusSeconds(100_000), Instant.now().minusSeconds(10), 0)));
    var refused = refused(checkout(library.north, "A", "2"), RefusalReason.TOO_MANY_OVERDUE);
    assertThat(refused.why()).hasToString("maximum-overdue: max-overdue = 0 (policy rule r)");
  }

  @Test
  void titleWhoseItemsAreNotReservableIsNotHeld() {
    rule("r", 1, Conditions.on(Subject.ITEM_CATEGORY, "book"), Map.of("reservable", "false"));
    assertThat(library.submit(hold(library.north, "A", TITLE, MAIN)))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NOT_RESERVABLE));
    rule("r", 1, Conditions.on(Subject.PATRON_CATEGORY, "child"), Map.of("reservable", "false"));
    assertThat(library.submit(hold(library.north, "A", OTHER_TITLE, MAIN)))
        .isInstanceOf(HoldOutcome.Placed.class);
  }

  @Test
  void ruleCanKeepAnItemFromSomePatronsOnly() {
    rule("r", 1, Conditions.on(Subject.PATRON_CATEGORY, "child"), Map.of("for-loan", "false"));
    refused(checkout(library.north, "C", "1"), RefusalReason.ITEM_NOT_FOR_LOAN);
    granted(checkout(library.north, "A", "1"));
  }

  @Test
  void everyTermIsExplainedWithTheRulesThatWerePassedOver() {
    rule("films", 9, Conditions.on(Subject.MATERIAL_GROUP, "film"), Map.of("loan-days", "7"));
    rule("here", 1, Conditions.on(Subject.PLACE_BRANCH, MAIN), Map.of("renewals", "4"));

    var terms = library.store.inquiries().terms(checkout(library.north, "A", "1"));

    assertThat(terms)
        .map(sought -> sought.term().name())
        .containsExactlyElementsOf(Term.ALL.stream().map(Term::name).toList());
    assertThat(terms)
        .map(PolicyTest::line)
        .contains(
            "loan-days 30 (item category book) not [films: material-group is book, not film]",
            "renewals 4 (policy rule here) not []",
            "max-loans 50 (patron category adult) not []",
            "max-overdue - not []");
  }

  private static String line(LookupResult sought) {
    return "%s %s not %s"
        .formatted(
            sought.term(),
            sought.said().map(r -> r.text() + " (" + r.level() + ")").orElse("-"),
            sought.passed().stream().map(p -> p.rule().code() + ": " + p.because()).toList());
  }

  @Test
  void whatOneTenantLendsByIsNoOthersEvenWhereAStatementNamesNoTenant() {
    set(new Unit(Level.TENANT, "north"), "10", LocalDate.EPOCH, null);
    rule("r", 1, Conditions.ALWAYS, Map.of("loan-days", "7"));
    jointBranch();
    library
        .store
        .policyRegister()
        .putSuspension(library.north, StopStoreTest.stop("s", today(), today(), Set.of()));
    for (var table : List.of("setting_value", "policy_rule", "suspension", "branch_joint_agency")) {
      var all = "select count(*) from " + table;
      var own = all + " where tenant_id = " + library.north;
      assertThat(library.count(library.north, own)).as(table).isPositive();
      assertThat(library.count(library.north, all))
          .as(table)
          .isEqualTo(library.count(library.north, own));
      assertThat(library.count(library.south, own)).as(table).isZero();
      assertThat(library.count(null, all)).as(table).isZero();
    }
    assertThat(library.store.inquiries().policy(library.south).matrix().rules()).isEmpty();
    assertThat(library.store.policyRegister().pendingSuspensions(library.south)).isEmpty();
    assertThat(library.store.policyRegister().removeRule(library.south, "r")).isFalse();
    assertThat(days(granted(checkout(library.north, "A", "1")))).isEqualTo(7);
  }
}
