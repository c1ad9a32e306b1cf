package org.samling.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.policy.Circumstances.Subject;

/** Which rule answers for a term. */
class PolicyMatrixTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
  private static final ItemCategory BOOK = new ItemCategory("book", "Bog", "001", true, 30, 2);
  private static final PatronCategory ADULT = new PatronCategory("adult", "Voksen", 50, 10, 20_000);

  private static PolicyRule rule(String code, int weight, Conditions when, int loanDays) {
    return new PolicyRule(
        code, weight, when, Map.of(Term.LOAN_DAYS.name(), "" + loanDays), null, null);
  }

  private static PolicyMatrix matrix(PolicyRule... rules) {
    return new PolicyMatrix(List.of(rules), List.of(BOOK), List.of(ADULT));
  }

  private static Circumstances circumstances() {
    return new Circumstances(TODAY)
        .with(Subject.ITEM_CATEGORY, "book")
        .with(Subject.PATRON_CATEGORY, "adult");
  }

  private static int loanDays(PolicyMatrix matrix, Circumstances circumstances) {
    return matrix.get(Term.LOAN_DAYS, circumstances).value();
  }

  @Test
  void heaviestRuleThatAppliesDecidesAndOfEqualOnesTheFirstByCode() {
    var always = Conditions.ALWAYS;
    assertThat(loanDays(matrix(rule("a", 1, always, 1), rule("b", 2, always, 2)), circumstances()))
        .isEqualTo(2);
    assertThat(loanDays(matrix(rule("b", 1, always, 2), rule("a", 1, always, 1)), circumstances()))
        .isEqualTo(1);
    assertThat(
            matrix(rule("b", 1, always, 2), rule("a", 1, always, 1))
                .get(Term.LOAN_DAYS, circumstances())
                .level())
        .isEqualTo("policy rule a");
  }

  @Test
  void whatNoRuleSaysTheCategorySays() {
    var films = rule("films", 100, Conditions.on(Subject.ITEM_CATEGORY, "film"), 7);
    assertThat(matrix(films).get(Term.LOAN_DAYS, circumstances()))
        .satisfies(ruling -> {
          assertThat(ruling.value()).isEqualTo(30);
          assertThat(ruling.level()).isEqualTo("item category book");
        });
    assertThat(matrix(films).get(Term.MAX_LOANS, circumstances()).level())
        .isEqualTo("patron category adult");
    assertThat(matrix(films).find(Term.MAX_OVERDUE, circumstances())).isEmpty();
  }

  @Test
  void ruleSaysWhatItSaysAndTheNextIsAskedForTheRest() {
    var light = new PolicyRule("light", 1, Conditions.ALWAYS, Map.of("renewals", "9"), null, null);
    var matrix = matrix(rule("heavy", 2, Conditions.ALWAYS, 14), light);
    assertThat(loanDays(matrix, circumstances())).isEqualTo(14);
    assertThat(matrix.get(Term.RENEWALS, circumstances()).value()).isEqualTo(9);
  }

  @Test
  void everySubjectCanBeAskedAboutAndOneOfSeveralValuesIsEnough() {
    for (var subject : Subject.values()) {
      var matrix = matrix(rule("r", 1, Conditions.on(subject, "x", "y"), 5));
      assertThat(loanDays(matrix, circumstances())).as("%s unknown", subject).isEqualTo(30);
      assertThat(matrix.find(Term.LOAN_DAYS, new Circumstances(TODAY).with(subject, "y")))
          .as("%s is one of them", subject)
          .hasValueSatisfying(ruling -> assertThat(ruling.value()).isEqualTo(5));
      assertThat(matrix.find(Term.LOAN_DAYS, new Circumstances(TODAY).with(subject, "z")))
          .as("%s is another", subject)
          .isEmpty();
      assertThat(
              matrix.find(Term.LOAN_DAYS, new Circumstances(TODAY).with(subject, Set.of("z", "x"))))
          .as("%s has several", subject)
          .isPresent();
    }
  }

  @Test
  void allConditionsOfARuleHaveToBeTrue() {
    var both =
        new Conditions(
            Map.of(Subject.ITEM_CATEGORY, Set.of("book"), Subject.PATRON_CATEGORY, Set.of("child")),
            null,
            null,
            null);
    assertThat(loanDays(matrix(rule("r", 1, both, 5)), circumstances())).isEqualTo(30);
    assertThat(
            loanDays(
                matrix(rule("r", 1, both, 5)),
                circumstances().with(Subject.PATRON_CATEGORY, "child")))
        .isEqualTo(5);
  }

  @Test
  void ageCountsInWholeYearsOnTheDay() {
    var children = matrix(rule("r", 1, new Conditions(Map.of(), null, 12, null), 5));
    assertThat(loanDays(children, circumstances().born(LocalDate.parse("2013-11-25"))))
        .as("12 until tomorrow")
        .isEqualTo(5);
    assertThat(loanDays(children, circumstances().born(LocalDate.parse("2013-11-24"))))
        .as("13 today")
        .isEqualTo(30);
    assertThat(loanDays(children, circumstances().born(null))).as("not known").isEqualTo(30);
    var old = matrix(rule("r", 1, new Conditions(Map.of(), 65, null, null), 5));
    assertThat(loanDays(old, circumstances().born(LocalDate.parse("1961-11-24")))).isEqualTo(5);
  }

  @Test
  void ruleMayAskForNewItemsOrForOthers() {
    var fresh = matrix(rule("r", 1, new Conditions(Map.of(), null, null, true), 5));
    var old = matrix(rule("r", 1, new Conditions(Map.of(), null, null, false), 5));
    assertThat(loanDays(fresh, circumstances().newItem(true))).isEqualTo(5);
    assertThat(loanDays(fresh, circumstances().newItem(false))).isEqualTo(30);
    assertThat(loanDays(fresh, circumstances())).as("not known").isEqualTo(30);
    assertThat(loanDays(old, circumstances().newItem(false))).isEqualTo(5);
    assertThat(loanDays(old, circumstances().newItem(true))).isEqualTo(30);
  }

  @Test
  void ruleCountsFromItsFirstDayToItsLast() {
    var rule =
        new PolicyRule(
            "summer", 1, Conditions.ALWAYS, Map.of("loan-days", "60"), TODAY, TODAY.plusDays(1));
    for (var day : List.of(TODAY, TODAY.plusDays(1))) {
      assertThat(matrix(rule).find(Term.LOAN_DAYS, new Circumstances(day))).isPresent();
    }
    for (var day : List.of(TODAY.minusDays(1), TODAY.plusDays(2))) {
      assertThat(matrix(rule).find(Term.LOAN_DAYS, new Circumstances(day))).isEmpty();
    }
  }

  @Test
  void heavierRulesThatDoNotApplyAreToldWithWhy() {
    var seek =
        matrix(
                new PolicyRule(
                    "easter",
                    5,
                    Conditions.ALWAYS,
                    Map.of("loan-days", "60"),
                    LocalDate.parse("2027-03-01"),
                    null),
                new PolicyRule(
                    "past",
                    4,
                    Conditions.ALWAYS,
                    Map.of("loan-days", "60"),
                    null,
                    LocalDate.parse("2026-03-01")),
                rule("children", 3, new Conditions(Map.of(), 3, 12, null), 5),
                rule("films", 2, Conditions.on(Subject.ITEM_CATEGORY, "film", "game"), 7),
                rule("new", 2, new Conditions(Map.of(), null, null, true), 14),
                rule("kiosk", 1, Conditions.on(Subject.PLACE_BRANCH, "b"), 8),
                rule("all", 0, Conditions.ALWAYS, 21),
                rule("behind", -1, Conditions.on(Subject.PLACE_BRANCH, "b"), 9))
            .explain(
                Term.LOAN_DAYS, circumstances().born(LocalDate.parse("1984-01-01")).newItem(false));

    assertThat(seek.said()).contains(new PolicyMatrix.SourcedValue("21", "policy rule all"));
    assertThat(seek.passed())
        .extracting(p -> p.rule().code() + " " + p.says() + ": " + p.because())
        .containsExactly(
            "easter 60: it counts from 2027-03-01",
            "past 60: it counted until 2026-03-01",
            "children 5: age is 42, not 3-12",
            "films 7: item-category is book, not film or game",
            "new 14: the item is not new",
            "kiosk 8: place-branch is not known, not b");
    assertThat(matrix().explain(Term.MAX_OVERDUE, circumstances()).said()).isEmpty();
    assertThat(matrix().explain(Term.LOAN_DAYS, circumstances()).said())
        .contains(new PolicyMatrix.SourcedValue("30", "item category book"));
    assertThat(
            matrix()
                .explain(Term.LOAN_DAYS, circumstances().with(Subject.ITEM_CATEGORY, "film"))
                .passed())
        .as("another category is no rule that was passed over")
        .isEmpty();
  }

  @Test
  void termsAreCheckedWhereTheRuleIsMade() {
    assertThatThrownBy(() -> rule("r", 1, Conditions.ALWAYS, 4_000))
        .hasMessage("loan-days is a whole number from 0 to 3650, not \"4000\"");
    assertThatThrownBy(
            () -> new PolicyRule("r", 1, Conditions.ALWAYS, Map.of("loan-day", "4"), null, null))
        .hasMessageContaining("there is no policy term \"loan-day\"");
    assertThatThrownBy(
            () -> new PolicyRule("r", 1, Conditions.ALWAYS, Map.of(), TODAY, TODAY.minusDays(1)))
        .hasMessageContaining("ends before it begins");
  }

  @Test
  void overdueStepsGrowInDaysAndAmounts() {
    assertThat(Term.OVERDUE_STEPS.read("1:2000 8:6000"))
        .containsExactly(new OverdueStep(1, 2_000), new OverdueStep(8, 6_000));
    for (var wrong : List.of("", "1", "1:2000 1:3000", "8:6000 1:2000", "1:2000 8:2000", "0:5")) {
      assertThatThrownBy(() -> Term.OVERDUE_STEPS.read(wrong))
          .as(wrong)
          .hasMessageContaining("days:amount pairs");
    }
  }

  @Test
  void termsThatSayAmountsAreKnownAsSuch() {
    assertThat(Term.ALL.stream().filter(Term::isAmount).map(Term::name))
        .contains("max-debt", "overdue-per-day", "replacement-price")
        .doesNotContain("loan-days", "overdue-steps");
  }

  @Test
  void everyTermHasAMeaningAndIsFoundByItsName() {
    for (var term : Term.ALL) {
      assertThat(term.meaning()).as(term.name()).endsWith(".");
      assertThat(Term.named(term.name())).isSameAs(term);
    }
    assertThat(Arrays.stream(Subject.values()).map(Subject::word))
        .contains("patron-category", "circulation-modifier");
  }
}
