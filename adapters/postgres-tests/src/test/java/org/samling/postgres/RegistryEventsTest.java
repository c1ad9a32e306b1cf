package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.OTHER_TITLE;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;
import static org.samling.postgres.TestPatrons.patron;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronProfile;
import org.samling.core.policy.Setting;

/** What the person registry tells, and coming of age. The library lies in municipality 997. */
class RegistryEventsTest {

  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Origin from() {
    return origin(library.north, UUID.randomUUID(), MAIN);
  }

  private static PatronName named(String card) {
    return new PatronName.Identifier(card);
  }

  private PatronName numbered(String card) {
    return new PatronName.Id(TestPatrons.id(library, library.north, card));
  }

  private PatronProfile profile(String card) {
    return library.store.inquiries().profile(library.north, card).orElseThrow();
  }

  private PatronOutcome.Changed changed(PatronCommand command) {
    var outcome = library.submit(command);
    assertThat(outcome).isInstanceOf(PatronOutcome.Changed.class);
    return (PatronOutcome.Changed) outcome;
  }

  private void assertRefused(PatronCommand command, RefusalReason reason) {
    assertThat(library.submit(command))
        .isInstanceOfSatisfying(
            PatronOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @Test
  void deathBlocksThePatronAndTheIdentifiersAndEndsTheHolds() {
    library.submit(checkout(library.north, "B", "6"));
    library.submit(hold(library.north, "A", TITLE, MAIN));
    library.submit(hold(library.north, "A", OTHER_TITLE, MAIN));
    library.submit(checkin(library.north, "6", MAIN));
    library.submit(hold(library.north, "B", TITLE, BRANCH));
    assertThat(library.store.inquiries().item(library.north, "6").orElseThrow().status())
        .isEqualTo(ItemStatus.ON_HOLD_SHELF);

    var death = new PatronCommand.RegisterDeath(from(), numbered("A"));
    changed(death);

    assertThat(profile("A").blocks())
        .extracting(PatronProfile.Block::code)
        .containsExactly(BlockCode.DECEASED);
    assertThat(profile("A").identifiers())
        .extracting(PatronProfile.Identifier::blocked)
        .containsExactly("deceased");
    assertThat(library.store.inquiries().patron(library.north, "A")).isEmpty();
    assertThat(library.count(library.north, "select count(*) from hold where state = 'CANCELLED'"))
        .isEqualTo(2);
    assertThat(library.count(library.north, "select count(*) from hold where state = 'WAITING'"))
        .isEqualTo(1);
    assertThat(library.store.inquiries().item(library.north, "6").orElseThrow().status())
        .isEqualTo(ItemStatus.TO_BE_RESHELVED);
  }

  @Test
  void whoHasDiedIsNobodysGuardian() {
    patron().born(today.minusYears(10)).guardian("A").put(library, library.north, "CHILD");
    var dead = TestPatrons.id(library, library.north, "A");
    assertThat(profile("CHILD").guardian()).isEqualTo(dead);

    changed(new PatronCommand.RegisterDeath(from(), named("A")));

    assertThat(profile("CHILD").guardian()).isNull();
    assertRefused(
        new PatronCommand.SetGuardian(from(), named("CHILD"), dead), RefusalReason.GUARDIAN_UNFIT);
  }

  @Test
  void deathThatIsToldTwiceIsDoneOnce() {
    var patron = numbered("A");
    var death = new PatronCommand.RegisterDeath(origin(library.north, "event 1", MAIN), patron);
    var first = changed(death);
    assertThat(changed(death)).isEqualTo(first);
    assertThat(changed(new PatronCommand.RegisterDeath(from(), patron)).what()).isEmpty();
    assertThat(
            library.count(
                library.north, "select count(*) from outbox where kind = 'patron-blocked'"))
        .isEqualTo(1);
  }

  @Test
  void commandsOfTheSameBatchSeeTheDeath() {
    var death = library.store.submit(new PatronCommand.RegisterDeath(from(), numbered("A")));
    var loan = library.store.submit(checkout(library.north, "A", "1"));

    assertThat(death.join()).isInstanceOf(PatronOutcome.Changed.class);
    assertThat(loan.join()).isInstanceOf(CheckoutOutcome.Refused.class);
  }

  @Test
  void moveOutOfTheMunicipalityEndsResidenceAndChangesNothingElseUnlessItIsSet() {
    var moved = changed(new PatronCommand.RegisterMove(from(), named("A"), "751", null, today));

    assertThat(moved.what()).containsExactly("residence");
    assertThat(profile("A").isResident()).isFalse();
    var patron = library.store.inquiries().patron(library.north, "A").orElseThrow().patron();
    assertThat(patron.category()).isEqualTo("adult");
    assertThat(patron.expires()).isNull();
  }

  @Test
  void moveOutOfTheMunicipalityChangesCategoryAndExpiryWhereTheSettingsSaySo() {
    library.set(Setting.PATRON_CATEGORY_NONRESIDENT, "child");
    library.set(Setting.PATRON_NONRESIDENT_DAYS, "90");
    patron().expires(today.plusDays(10)).put(library, library.north, "SOON");

    var moved = changed(new PatronCommand.RegisterMove(from(), named("A"), "751", null, today));
    changed(new PatronCommand.RegisterMove(from(), named("SOON"), "751", null, today));

    assertThat(moved.by())
        .extracting(DecisionReason::setting)
        .containsExactly("patron.category-nonresident", "patron.nonresident-days");
    var patron = library.store.inquiries().patron(library.north, "A").orElseThrow().patron();
    assertThat(patron.category()).isEqualTo("child");
    assertThat(patron.expires()).isEqualTo(today.plusDays(90));
    assertThat(
            library
                .store
                .inquiries()
                .patron(library.north, "SOON")
                .orElseThrow()
                .patron()
                .expires())
        .as("it is never put off")
        .isEqualTo(today.plusDays(10));
  }

  @Test
  void categoryThatIsNotThereIsNamedAndNothingIsDone() {
    library.set(Setting.PATRON_CATEGORY_NONRESIDENT, "no-such");

    assertRefused(
        new PatronCommand.RegisterMove(from(), named("A"), "751", null, today),
        RefusalReason.CATEGORY_UNKNOWN);
    assertThat(profile("A").isResident()).isTrue();
  }

  @Test
  void moveIntoTheMunicipalityMakesThePatronAResident() {
    patron().resident(false).put(library, library.north, "P");

    changed(new PatronCommand.RegisterMove(from(), named("P"), "997", null, today));

    assertThat(profile("P").isResident()).isTrue();
  }

  @Test
  void addressIsTakenFromTheRegistryOnlyWithThePatronsConsent() {
    patron().put(library, library.north, "P");
    patron().consents(Consent.SYNC_WITH_NATIONAL_REGISTRY).put(library, library.north, "Q");
    for (var card : List.of("P", "Q")) {
      library.submit(new PatronCommand.RegisterMove(from(), named(card), "997", "Ny Vej 1", today));
    }

    assertThat(profile("P").address().text()).isEqualTo("Hemmelig Vej 7");
    assertThat(profile("Q").address().text()).isEqualTo("Ny Vej 1");
  }

  @Test
  void protectionOfTheAddressIsTheRegistrysToBeginAndToEnd() {
    patron().put(library, library.north, "P");

    changed(new PatronCommand.RegisterProtection(from(), named("P"), true));
    assertThat(
            library.store.inquiries().patron(library.north, "P").orElseThrow().contact().address())
        .isNull();
    changed(new PatronCommand.RegisterProtection(from(), named("P"), false));
    assertThat(
            library.store.inquiries().patron(library.north, "P").orElseThrow().contact().address())
        .isEqualTo("Hemmelig Vej 7");
  }

  @Test
  void comingOfAgeEndsTheGuardiansPartAndChangesTheCategoryWhereThatIsSet() {
    library.set(Setting.PATRON_CATEGORY_ADULT, "adult");
    patron().put(library, library.north, "G");
    patron()
        .born(today.minusYears(18))
        .category("child")
        .guardian("G")
        .put(library, library.north, "P");

    var ofAge = changed(new PatronCommand.ComeOfAge(from(), numbered("P")));

    assertThat(ofAge.what()).containsExactly("category", "guardian", "of-age");
    assertThat(ofAge.by())
        .extracting(DecisionReason::toString)
        .containsExactly(
            "adult-age: patron.adult-age = 18 (built in)",
            "category-known: patron.category-adult = adult (tenant north)");
    assertThat(profile("P").guardian()).isNull();
    assertThat(
            library.store.inquiries().patron(library.north, "P").orElseThrow().patron().category())
        .isEqualTo("adult");
    assertThat(changed(new PatronCommand.ComeOfAge(from(), numbered("P"))).what()).isEmpty();
    patron().born(today.minusYears(18)).guardian("G").put(library, library.north, "P");
    assertThat(profile("P").guardian()).as("loading again makes nobody a child").isNull();
  }

  @Test
  void nobodyIsOfAgeBeforeTheAgeThatIsSet() {
    patron().born(today.minusYears(15)).put(library, library.north, "P");

    assertRefused(new PatronCommand.ComeOfAge(from(), named("P")), RefusalReason.NOT_OF_AGE);
    assertRefused(new PatronCommand.ComeOfAge(from(), named("A")), RefusalReason.NOT_OF_AGE);
    library.set(Setting.PATRON_ADULT_AGE, "15");
    changed(new PatronCommand.ComeOfAge(from(), named("P")));
  }

  @Test
  void thoseWhoComeOfAgeAreFoundOnceAndThoseWhoLongWereAreNot() {
    var inquiries = library.store.inquiries();
    patron().put(library, library.north, "G");
    patron().born(today.minusYears(40)).put(library, library.north, "LONG");
    patron().born(today.minusYears(18)).guardian("G").put(library, library.north, "WARD");
    patron().born(today.minusYears(18).plusDays(20)).put(library, library.north, "SOON");
    patron().born(today.minusYears(10)).guardian("G").put(library, library.north, "CHILD");

    assertThat(inquiries.comingOfAge(library.north, Instant.now(), 10))
        .singleElement()
        .satisfies(p -> {
          assertThat(p.patron()).isEqualTo(TestPatrons.id(library, library.north, "WARD"));
          assertThat(p.branch()).isEqualTo(MAIN);
        });
    assertThat(inquiries.comingOfAge(library.north, Instant.now().plus(20, ChronoUnit.DAYS), 10))
        .hasSize(2);
    changed(new PatronCommand.ComeOfAge(from(), numbered("WARD")));
    assertThat(inquiries.comingOfAge(library.north, Instant.now(), 10)).isEmpty();
    assertThat(inquiries.comingOfAge(library.south, Instant.now(), 10)).isEmpty();
  }

  @Test
  void registryTellsOfPersonsOnly() {
    patron().kind(PatronKind.LIBRARY).put(library, library.north, "P");

    assertRefused(new PatronCommand.RegisterDeath(from(), named("P")), RefusalReason.NOT_A_PERSON);
  }

  @Test
  void eventIsExplainedWithItsRules() {
    library.set(Setting.PATRON_CATEGORY_NONRESIDENT, "no-such");
    var explanation =
        library
            .store
            .inquiries()
            .explain(new PatronCommand.RegisterMove(from(), named("A"), "751", null, today));

    assertThat(explanation.checks())
        .extracting(check -> check.why() + ": " + check.isBroken())
        .containsExactly(
            "registry-of-persons: patron.kind = PERSON (patron): false",
            "category-known: patron.category-nonresident = no-such (tenant north): true");
  }

  @Test
  void holdOfADeceasedPatronIsNotEndedAgainByItsDay() {
    var placed = (HoldOutcome.Placed) library.submit(hold(library.north, "A", TITLE, MAIN));
    changed(new PatronCommand.RegisterDeath(from(), numbered("A")));

    assertThat(library.submit(new HoldCommand.ExpireHold(from(), "A", placed.holdId())))
        .isInstanceOfSatisfying(
            HoldOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NOT_HELD));
  }
}
