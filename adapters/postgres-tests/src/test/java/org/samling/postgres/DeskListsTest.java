package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.SCHOOL;
import static org.samling.postgres.TestLibrary.TITLE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.patron.Consent;

/** What staff look up who serve patrons, and whom they are not told of. */
class DeskListsTest {

  private static final Set<String> ALL = Set.of(MAIN, BRANCH, SCHOOL);
  private static final Set<String> OF_SCHOOL = Set.of(SCHOOL);

  private TestLibrary library;
  private DeskLists lists;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    library.addSchool();
    lists = library.store.deskLists();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private List<String> named(String name, Set<String> branches) {
    return lists.patrons(library.north, name, branches, null, 10).stream()
        .map(DeskLists.Known::card)
        .toList();
  }

  private UUID id(String card) {
    return UUID.fromString(
        library.text(
            library.north,
            "select patron_id from patron_identifier where value = '%s'".formatted(card)));
  }

  @Test
  void patronsAreFoundByBeginningsOfTheWordsOfTheirNames() {
    assertThat(named("navn", ALL)).containsExactly("A", "B", "C", "S", "X");
    assertThat(named("s NAV", ALL)).containsExactly("S");
    assertThat(named("Navn, A", ALL)).containsExactly("A");
    assertThat(named("avn", ALL)).as("not a word's beginning").isEmpty();
    assertThat(named("%", ALL)).as("no wildcard").isEmpty();
    assertThat(named(" , ", ALL)).isEmpty();
    assertThat(named("navn", OF_SCHOOL)).containsExactly("S");
  }

  @Test
  void patronsComeInPagesThatFollowEachOther() {
    var first = lists.patrons(library.north, "navn", ALL, null, 2);
    assertThat(first).extracting(DeskLists.Known::card).containsExactly("A", "B");
    assertThat(lists.patrons(library.north, "navn", ALL, first.getLast().id(), 2))
        .extracting(DeskLists.Known::card)
        .containsExactly("C", "S");
    assertThat(lists.patrons(library.north, "navn", ALL, UUID.randomUUID(), 10))
        .as("after one who is gone")
        .hasSize(5);
  }

  @Test
  void whoWasFoundIsInTheAccessLogAndNobodyElse() {
    named("navn a", ALL);
    assertThat(library.store.accessLog().reads(library.north, id("A"), 10)).hasSize(1);
    assertThat(library.store.accessLog().reads(library.north, id("B"), 10)).isEmpty();
  }

  @Test
  void cardThatIsBlockedStillNamesItsPatron() {
    library.submit(
        new PatronCommand.BlockIdentifier(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            new PatronName.Identifier("A"),
            "lost"));
    assertThat(library.store.inquiries().patron(library.north, "A")).isEmpty();
    assertThat(lists.patron(library.north, "A")).isPresent();
    assertThat(lists.patron(library.south, "S")).as("of another tenant").isEmpty();
  }

  @Test
  void loansSayWhereTheyWereMadeAndWhoHasTheItem() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    assertThat(lists.loans(library.north, id("A")))
        .hasEntrySatisfying("1", lent -> assertThat(lent.branch()).isEqualTo(MAIN));
    var borrowed = lists.borrowed(library.north, "1", ALL).orElseThrow();
    assertThat(borrowed.patron()).isNotNull().returns("A", DeskLists.Known::card);
    assertThat(lists.borrowed(library.north, "1", OF_SCHOOL).orElseThrow().patron())
        .as("nobody of theirs")
        .isNull();
    assertThat(lists.borrowed(library.north, "2", ALL)).isEmpty();
  }

  @Test
  void feesForLoansSayWhereTheseWereMade() {
    library.submit(TestLibrary.checkout(library.north, "A", "1"));
    library.submit(
        new LoanCommand.DeclareLost(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN), "1"));
    assertThat(lists.feeBranches(library.north, id("A")).values()).containsOnly(MAIN);
  }

  @Test
  void queueNamesNobodyOfOtherBranches() {
    for (var item : List.of("1", "2", "3", "4", "5")) {
      library.submit(TestLibrary.checkout(library.north, "B", item));
    }
    library.submit(TestLibrary.hold(library.north, "A", TITLE, MAIN));
    library.submit(TestLibrary.hold(library.north, "S", TITLE, MAIN));
    assertThat(lists.queue(library.north, TITLE, ALL, null, 10))
        .extracting(waiting -> waiting.patron() == null ? "" : waiting.patron().card())
        .containsExactly("A", "S");
    assertThat(lists.queue(library.north, TITLE, OF_SCHOOL, null, 10))
        .extracting(waiting -> waiting.patron() == null ? "" : waiting.patron().card())
        .containsExactly("", "S");
  }

  @Test
  void queueTellsPlacesAndComesInPagesThatFollowEachOther() {
    for (var item : List.of("2", "3", "4", "5")) {
      library.submit(TestLibrary.checkout(library.north, "B", item));
    }
    library.submit(TestLibrary.hold(library.north, "A", TITLE, MAIN));
    library.submit(TestLibrary.checkin(library.north, "1", MAIN));
    library.submit(TestLibrary.hold(library.north, "S", TITLE, MAIN));
    library.submit(TestLibrary.hold(library.north, "C", TITLE, MAIN));
    var all = lists.queue(library.north, TITLE, ALL, null, 10);
    assertThat(all).extracting(DeskLists.Waiting::place).containsExactly(null, 1, 2);
    for (var i = 0; i < 2; i++) {
      assertThat(lists.queue(library.north, TITLE, ALL, all.get(i).hold(), 1))
          .containsExactly(all.get(i + 1));
    }
    assertThat(lists.queue(library.north, TITLE, ALL, all.getLast().hold(), 1)).isEmpty();
  }

  @Test
  void loansThatAreOverAreToldWithConsentOnly() {
    lendAndTakeBack("1");
    assertThat(lists.history(library.north, id("A"), ALL, 10)).isEmpty();
    library.submit(
        new PatronCommand.SetConsent(
            TestLibrary.origin(library.north, UUID.randomUUID(), MAIN),
            new PatronName.Identifier("A"),
            Consent.KEEP_HISTORICAL_LOAN_DATA,
            true));
    lendAndTakeBack("2");
    assertThat(lists.history(library.north, id("A"), ALL, 10))
        .extracting(DeskLists.Past::item)
        .contains("2");
    assertThat(lists.history(library.north, id("A"), OF_SCHOOL, 10)).isEmpty();
  }

  private void lendAndTakeBack(String item) {
    library.submit(TestLibrary.checkout(library.north, "A", item));
    library.submit(TestLibrary.checkin(library.north, item, MAIN));
  }

  @Test
  void waysBetweenBranchesAreKept() {
    library.submit(TestLibrary.checkin(library.north, "1", BRANCH));
    assertThat(lists.ways(library.north, "1", 10))
        .singleElement()
        .satisfies(way -> {
          assertThat(way.from()).isEqualTo(BRANCH);
          assertThat(way.to()).isEqualTo(MAIN);
          assertThat(way.ended()).isNull();
          assertThat(way.sent()).isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
        });
    library.submit(TestLibrary.checkin(library.north, "1", MAIN));
    assertThat(lists.ways(library.north, "1", 10).getFirst().ended()).isNotNull();
  }
}
