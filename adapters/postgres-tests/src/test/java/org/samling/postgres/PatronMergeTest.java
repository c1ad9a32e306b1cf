package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestPatrons.CPR;
import static org.samling.postgres.TestPatrons.patron;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PaymentMeans;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.patron.Actor;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronMerges.Moved;
import org.samling.core.patron.PatronMerges.Obstacle;
import org.samling.core.patron.PatronMerges.Part;
import org.samling.core.patron.PatronMerges.Plan;
import org.samling.postgres.connection.Acting;

/** Two records of one person are made one. */
class PatronMergeTest extends PatronsFixture {

  private static final Actor DESK = new Actor("desk", MAIN);

  private Plan plan(String kept, String merged) {
    return library.store.patronMerges().plan(library.north, kept, merged).orElseThrow();
  }

  private Plan merge(String kept, String merged) {
    return library.store.patronMerges().merge(library.north, kept, merged, DESK).orElseThrow();
  }

  private void charge(String card, long amount) {
    assertThat(
            library.submit(
                new FeeCommand.ChargeFee(
                    from(), card, FeeType.DAMAGE, amount, null, "Spild", Instant.now())))
        .isInstanceOf(FeeOutcome.Charged.class);
  }

  @Test
  void allThatWasTheOnesIsTheOthersAndItWasToldBefore() {
    patron().consents(Consent.KEEP_HISTORICAL_LOAN_DATA).put(library, library.north, "P");
    patron().put(library, library.north, "Q");
    assertLends("Q", "1");
    assertLends("Q", "2");
    library.submit(checkin(library.north, "2", MAIN));
    library.submit(hold(library.north, "Q", OTHER_TITLE, BRANCH));
    charge("Q", 5_000);
    library.submit(
        new FeeCommand.Pay(
            from(), "Q", 2_000, List.of(), PaymentMeans.CASH, "terminal 1", Instant.now()));
    library.submit(new PatronCommand.AddNote(from(), named("Q"), NoteKind.ALERT, "Ring first"));
    library.submit(
        new PatronCommand.BlockPatron(from(), named("Q"), BlockCode.EXCLUDED, null, null));
    var before = plan("P", "Q");
    assertThat(merge("P", "Q")).isEqualTo(before);

    assertThat(before.obstacles()).isEmpty();
    assertThat(before.moved())
        .contains(
            new Moved(Part.LOANS, 1),
            new Moved(Part.PAST_LOANS, 1),
            new Moved(Part.HOLDS, 1),
            new Moved(Part.OPEN_FEES, 1),
            new Moved(Part.PAYMENTS, 1),
            new Moved(Part.NOTES, 1),
            new Moved(Part.BLOCKS, 1));
    var account = library.store.inquiries().patron(library.north, "Q").orElseThrow();
    assertThat(account.patron().name()).isEqualTo("Navn, P");
    assertThat(account.loans()).hasSize(1);
    assertThat(account.holds()).hasSize(1);
    assertThat(account.patron().debt()).isEqualTo(3_000);
    assertThat(account.patron().blocks()).containsExactly(BlockCode.EXCLUDED);
    assertThat(profile("P").notes()).hasSize(2);
    assertThat(
            library.count(
                library.north,
                "select count(*) from loan_history h join patron_identifier i on i.patron_id = h.patron_id where i.value = 'P' and h.kept_for = 'CONSENT'"))
        .isEqualTo(1);
    assertThat(
            library.count(
                library.north,
                "select count(*) from audit where command = 'merge-patrons' and actor = 'desk'"))
        .isEqualTo(1);
    assertThat(library.submit(checkin(library.north, "1", MAIN))).isNotNull();
    assertThat(library.store.inquiries().patron(library.north, "P").orElseThrow().loans())
        .isEmpty();
    Invariants.check(library);
  }

  @Test
  void eventsAndAnswersThatAreRememberedAreOfThePatronWhoStays() {
    patron().put(library, library.north, "P");
    patron().put(library, library.north, "Q");
    assertLends("Q", "1");
    var gone = TestPatrons.id(library, library.north, "Q");
    merge("P", "Q");
    assertThat(
            library.count(
                library.north,
                "select (select count(*) from outbox where payload::text like '%"
                    + gone
                    + "%') + (select count(*) from command_outcome where outcome::text like '%"
                    + gone
                    + "%')"))
        .isZero();
  }

  @Test
  void historyThatThePatronWhoStaysDidNotWantKeptIsForgotten() {
    patron().consents(Consent.KEEP_HISTORICAL_LOAN_DATA).put(library, library.north, "P");
    patron().consents(Consent.KEEP_HISTORICAL_LOAN_DATA).put(library, library.north, "Q");
    library.submit(
        new PatronCommand.SetConsent(from(), named("P"), Consent.KEEP_HISTORICAL_LOAN_DATA, false));
    assertLends("Q", "1");
    library.submit(checkin(library.north, "1", MAIN));
    merge("P", "Q");
    assertThat(library.count(library.north, "select count(*) from loan_history")).isZero();
    assertThat(profile("P").consents()).isEmpty();
  }

  @Test
  void whatCannotBeMergedIsToldAndNothingIsDone() {
    patron().put(library, library.north, "P");
    patron().cpr(CPR).put(library, library.north, "R");
    patron().kind(PatronKind.GROUP).put(library, library.north, "G");
    patron().born(LocalDate.now().minusYears(8)).guardian("P").put(library, library.north, "C");
    library.submit(hold(library.north, "P", TITLE, MAIN));
    library.submit(hold(library.north, "A", TITLE, MAIN));

    assertThat(merge("P", "P").obstacles()).containsExactly(Obstacle.SAME_PATRON);
    assertThat(merge("P", "R").obstacles()).containsExactly(Obstacle.REGISTERED);
    assertThat(merge("P", "G").obstacles()).containsExactly(Obstacle.NOT_A_PERSON);
    assertThat(merge("C", "P").obstacles()).containsExactly(Obstacle.GUARDIAN);
    assertThat(merge("P", "A").obstacles()).containsExactly(Obstacle.SAME_HOLD);
    assertThat(library.store.patronMerges().merge(library.north, "P", "nobody", DESK)).isEmpty();
    assertThat(library.store.inquiries().patron(library.north, "A").orElseThrow().holds())
        .hasSize(1);
    assertThat(merge("R", "P").obstacles()).isEmpty();
    assertThat(library.store.inquiries().patron(library.north, CPR).orElseThrow().holds())
        .hasSize(1);
  }

  @Test
  void whoIsOfAgeGetsNoGuardianFromARecordOfTheirChildhood() {
    patron().put(library, library.north, "G");
    var young = LocalDate.now().minusYears(9);
    patron().born(LocalDate.now().minusYears(30)).put(library, library.north, "P");
    patron().born(young).guardian("G").put(library, library.north, "Q");
    merge("P", "Q");
    assertThat(profile("P").guardian()).isNull();

    patron().born(LocalDate.now().minusYears(19)).put(library, library.north, "R");
    library.submit(new PatronCommand.ComeOfAge(from(), named("R")));
    patron().born(young).guardian("G").put(library, library.north, "S");
    merge("R", "S");
    assertThat(profile("R").guardian()).isNull();

    patron().put(library, library.north, "C");
    patron().born(young).guardian("G").put(library, library.north, "D");
    merge("C", "D");
    assertThat(profile("C").guardian()).as("a child keeps its guardian").isNotNull();
  }

  /** What is left where a merge is interrupted after its first transaction. */
  private void mergeInPart(UUID kept, UUID gone) throws SQLException {
    try (var connection = library.application();
        var statement = connection.createStatement()) {
      TestLibrary.act(connection, Acting.of(library.north));
      statement.execute("select merge_patrons('%s', '%s', false)".formatted(kept, gone));
      statement.execute(
          """
          insert into audit (tenant_id, id, at, actor, branch, command, patron_id, outcome, note)
          values (%s, gen_random_uuid(), now(), 'desk', '%s', 'merge-patrons', '%s', 'done', '%s')
          """
              .formatted(library.north, MAIN, kept, gone));
      connection.commit();
    }
  }

  private long naming(UUID patron, String table, String column) {
    return library.count(
        library.north,
        "select count(*) from %s where %s::text like '%%%s%%'".formatted(table, column, patron));
  }

  @Test
  void eventsThatNobodyHasReadNameThePatronWhoStaysAtOnceAndWhoeverAsksAgainFinishesTheRest()
      throws SQLException {
    patron().put(library, library.north, "P");
    patron().put(library, library.north, "Q");
    library.submit(hold(library.north, "Q", TITLE, MAIN));
    library.submit(new PatronCommand.AddNote(from(), named("Q"), NoteKind.STAFF, "Ring first"));
    var gone = TestPatrons.id(library, library.north, "Q");
    assertThat(naming(gone, "outbox", "payload")).isPositive();
    mergeInPart(TestPatrons.id(library, library.north, "P"), gone);
    assertThat(naming(gone, "outbox", "payload")).isZero();
    assertThat(naming(gone, "command_outcome", "outcome")).isPositive();

    assertThat(merge("P", "Q").obstacles()).containsExactly(Obstacle.SAME_PATRON);
    assertThat(naming(gone, "command_outcome", "outcome")).isZero();
  }

  @Test
  void patronOfAnotherTenantIsNeverMerged() {
    patron().put(library, library.south, "S");
    assertThat(library.store.patronMerges().merge(library.north, "A", "S", DESK)).isEmpty();
    assertThat(library.store.inquiries().patron(library.south, "S")).isPresent();
  }

  @Test
  void creditOfTheOneSettlesWhatTheOtherOwes() {
    library.set(org.samling.core.policy.Setting.FEE_OVERPAYMENT, "keep-as-credit");
    patron().put(library, library.north, "P");
    patron().put(library, library.north, "Q");
    charge("P", 3_000);
    library.submit(
        new FeeCommand.Pay(from(), "Q", 2_000, List.of(), PaymentMeans.CASH, null, Instant.now()));
    merge("P", "Q");
    library.submit(new FeeCommand.UseCredit(from(), "P"));

    var account = library.store.inquiries().patron(library.north, "P").orElseThrow();
    assertThat(account.fees())
        .singleElement()
        .satisfies(f -> assertThat(f.open()).isEqualTo(1_000));
    Invariants.check(library);
  }
}
