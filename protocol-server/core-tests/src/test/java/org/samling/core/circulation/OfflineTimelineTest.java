package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.LoanEffect;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.LoanEnd;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.core.patron.Membership;

/**
 * What machines did while the library could not be asked comes to the same, whatever order they
 * tell it in.
 */
class OfflineTimelineTest {

  private static final Instant NOW = Instant.parse("2026-05-20T10:00:00Z");
  private static final Instant DAY_0 = NOW.minus(Duration.ofDays(20));
  private static final UUID ITEM = new UUID(3, 0);
  private static final UUID TITLE = new UUID(2, 0);

  /** What a machine did: L lends, R takes back, N renews. */
  private record Done(char what, String patron, int day, @Nullable Integer due) {

    Instant when() {
      return DAY_0.plus(Duration.ofDays(day));
    }
  }

  private static Done lent(String patron, int day, int due) {
    return new Done('L', patron, day, due);
  }

  private static Done back(int day) {
    return new Done('R', "", day, null);
  }

  private static Done renewed(String patron, int day, int due) {
    return new Done('N', patron, day, due);
  }

  @Test
  void whatWasLentReturnedAndLentAgainComesToTheSameInEveryOrder() {
    var state = sameInEveryOrder(lent("p0", 1, 15), back(5), lent("p1", 9, 30));
    assertThat(state)
        .containsEntry("loans", "[p0 1-5 due 15, p1 9- due 30]")
        .containsEntry("open", "p1")
        .containsEntry("item", "ON_LOAN east null")
        .containsEntry("debts", "0 0");
  }

  @Test
  void aLoanEndsWithTheNextWhereNoReturnIsKnown() {
    assertThat(sameInEveryOrder(lent("p0", 1, 15), lent("p1", 9, 30)))
        .containsEntry("loans", "[p0 1-9 due 15, p1 9- due 30]");
  }

  @Test
  void theEarliestOfSeveralReturnsEndsTheLoan() {
    assertThat(sameInEveryOrder(back(7), lent("p0", 1, 15), back(4), back(12)))
        .containsEntry("loans", "[p0 1-4 due 15]")
        .containsEntry("open", "nobody");
  }

  @Test
  void aRenewalLengthensTheLoanOfItsPatronAtThatTimeOnly() {
    assertThat(
            sameInEveryOrder(
                lent("p0", 1, 8),
                renewed("p0", 3, 18),
                back(12),
                renewed("p0", 13, 40),
                renewed("p1", 4, 40)))
        .containsEntry("loans", "[p0 1-12 due 18 renewed 1]")
        .containsEntry("debts", "0 0");
  }

  @Test
  void whatWasLateCostsTheSameInEveryOrder() {
    var state = sameInEveryOrder(lent("p0", 1, 4), back(14), lent("p1", 18, 40));
    assertThat(state).containsEntry("debts", "60 0");
  }

  @Test
  void noFeeIsLeftWhereAReturnToldLaterWasInTime() {
    var library = new Library(new Random(0));
    library.tell(lent("p0", 1, 4));
    library.tell(lent("p1", 14, 40));
    assertThat(library.state()).containsEntry("debts", "60 0");
    library.tell(back(3));
    assertThat(library.state()).containsEntry("debts", "0 0");
  }

  @Test
  void whatIsToldAgainChangesNothing() {
    var library = new Library(new Random(0));
    library.tell(lent("p0", 1, 15));
    library.tell(back(5));
    var outcome = library.tell(lent("p1", 9, 30)).outcome();
    var state = library.state();
    for (var again : List.of(back(5), lent("p0", 1, 15))) {
      assertThat(library.tell(again).effects()).isEmpty();
    }
    var again = library.tell(lent("p1", 9, 30));
    assertThat(again.outcome()).isEqualTo(outcome);
    assertThat(library.state()).isEqualTo(state);
  }

  @Test
  void whatIsLentAtTheDeskMeanwhileIsNotTakenAwayByAnOldReturn() {
    var library = new Library(new Random(0));
    library.tell(lent("p0", 1, 15));
    library.desk(new LoanCommand.Checkin(library.origin(), "i0", NOW));
    library.desk(new LoanCommand.Checkout(library.origin(), "p1", "i0", false, null));
    library.tell(back(5));
    library.tell(lent("p2", 3, 17));
    assertThat(library.state())
        .containsEntry("open", "p1")
        .containsEntry("item", "ON_LOAN east null")
        .extractingByKey("loans")
        .asString()
        .startsWith("[p0 1-3 due 15, p2 3-5 due 17, p1 ");
  }

  @Test
  void aLoanToldAfterTheItemCameInIsOver() {
    var library = new Library(new Random(0));
    library.desk(new LoanCommand.Checkin(library.origin(), "i0", NOW));
    library.tell(lent("p0", 1, 15));
    assertThat(library.state())
        .containsEntry("open", "nobody")
        .containsEntry("item", "AVAILABLE east null")
        .containsEntry("loans", "[p0 1-20 due 15]");
  }

  @Test
  void aReturnAtTheDeskIsKeptForTheLoanToldLaterThatItEnded() {
    var library = new Library(new Random(0));
    library.tell(lent("p0", 1, 15));
    library.desk(new LoanCommand.Checkin(library.origin(), "i0", NOW));
    library.tell(back(5));
    library.tell(lent("p1", 9, 30));
    assertThat(library.state())
        .containsEntry("loans", "[p0 1-5 due 15, p1 9-20 due 30]")
        .containsEntry("open", "nobody")
        .containsEntry("item", "AVAILABLE east null");
  }

  @Test
  void noOrderOfArrivalMakesADifferenceWhateverWasDone() {
    for (var seed = 0; seed < (Boolean.getBoolean("samling.long") ? 400 : 30); seed++) {
      var random = new Random(seed);
      var done = new ArrayList<Done>();
      var days = new ArrayList<>(List.of(1, 3, 4, 6, 8, 11, 13, 17));
      for (var i = 0; i < 5; i++) {
        Collections.shuffle(days, random);
        var day = days.removeLast();
        var patron = "p" + random.nextInt(2);
        done.add(
            switch (random.nextInt(5)) {
              case 0, 1 -> lent(patron, day, 19);
              case 2, 3 -> back(day);
              default -> renewed(patron, day, 19 + random.nextInt(20));
            });
      }
      sameInEveryOrder(done.toArray(new Done[0]));
    }
  }

  /** Tells it in every order, and gives what each of them comes to. */
  private static Map<String, String> sameInEveryOrder(Done... done) {
    var inOrder = new ArrayList<>(List.of(done));
    inOrder.sort(Comparator.comparingInt(Done::day));
    var expected = told(inOrder);
    permute(
        new ArrayList<>(List.of(done)),
        0,
        order -> assertThat(told(order)).as("told as " + order).isEqualTo(expected));
    return expected;
  }

  private static Map<String, String> told(List<Done> order) {
    var library = new Library(new Random(0));
    order.forEach(library::tell);
    return library.state();
  }

  private static void permute(List<Done> done, int from, Consumer<List<Done>> then) {
    if (from == done.size()) {
      then.accept(done);
      return;
    }
    for (var i = from; i < done.size(); i++) {
      Collections.swap(done, from, i);
      permute(done, from + 1, then);
      Collections.swap(done, from, i);
    }
  }

  /** One item, three patrons. */
  private static final class Library {

    private final Facts facts = new Facts();
    private final Desk desk = new Desk(SmallLibrary.POLICIES.getFirst(), facts);
    private final Map<UUID, LoanFacts> known = new TreeMap<>();
    private final Map<UUID, LoanEnd> ends = new TreeMap<>();
    private final Random random;

    Library(Random random) {
      this.random = random;
      for (var n = 0; n < 3; n++) {
        facts.add(
            new PatronFacts(
                new UUID(1, n),
                "p" + n,
                "Navn",
                new Membership("adult", "east", "009", null),
                null,
                null,
                List.of(),
                new PatronFacts.Load(List.of(), 0, 0, 0)));
      }
      facts.titles().add(new RecordKey("t", "0"), TITLE);
      facts.add(
          new ItemFacts(
              ITEM,
              "i0",
              new ItemFacts.Description(TITLE, new RecordKey("t", "0"), "Titel", null, null),
              new ItemFacts.Sort("book", null, null, LocalDate.EPOCH, null),
              new ItemFacts.Place("east", null, null, "east", ItemStatus.AVAILABLE, null, 0),
              null,
              null,
              null,
              StockFacts.PLAIN));
      facts.offline().add(ITEM, null, null);
    }

    Origin origin() {
      return new Origin(
          SmallLibrary.POLICIES.getFirst().tenant().id(),
          CommandKey.of(Duration.ZERO, random.nextLong()),
          "test",
          "east",
          NOW.plusSeconds(60));
    }

    Decision tell(Done done) {
      var due = done.due() == null ? null : DAY_0.plus(Duration.ofDays(done.due()));
      return desk(
          switch (done.what()) {
            case 'L' ->
                new OfflineCommand.OfflineCheckout(
                    origin(), done.toString(), done.patron(), "i0", done.when(), due);
            case 'R' ->
                new OfflineCommand.OfflineCheckin(
                    origin(), done.toString(), "i0", done.when(), null);
            default ->
                new OfflineCommand.OfflineRenewal(
                    origin(), done.toString(), done.patron(), "i0", done.when(), due);
          });
    }

    Decision desk(Command<?> command) {
      var decision = desk.decide(command, NOW);
      decision.effects().forEach(this::take);
      return decision;
    }

    private void take(Effect effect) {
      switch (effect) {
        case LoanEffect.LoanOpened(var loan, _) -> known.put(loan.id(), loan);
        case LoanEffect.LoanRecorded(var loan, _, var end) -> over(loan, end);
        case LoanEffect.LoanCorrected(var loan, var end, _) -> over(loan, end);
        case LoanEffect.LoanChanged changed -> known.put(changed.loan().id(), changed.loan());
        case LoanEffect.LoanClosed(var loan, var at, var branch) ->
            over(loan, new LoanEnd(at, branch, false));
        default -> {}
      }
    }

    private void over(LoanFacts loan, LoanEnd end) {
      known.put(loan.id(), loan);
      ends.put(loan.id(), end);
    }

    Map<String, String> state() {
      var item = facts.item("i0").orElseThrow();
      var open = facts.loanOf(ITEM);
      return new TreeMap<>(
          Map.of(
              "loans",
              known.values().stream()
                  .sorted(Comparator.comparing(LoanFacts::at))
                  .map(this::text)
                  .toList()
                  .toString(),
              "open",
              open.map(LoanFacts::patron).orElse("nobody"),
              "item",
              item.status() + " " + item.at() + " " + item.holdId(),
              "debts",
              facts.patron("p0").orElseThrow().debt()
                  + " "
                  + facts.patron("p1").orElseThrow().debt()));
    }

    private String text(LoanFacts loan) {
      var end = ends.get(loan.id());
      return "%s %d-%s due %d%s"
          .formatted(
              loan.patron(),
              day(loan.at()),
              end == null ? "" : Long.toString(day(end.at())),
              day(loan.due()),
              loan.renewals() == 0 ? "" : " renewed " + loan.renewals());
    }

    private static long day(Instant at) {
      return Duration.between(DAY_0, at).toDays();
    }
  }
}
