package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Consent;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PostalAddress;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyMatrix;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Settings;
import org.samling.core.policy.Unit;

/** For how long loans that are over say whose they were. At branch b 30 days, at branch s 7. */
class RetentionTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final UUID PATRON = new UUID(1, 1);
  private static final UUID ITEM = new UUID(3, 1);
  private static final UUID LOAN = new UUID(4, 1);

  private final Instant now = LocalDate.parse("2026-11-24").atTime(12, 0).atZone(ZONE).toInstant();
  private final Facts facts = new Facts();

  private static LendingPolicy policy() {
    var days =
        new SettingValue(
            Setting.LOAN_RETENTION_DAYS.name(),
            new Unit(Unit.Level.BRANCH, "s"),
            "7",
            LocalDate.EPOCH,
            null,
            "test",
            Instant.EPOCH);
    return new LendingPolicy(
        new Tenant(new TenantId(1), "t", "T", ZONE, Currency.getInstance("DKK"), false),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("b", branch("b"), "s", branch("s")),
        new Settings(List.of(days)),
        new PolicyMatrix(List.of(), List.of(), List.of()),
        List.of(),
        Map.of(),
        List.of());
  }

  private static Branch branch(String code) {
    return new Branch(code, "799700", Set.of(), code, BranchCalendar.ALWAYS_OPEN);
  }

  private Instant daysAgo(int days) {
    return now.minus(Duration.ofDays(days));
  }

  private void patron(Consent... consents) {
    facts.add(
        new PatronDetails(
            PATRON,
            PatronKind.PERSON,
            null,
            null,
            new PostalAddress(null, false),
            null,
            null,
            true,
            null,
            Set.of(consents)));
  }

  private void loan(String branch, int endedDaysAgo, boolean owed, @Nullable Integer settledAgo) {
    facts.add(
        new EndedLoan(
            LOAN,
            ITEM,
            PATRON,
            branch,
            daysAgo(endedDaysAgo),
            owed,
            settledAgo == null ? null : daysAgo(settledAgo)));
  }

  private Decision detach(UUID patron) {
    var origin =
        new Origin(
            new TenantId(1),
            CommandKey.of(Duration.ZERO, UUID.randomUUID()),
            "test",
            "b",
            now.plusSeconds(60));
    return new Desk(policy(), facts)
        .decide(new LoanCommand.DetachLoans(origin, patron, List.of(LOAN)), now);
  }

  private void assertDetached() {
    var decision = detach(PATRON);
    assertThat(decision.effects()).containsExactly(new Effect.LoansDetached(List.of(LOAN), now));
    assertThat(decision.outcome()).isEqualTo(new RetentionOutcome(now, 1, 0));
    assertThat(detach(PATRON).effects()).as("again").isEmpty();
  }

  private void assertKeptUntilSomethingChanges() {
    assertThat(detach(PATRON).effects())
        .containsExactly(new Effect.LoansRetained(List.of(new Effect.Retained(LOAN, null)), now));
  }

  @Test
  void loanSaysForThirtyDaysAfterItsReturnWhoseItWasAndNoLonger() {
    patron();
    loan("b", 30, false, null);
    assertThat(detach(PATRON).effects()).isEmpty();
    loan("b", 31, false, null);
    assertDetached();
  }

  @Test
  void settingIsThatOfTheBranchWhereTheLoanWasMade() {
    patron();
    loan("s", 7, false, null);
    assertThat(detach(PATRON).effects()).isEmpty();
    loan("s", 8, false, null);
    assertDetached();
  }

  @Test
  void whoWantsTheHistoryKeptKeepsIt() {
    patron(Consent.KEEP_HISTORICAL_LOAN_DATA);
    loan("b", 4_000, false, null);
    assertKeptUntilSomethingChanges();
  }

  @Test
  void anotherConsentKeepsNoHistory() {
    patron(Consent.SYNC_WITH_NATIONAL_REGISTRY);
    loan("b", 31, false, null);
    assertDetached();
  }

  @Test
  void nothingIsDetachedWhileADebtForItIsOpen() {
    patron();
    loan("b", 4_000, true, 3_000);
    assertKeptUntilSomethingChanges();
  }

  @Test
  void whereAFeeWasOpenAfterTheReturnItCountsFromTheSettlement() {
    patron();
    loan("b", 100, false, 30);
    assertThat(detach(PATRON).effects())
        .containsExactly(
            new Effect.LoansRetained(List.of(new Effect.Retained(LOAN, daysAgo(30))), now));
    loan("b", 100, false, 31);
    assertDetached();
  }

  @Test
  void feeThatWasSettledBeforeTheReturnPutsNothingOff() {
    patron();
    loan("b", 31, false, 40);
    assertDetached();
  }

  @Test
  void chargeInTheSameBatchKeepsTheLoan() {
    patron();
    loan("b", 31, false, null);
    facts.apply(fee(PATRON, null, LOAN));
    assertKeptUntilSomethingChanges();
  }

  @Test
  void feeForTheItemThatIsForNoLoanCountsToo() {
    patron();
    loan("b", 31, false, null);
    facts.apply(fee(PATRON, ITEM, null));
    assertKeptUntilSomethingChanges();
  }

  @Test
  void feeForAnotherLoanOrOfAnotherPatronDoesNot() {
    patron();
    loan("b", 31, false, null);
    facts.apply(fee(PATRON, ITEM, new UUID(4, 2)));
    facts.apply(fee(new UUID(1, 2), ITEM, null));
    assertDetached();
  }

  private Effect.FeeCharged fee(UUID patron, @Nullable UUID item, @Nullable UUID loan) {
    return new Effect.FeeCharged(
        UUID.randomUUID(), patron, FeeType.DAMAGE, 100, item, loan, null, null, now, now);
  }

  @Test
  void loansOfSomebodyElseStay() {
    patron();
    loan("b", 31, false, null);
    assertThat(detach(new UUID(1, 2)).effects()).isEmpty();
  }

  @Test
  void onlySoManyLoansAreNamedTogether() {
    var origin =
        new Origin(
            new TenantId(1), CommandKey.of(Duration.ZERO, "key"), "test", "b", now.plusSeconds(60));
    for (var loans :
        List.of(
            List.<UUID>of(), Collections.nCopies(LoanCommand.DetachLoans.MAX_LOANS + 1, LOAN))) {
      assertThatThrownBy(() -> new LoanCommand.DetachLoans(origin, PATRON, loans))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
