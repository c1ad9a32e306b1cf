package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.samling.postgres.TestLibrary.BRANCH;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkin;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestLibrary.origin;
import static org.samling.postgres.TestPatrons.CPR;
import static org.samling.postgres.TestPatrons.patron;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.Absence;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.patron.Particulars.NewNote;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronProfile;
import org.samling.core.patron.PatronRegister.NewBlock;
import org.samling.core.patron.PatronRegister.UnfitPatronException;

/** Who patrons are, by what they are named, and what staff and they themselves can change. */
class PatronsTest extends PatronsFixture {

  private static final PatronCommand.ChangePatron.Person SAME =
      PatronCommand.ChangePatron.Person.SAME;

  @Test
  void severalBlocksStandSideBySideWithNoteAndEnd() {
    library.submit(
        new PatronCommand.BlockPatron(
            from(), named("A"), BlockCode.EXCLUDED, "noise", today.plusDays(30)));
    library.submit(
        new PatronCommand.BlockPatron(from(), named("A"), BlockCode.STOLEN_CARD, null, null));

    assertThat(profile("A").blocks())
        .extracting(PatronProfile.Block::code, PatronProfile.Block::note, b -> b.until() == null)
        .containsExactly(
            tuple(BlockCode.STOLEN_CARD, null, true), tuple(BlockCode.EXCLUDED, "noise", false));
    assertThat(library.submit(checkout(library.north, "A", "1")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.why()).hasToString("patron-blocks: patron.blocks = OU (patron)"));

    library.submit(new PatronCommand.UnblockPatron(from(), named("A"), BlockCode.EXCLUDED));
    library.submit(new PatronCommand.UnblockPatron(from(), named("A"), BlockCode.STOLEN_CARD));
    assertLends("A", "1");
  }

  @Test
  void blockWhoseLastDayHasPassedBarsNobody() {
    library.submit(
        new PatronCommand.BlockPatron(
            from(), named("A"), BlockCode.EXCLUDED, "noise", today.minusDays(2)));

    assertLends("A", "1");
  }

  @Test
  void blockForDebtFollowsFromTheDebtAndIsNotPut() {
    library.submit(
        new FeeCommand.ChargeFee(
            from(), "A", FeeType.REPLACEMENT, 20_001, null, null, Instant.now()));

    var account = library.store.inquiries().patron(library.north, "A").orElseThrow();
    assertThat(account.blocks()).containsExactly(BlockCode.DEBT);
    assertThat(account.patron().blocks()).isEmpty();
    assertThat(
            library.submit(
                new PatronCommand.BlockPatron(from(), named("B"), BlockCode.DEBT, null, null)))
        .isInstanceOfSatisfying(
            PatronOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.BLOCK_IS_DERIVED));
    assertThatThrownBy(() -> new NewBlock(BlockCode.DEBT, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void consentIsKeptWithWhenItWasGivenAndTakenBack() {
    var consent = Consent.SYNC_WITH_NATIONAL_REGISTRY;
    library.submit(new PatronCommand.SetConsent(from(), named("A"), consent, true));
    assertThat(profile("A").consents()).containsOnlyKeys(consent);
    library.submit(new PatronCommand.SetConsent(from(), named("A"), consent, false));
    assertThat(profile("A").consents()).isEmpty();
    library.submit(new PatronCommand.SetConsent(from(), named("A"), consent, true));

    assertThat(
            library.count(
                library.north,
                "select count(*) from patron_consent where withdrawn_at >= given_at"))
        .isEqualTo(1);
    assertThat(profile("A").consents()).containsOnlyKeys(consent);
  }

  @Test
  void takingTheHistoryConsentBackDetachesTheLoansThatAreOver() {
    patron().consents(Consent.KEEP_HISTORICAL_LOAN_DATA).put(library, library.north, "P");
    library.submit(checkout(library.north, "P", "1"));
    library.submit(checkin(library.north, "1", MAIN));
    library.submit(checkout(library.north, "P", "2"));
    library.submit(checkout(library.north, "B", "3"));
    library.submit(checkin(library.north, "3", MAIN));

    library.submit(
        new PatronCommand.SetConsent(from(), named("P"), Consent.KEEP_HISTORICAL_LOAN_DATA, false));

    assertThat(library.count(library.north, "select count(*) from loan_history")).isEqualTo(1);
    assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(3);
    assertThat(library.store.inquiries().patron(library.north, "P").orElseThrow().loans())
        .hasSize(1);
    assertThat(library.submit(new LoanCommand.UndoCheckin(from(), "1")))
        .as("nobody can have it back")
        .isInstanceOfSatisfying(
            LoanOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.NO_RETURN));
  }

  @Test
  void consentThatWasTakenBackIsNotGivenByLoadingThePatronAgain() {
    patron().consents(Consent.KEEP_HISTORICAL_LOAN_DATA).put(library, library.north, "P");
    library.submit(
        new PatronCommand.SetConsent(from(), named("P"), Consent.KEEP_HISTORICAL_LOAN_DATA, false));

    patron().consents(Consent.KEEP_HISTORICAL_LOAN_DATA).put(library, library.north, "P");

    assertThat(profile("P").consents()).isEmpty();
  }

  @Test
  void absenceIsKeptUntilAnotherIsSaid() {
    var absence = new Absence(today, today.plusDays(14));
    library.submit(new PatronCommand.SetAbsence(from(), named("A"), absence));
    assertThat(profile("A").absence()).isEqualTo(absence);
    assertThat(absence.covers(today.plusDays(14))).isTrue();
    assertThat(absence.covers(today.plusDays(15))).isFalse();
    library.submit(new PatronCommand.SetAbsence(from(), named("A"), null));
    assertThat(profile("A").absence()).isNull();
    assertThatThrownBy(() -> new Absence(today, today.minusDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void guardianIsAnotherPersonAndForThoseWhoAreNotOfAge() {
    patron().born(today.minusYears(10)).put(library, library.north, "CHILD");
    patron().born(today.minusYears(30)).put(library, library.north, "ADULT");
    patron().kind(PatronKind.COMPANY).put(library, library.north, "FIRM");
    var child = TestPatrons.id(library, library.north, "CHILD");
    var adult = TestPatrons.id(library, library.north, "ADULT");
    var firm = TestPatrons.id(library, library.north, "FIRM");

    library.submit(new PatronCommand.SetGuardian(from(), named("CHILD"), adult));
    assertThat(profile("CHILD").guardian()).isEqualTo(adult);

    for (var unfit : List.of(child, firm, UUID.randomUUID())) {
      assertThat(library.submit(new PatronCommand.SetGuardian(from(), named("CHILD"), unfit)))
          .isInstanceOfSatisfying(
              PatronOutcome.Refused.class,
              r -> assertThat(r.reason()).isEqualTo(RefusalReason.GUARDIAN_UNFIT));
    }
    assertThat(library.submit(new PatronCommand.SetGuardian(from(), named("ADULT"), child)))
        .isInstanceOf(PatronOutcome.Refused.class);
    library.submit(new PatronCommand.SetGuardian(from(), named("CHILD"), null));
    assertThat(profile("CHILD").guardian()).isNull();
  }

  @Test
  void patronIsPutWithAllParticularsAndTheSameAgainChangesNothing() {
    patron().put(library, library.north, "G");
    for (var i = 0; i < 2; i++) {
      patron()
          .born(today.minusYears(10))
          .guardian("G")
          .preferredPickup(BRANCH)
          .resident(false)
          .absence(new Absence(today, today))
          .consents(Consent.SYNC_WITH_NATIONAL_REGISTRY)
          .notes(new NewNote(NoteKind.ALERT, "Ring first"))
          .cpr(CPR)
          .put(library, library.north, "P");
    }

    var profile = profile("P");
    assertThat(profile.kind()).isEqualTo(PatronKind.PERSON);
    assertThat(profile.homeAgency()).isEqualTo("799700");
    assertThat(profile.guardian()).isEqualTo(TestPatrons.id(library, library.north, "G"));
    assertThat(profile.preferredPickup()).isEqualTo(BRANCH);
    assertThat(profile.isResident()).isFalse();
    assertThat(profile.absence()).isEqualTo(new Absence(today, today));
    assertThat(profile.consents()).containsOnlyKeys(Consent.SYNC_WITH_NATIONAL_REGISTRY);
    assertThat(profile.notes())
        .singleElement()
        .satisfies(note -> assertThat(note.text()).isEqualTo("Ring first"));
    assertThat(profile.identifiers()).hasSize(2);
    assertThatThrownBy(() -> patron().guardian("nobody").put(library, library.north, "Q"))
        .isInstanceOfSatisfying(
            UnfitPatronException.class, e -> assertThat(e.particular()).isEqualTo("guardian"));
  }

  @Test
  void whatIsNotTheRegistrysCanBeChangedAndWhatIsNotSaidStays() {
    library.submit(
        new PatronCommand.ChangePatron(
            from(), named("A"), "ny@example.org", "", null, BRANCH, null, "child", null, SAME));

    var account = library.store.inquiries().patron(library.north, "A").orElseThrow();
    assertThat(account.contact().email()).isEqualTo("ny@example.org");
    assertThat(account.contact().phone()).isNull();
    assertThat(account.patron().category()).isEqualTo("child");
    assertThat(account.patron().branch()).isEqualTo(MAIN);
    assertThat(account.patron().language()).isEqualTo("009");
    assertThat(profile("A").preferredPickup()).isEqualTo(BRANCH);
    assertRefused(
        new PatronCommand.ChangePatron(
            from(), named("A"), null, null, null, null, null, "none", null, SAME),
        RefusalReason.CATEGORY_UNKNOWN);
    assertRefused(
        new PatronCommand.ChangePatron(
            from(), named("A"), null, null, null, "none", null, null, null, SAME),
        RefusalReason.BRANCH_UNKNOWN);
    assertRefused(
        new PatronCommand.SetAbsence(from(), named("nobody"), null), RefusalReason.PATRON_UNKNOWN);
  }

  private void assertRefused(PatronCommand command, RefusalReason reason) {
    assertThat(library.submit(command))
        .isInstanceOfSatisfying(
            PatronOutcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @Test
  void notesAreForStaffAndLeaveNoWordInTheOutbox() {
    library.submit(new PatronCommand.AddNote(from(), named("A"), NoteKind.STAFF, "hidden-words"));
    library.submit(
        new PatronCommand.BlockPatron(
            from(), named("A"), BlockCode.EXCLUDED, "hidden-words", null));
    library.submit(
        new PatronCommand.ChangePatron(
            from(), named("A"), "hidden-words", null, null, null, null, null, null, SAME));

    var note = profile("A").notes().getFirst();
    assertThat(note.by()).isEqualTo("test");
    assertThat(
            library.count(
                library.north,
                "select count(*) from outbox where payload::text like '%hidden-words%'"))
        .isZero();
    assertThat(library.count(library.north, "select count(*) from outbox")).isEqualTo(3);
    library.submit(new PatronCommand.RemoveNote(from(), named("A"), note.id()));
    assertThat(profile("A").notes()).isEmpty();
  }

  @Test
  void repeatedCommandOnAPatronIsDoneOnce() {
    var origin = origin(library.north, "note", MAIN);
    for (var i = 0; i < 3; i++) {
      library.submit(new PatronCommand.AddNote(origin, named("A"), NoteKind.STAFF, "once"));
    }
    assertThat(profile("A").notes()).hasSize(1);
    assertThat(
            library.count(
                library.north,
                "select count(*) from audit where command = 'add-note' and patron_id is not null"))
        .isEqualTo(1);
  }

  @Test
  void protectedAddressIsKeptAndNotShown() {
    patron().put(library, library.north, "P");
    assertThat(
            library.store.inquiries().patron(library.north, "P").orElseThrow().contact().address())
        .isEqualTo("Hemmelig Vej 7");
    patron().protectedAddress().put(library, library.north, "P");
    patron().put(library, library.north, "P");

    assertThat(
            library.store.inquiries().patron(library.north, "P").orElseThrow().contact().address())
        .isNull();
    assertThat(profile("P").address().text()).isEqualTo("Hemmelig Vej 7");
    assertThat(profile("P").address().isProtected())
        .as("loading the patron again does not lay it open")
        .isTrue();
    assertThat(profile("P").toString()).doesNotContain("Hemmelig");
  }

  @Test
  void holdWhosePatronsCardHasExpiredEndsOnItsDay() {
    patron()
        .identifiers(new NewIdentifier(IdentifierKind.CARD, "P", null, null, today.plusDays(1)))
        .put(library, library.north, "P");
    var placed = (HoldOutcome.Placed) library.submit(hold(library.north, "P", TITLE, MAIN));
    library.submit(
        new PatronCommand.BlockIdentifier(from(), new PatronName.Identifier("P"), "lost"));

    library.asSuperuser("update hold set expires_at = now() - interval '1 hour'");

    assertThat(library.submit(new HoldCommand.ExpireHold(from(), "P", placed.holdId())))
        .isInstanceOf(HoldOutcome.Cancelled.class);
  }
}
