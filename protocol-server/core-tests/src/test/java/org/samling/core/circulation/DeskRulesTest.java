package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.SetCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PartnerLibraries;
import org.samling.core.policy.PolicyMatrix;
import org.samling.core.policy.Settings;

/** Rules that decide what staff and patrons are told: one patron, one book, two branches. */
class DeskRulesTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
  private static final LocalDate EVE = LocalDate.parse("2026-12-24");
  private static final ItemCategory BOOK = new ItemCategory("book", "Bog", "001", true, 30, 2);
  private static final ItemCategory REFERENCE =
      new ItemCategory("book", "Opslag", "001", false, 30, 2);
  private static final PatronCategory ADULT = new PatronCategory("adult", "Voksen", 9, 9, 0);

  private final Facts facts = SmallLibrary.oneOfEach("here");
  private LocalDate today = LocalDate.parse("2026-11-02");
  private String at = "here";
  private ItemCategory category = BOOK;

  private LendingPolicy policy() {
    var calendar =
        new BranchCalendar(Map.of(), List.of(new BranchCalendar.Closing(EVE, EVE, "Jul")));
    return new LendingPolicy(
        new Tenant(new TenantId(1), "t", "T", ZONE, Currency.getInstance("DKK"), false),
        Map.of("book", category),
        Map.of("adult", ADULT),
        Map.of(),
        Map.of(
            "here", new Branch("here", "799700", Set.of(), "Her", calendar),
            "there", new Branch("there", "799700", Set.of(), "Der", calendar)),
        Settings.NONE,
        new PolicyMatrix(List.of(), List.of(category), List.of(ADULT)),
        List.of(),
        Map.of(),
        List.of(),
        PartnerLibraries.NONE);
  }

  private Instant now() {
    return today.atTime(12, 0).atZone(ZONE).toInstant();
  }

  private Origin origin() {
    return new Origin(
        new TenantId(1),
        CommandKey.of(Duration.ZERO, UUID.randomUUID()),
        "test",
        at,
        now().plusSeconds(60));
  }

  private Decision decide(Command<?> command) {
    return new Desk(policy(), facts).decide(command, now());
  }

  private CheckoutOutcome.Granted granted(Command<CheckoutOutcome> command) {
    return (CheckoutOutcome.Granted) decide(command).outcome();
  }

  private RefusalReason refused(Command<?> command) {
    var decision = decide(command);
    assertThat(decision.effects()).isEmpty();
    return ((Refusal) decision.outcome()).reason();
  }

  private LoanCommand.Checkout lend() {
    return new LoanCommand.Checkout(origin(), "p", "i", false, null);
  }

  private LoanCommand.Renew renew() {
    return new LoanCommand.Renew(origin(), "p", "i");
  }

  private LoanFacts loan() {
    return facts.loanOf(SmallLibrary.ITEM).orElseThrow();
  }

  private HoldCommand.PlaceHold hold(String pickup, @Nullable Instant expires) {
    return new HoldCommand.PlaceHold(
        origin(),
        "p",
        new RecordKey("t", "1"),
        null,
        HoldCommand.HoldOptions.at(pickup, now(), expires));
  }

  private HoldFacts placed(String pickup) {
    facts.titles().add(new RecordKey("t", "1"), new UUID(2, 1));
    facts.titles().add(new UUID(2, 1), facts.item("i").orElseThrow().kind(), null, 1);
    var id = ((HoldOutcome.Placed) decide(hold(pickup, null)).outcome()).holdId();
    return facts.hold(id).orElseThrow();
  }

  private CheckinOutcome.Destination checkIn() {
    var returned = decide(new LoanCommand.Checkin(origin(), "i", now())).outcome();
    return ((CheckinOutcome.Returned) returned).destination();
  }

  @Test
  void renewalThatGainsNoDayUsesNone() {
    decide(lend());
    var same = granted(renew());
    assertThat(same.renewed()).isFalse();
    assertThat(same.why().rule()).isEqualTo("renewal-gains");
    assertThat(loan().renewals()).isZero();

    today = today.plusDays(1);
    assertThat(granted(renew()).renewed()).isTrue();
    assertThat(loan().renewals()).isEqualTo(1);
  }

  @Test
  void claimedLoanIsNotRenewed() {
    decide(lend());
    decide(new LoanCommand.ClaimReturned(origin(), "p", "i"));
    today = today.plusDays(7);
    assertThat(refused(renew())).isEqualTo(RefusalReason.CLAIMED_RETURNED);
  }

  @Test
  void holdThatIsAlreadyOverIsRefused() {
    var hold = placed("here");
    decide(new HoldCommand.CancelHoldById(origin(), "p", hold.id()));
    assertThat(refused(hold("here", now().minusSeconds(1)))).isEqualTo(RefusalReason.EXPIRY_PASSED);

    var other = ((HoldOutcome.Placed) decide(hold("here", null)).outcome()).holdId();
    assertThat(
            refused(new HoldCommand.ChangeHold(origin(), "p", other, null, now().minusSeconds(1))))
        .isEqualTo(RefusalReason.EXPIRY_PASSED);
  }

  @Test
  void itemOnItsWayWhosePickupBranchChangesArrivesWhereItWasSentAndIsSentOnThere() {
    var hold = placed("there");
    checkIn();
    decide(new HoldCommand.ChangeHold(origin(), "p", hold.id(), "here", null));
    var way = facts.transitOf(SmallLibrary.ITEM).orElseThrow();
    assertThat(List.of(String.valueOf(way.from()), way.to())).containsExactly("here", "there");

    at = "there";
    assertThat(checkIn().branch()).isEqualTo("here");
    var on = facts.transitOf(SmallLibrary.ITEM).orElseThrow();
    assertThat(List.of(String.valueOf(on.from()), on.to())).containsExactly("there", "here");
    at = "here";
    assertThat(checkIn()).isInstanceOf(CheckinOutcome.Destination.HoldShelf.class);
  }

  @Test
  void itemOnItsWayForAHoldThatIsCancelledStillArrivesWhereItWasSent() {
    var hold = placed("there");
    checkIn();
    decide(new HoldCommand.ChangeHold(origin(), "p", hold.id(), "here", null));
    decide(new HoldCommand.CancelHoldById(origin(), "p", hold.id()));
    assertThat(facts.item(SmallLibrary.ITEM).orElseThrow().at()).isEqualTo("there");
  }

  @Test
  void pickupBranchChangesWhileTheItemWaitsAndItTravels() {
    var hold = placed("here");
    checkIn();
    assertThat(facts.hold(hold.id()).orElseThrow().state()).isEqualTo(HoldState.READY);
    decide(new HoldCommand.ChangeHold(origin(), "p", hold.id(), "there", null));
    var moved = facts.hold(hold.id()).orElseThrow();
    assertThat(moved.state()).isEqualTo(HoldState.IN_TRANSIT);
    assertThat(moved.shelf()).isNull();

    at = "there";
    assertThat(checkIn()).isInstanceOf(CheckinOutcome.Destination.HoldShelf.class);
  }

  @Test
  void dueDateByHandOnAClosedDayWarns() {
    decide(lend());
    var closed = decide(new LoanCommand.ChangeDueDate(origin(), "p", "i", EVE)).outcome();
    assertThat(((LoanOutcome.Changed) closed).warning())
        .extracting(DecisionReason::rule, DecisionReason::value)
        .containsExactly("due-on-open-day", EVE.toString());
    var open = decide(new LoanCommand.ChangeDueDate(origin(), "p", "i", EVE.minusDays(1)));
    assertThat(((LoanOutcome.Changed) open.outcome()).warning()).isNull();
  }

  @Test
  void recallTellsOfAnItemOnce() {
    decide(lend());
    today = today.plusDays(20);
    assertThat(decide(new LoanCommand.Recall(origin(), "i")).effects()).isNotEmpty();
    assertThat(decide(new LoanCommand.Recall(origin(), "i")).effects()).isEmpty();
    today = today.plusDays(1);
    assertThat(decide(new LoanCommand.Recall(origin(), "i")).effects()).isEmpty();
  }

  @Test
  void setReadAtAnotherBranchSaysWhereItGoes() {
    decide(new SetCommand.PutSet(origin(), "s", "Sæt", List.of("i"), List.of()));
    decide(new LoanCommand.Checkout(origin(), "p", "s", false, null));
    at = "there";
    var returned = decide(new LoanCommand.Checkin(origin(), "s", now())).outcome();
    assertThat(((CheckinOutcome.SetReturned) returned).branch()).isEqualTo("here");
  }

  @Test
  void overrideLendsAgainstTheRulesThatItNamesAndNoOthers() {
    category = REFERENCE;
    assertThat(refused(lend())).isEqualTo(RefusalReason.ITEM_NOT_FOR_LOAN);
    assertThat(refused(overriding(OverridableRule.PATRON_BLOCKED)))
        .isEqualTo(RefusalReason.ITEM_NOT_FOR_LOAN);

    var lent = granted(overriding(OverridableRule.ITEM_NOT_FOR_LOAN));
    assertThat(lent.broken()).extracting(DecisionReason::rule).containsExactly("for-loan");
  }

  @Test
  void overrideRenewsAgainstTheRulesThatItNames() {
    decide(lend());
    for (var i = 0; i < 2; i++) {
      today = today.plusDays(1);
      decide(renew());
    }
    today = today.plusDays(1);
    assertThat(refused(renew())).isEqualTo(RefusalReason.TOO_MANY_RENEWALS);
    var override = new LoanCommand.RuleOverride("ill", Set.of(OverridableRule.TOO_MANY_RENEWALS));
    var renewed = granted(new LoanCommand.Renew(origin(), "p", "i", override));
    assertThat(renewed.renewed()).isTrue();
    assertThat(renewed.broken())
        .extracting(DecisionReason::rule)
        .containsExactly("maximum-renewals");
    assertThat(loan().renewals()).isEqualTo(3);
  }

  @Test
  void overrideNeedsAReasonAndOverridesRulesAndNoFacts() {
    assertThatThrownBy(() -> new LoanCommand.RuleOverride(" ", Set.of(OverridableRule.RECALLED)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LoanCommand.RuleOverride("x", Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(OverridableRule.values())
        .extracting(OverridableRule::reason)
        .doesNotContain(RefusalReason.ON_LOAN_TO_ANOTHER, RefusalReason.ITEM_UNKNOWN);
  }

  private LoanCommand.Checkout overriding(OverridableRule rule) {
    @Nullable String nobody = null;
    return new LoanCommand.Checkout(
        origin(),
        "p",
        "i",
        false,
        null,
        nobody,
        new LoanCommand.RuleOverride("for the mayor", Set.of(rule)));
  }
}
