package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.Explanation;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.RefusalReason;

/** Why something would be granted or refused, without doing it. */
class ExplanationTest {

  private static TestLibrary library;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void everyRuleIsToldAlsoThoseThatAreKept() {
    var explanation = explain(TestLibrary.checkout(library.north, "A", "1"));

    assertThat(explanation.outcome()).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(explanation.checks()).noneMatch(Check::isBroken);
    assertThat(explanation.checks())
        .extracting(check -> check.why().rule())
        .containsExactly(
            "patron-blocks",
            "patron-expiry",
            "maximum-debt",
            "maximum-loans",
            "one-loan-per-item",
            "for-loan",
            "item-ready",
            "holds-first",
            "bookings-first");
    assertThat(explanation.checks())
        .extracting(check -> check.why() + ": " + check.found())
        .contains(
            "maximum-loans: max-loans = 50 (patron category adult): 0 loans",
            "for-loan: for-loan = true (item category book): a loan");
  }

  @Test
  void everyBrokenRuleIsToldAndTheFirstDecides() {
    var explanation = explain(TestLibrary.checkout(library.north, "X", "R"));

    assertThat(explanation.outcome())
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.PATRON_BLOCKED));
    assertThat(Check.broken(explanation.checks()))
        .extracting(Check::reason)
        .containsExactly(RefusalReason.PATRON_BLOCKED, RefusalReason.ITEM_NOT_FOR_LOAN);
  }

  @Test
  void nothingIsChangedByExplaining() {
    var before = counts();
    explain(TestLibrary.checkout(library.north, "B", "2"));
    explain(TestLibrary.hold(library.north, "B", TestLibrary.TITLE, TestLibrary.MAIN));
    explain(TestLibrary.checkin(library.north, "2", TestLibrary.BRANCH));
    assertThat(counts()).isEqualTo(before);
    assertThat(library.submit(TestLibrary.checkout(library.north, "B", "2")))
        .isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(library.submit(TestLibrary.checkin(library.north, "2", TestLibrary.MAIN)))
        .isInstanceOf(CheckinOutcome.Returned.class);
  }

  @Test
  void whatIsNotKnownIsTheOnlyRule() {
    assertThat(explain(TestLibrary.checkout(library.north, "nobody", "1")).checks())
        .singleElement()
        .satisfies(check -> {
          assertThat(check.reason()).isEqualTo(RefusalReason.PATRON_UNKNOWN);
          assertThat(check.isBroken()).isTrue();
          assertThat(check.toString())
              .as("what was typed may be a CPR number")
              .doesNotContain("nobody");
        });
    assertThat(explain(TestLibrary.checkin(library.north, "no-such", TestLibrary.MAIN)).checks())
        .extracting(Check::reason)
        .containsExactly(RefusalReason.ITEM_UNKNOWN);
  }

  @Test
  void holdIsExplainedWithItsRules() {
    var explanation =
        explain(TestLibrary.hold(library.north, "A", TestLibrary.TITLE, "no-such-branch"));
    assertThat(explanation.outcome())
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.BRANCH_UNKNOWN));
    assertThat(explanation.checks())
        .extracting(check -> check.why().rule())
        .containsExactly(
            "patron-blocks",
            "patron-expiry",
            "maximum-debt",
            "maximum-holds",
            "branch-known",
            "expiry-not-passed",
            "items-for-loan",
            "reservable",
            "one-hold-per-title",
            "not-on-loan-to-patron");
  }

  private static Explanation explain(Command<?> command) {
    return library.store.inquiries().explain(command);
  }

  private static List<Long> counts() {
    return List.of("loan", "hold", "command_outcome", "audit", "outbox").stream()
        .map(table -> library.count(library.north, "select count(*) from " + table))
        .toList();
  }
}
