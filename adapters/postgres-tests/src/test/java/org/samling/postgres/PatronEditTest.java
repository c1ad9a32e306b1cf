package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.TITLE;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.hold;
import static org.samling.postgres.TestPatrons.CPR;
import static org.samling.postgres.TestPatrons.patron;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.command.PatronCommand.ChangePatron;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.Actor;
import org.samling.core.patron.Consent;
import org.samling.core.patron.Contact;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronProfile;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.PatronRegister.UnfitPatronException;

/** What staff change of patrons and their cards, and what they may not. */
class PatronEditTest extends PatronsFixture {

  private static final PatronName.Identifier A = new PatronName.Identifier("A");

  private ChangePatron change(
      String card, ChangePatron.@Nullable Expiry expiry, ChangePatron.Person person) {
    return new ChangePatron(
        from(), named(card), null, null, null, null, null, null, expiry, person);
  }

  private void assertRefused(PatronCommand command, RefusalReason reason, String what) {
    assertThat(library.submit(command))
        .isInstanceOfSatisfying(
            PatronOutcome.Refused.class,
            r -> {
              assertThat(r.reason()).isEqualTo(reason);
              assertThat(r.why().setting()).isEqualTo(what);
            });
  }

  private void assertChanged(PatronCommand command) {
    assertThat(library.submit(command)).isInstanceOf(PatronOutcome.Changed.class);
  }

  @Test
  void everyFieldOfAPatronWhomNoRegistryKnowsIsChanged() {
    patron().expires(today.plusDays(9)).put(library, library.north, "P");
    var born = LocalDate.of(1990, 2, 3);
    assertChanged(
        change(
            "P",
            new ChangePatron.Expiry(null),
            new ChangePatron.Person("Ny, Navn", born, "Ny Vej 8", true, false)));

    var account = library.store.inquiries().patron(library.north, "P").orElseThrow();
    assertThat(account.patron().name()).isEqualTo("Ny, Navn");
    assertThat(account.patron().birthDate()).isEqualTo(born);
    assertThat(account.patron().expires()).isNull();
    assertThat(account.contact().address()).as("a protected address is not shown").isNull();
    assertThat(profile("P").address().text()).isEqualTo("Ny Vej 8");
    assertThat(profile("P").isResident()).isFalse();
  }

  @Test
  void whatThePersonRegistryKeepsUpToDateIsNotChangedByHandAndAllElseIs() {
    patron()
        .cpr(CPR)
        .born(LocalDate.of(1970, 2, 17))
        .consents(Consent.SYNC_WITH_NATIONAL_REGISTRY)
        .put(library, library.north, "R");
    var same = ChangePatron.Person.SAME;

    assertRefused(
        change("R", null, new ChangePatron.Person(null, null, "Ny Vej 8", null, null)),
        RefusalReason.OWNED_BY_REGISTRY,
        "patron.address");
    assertRefused(
        change("R", null, new ChangePatron.Person(null, null, null, true, null)),
        RefusalReason.OWNED_BY_REGISTRY,
        "patron.address-protected");
    assertRefused(
        change("R", null, new ChangePatron.Person(null, null, null, null, false)),
        RefusalReason.OWNED_BY_REGISTRY,
        "patron.resident");
    assertChanged(change("R", new ChangePatron.Expiry(today), same));
    assertChanged(change("R", null, ChangePatron.Person.of("Andet, Navn")));
    assertThat(profile("R").address().text()).isEqualTo("Hemmelig Vej 7");
  }

  @Test
  void birthDateIsCorrectedThoughTheRegistryKnowsThePatronAndWhoIsAMinorByItHasNotComeOfAge() {
    patron().cpr(CPR).born(today.minusYears(40)).put(library, library.north, "R");
    assertChanged(new PatronCommand.ComeOfAge(from(), named("R")));
    var young = today.minusYears(9);
    assertChanged(change("R", null, new ChangePatron.Person(null, young, null, null, null)));
    var guardian = TestPatrons.id(library, library.north, "A");
    assertChanged(new PatronCommand.SetGuardian(from(), named("R"), guardian));

    patron().born(young).put(library, library.north, "R");
    assertThat(profile("R").guardian()).as("loading again leaves a child its guardian").isNotNull();
    var of18 = today.minusYears(18);
    assertChanged(change("R", null, new ChangePatron.Person(null, of18, null, null, null)));
    assertChanged(new PatronCommand.ComeOfAge(from(), named("R")));
    assertThat(profile("R").guardian()).isNull();
  }

  @Test
  void addressOfWhoDidNotAgreeToTheRegistrysIsChangedByHand() {
    patron().cpr(CPR).put(library, library.north, "R");
    assertChanged(change("R", null, new ChangePatron.Person(null, null, "Ny Vej 8", null, null)));
    assertThat(profile("R").address().text()).isEqualTo("Ny Vej 8");
  }

  @Test
  void lostCardIsBlockedAndLoansAndHoldsStayWithItsSuccessor() {
    assertLends("A", "1");
    library.submit(hold(library.north, "A", TITLE, MAIN));
    assertChanged(new PatronCommand.ReplaceCard(from(), A, "A-2", "stolen"));

    assertThat(library.submit(checkout(library.north, "A", "2")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            r -> assertThat(r.reason()).isEqualTo(RefusalReason.IDENTIFIER_BLOCKED));
    var account = library.store.inquiries().patron(library.north, "A-2").orElseThrow();
    assertThat(account.loans()).hasSize(1);
    assertThat(account.patron().identifier()).isEqualTo("A-2");
    assertThat(profile("A-2").identifiers())
        .extracting(PatronProfile.Identifier::value, PatronProfile.Identifier::blocked)
        .contains(tuple("A", "stolen"), tuple("A-2", null));
  }

  @Test
  void identifierThatSomebodyHasIsNobodyElses() {
    assertRefused(
        new PatronCommand.ReplaceCard(from(), A, "B", "lost"),
        RefusalReason.IDENTIFIER_TAKEN,
        "identifier.patron");
    assertRefused(
        new PatronCommand.AddIdentifier(
            from(), named("A"), identifier(IdentifierKind.UNI_LOGIN, "B")),
        RefusalReason.IDENTIFIER_TAKEN,
        "identifier.patron");
    assertLends("A", "1");
  }

  @Test
  void whoIsRegisteredAtTwoDesksAtOnceIsOnePatronAndTheAuditSaysWhoRegisteredThem() {
    var desk = new Actor("desk", MAIN);
    var register = library.store.patronRegister();
    register.register(library.north, newPatron("N", "Ny, Ida"), desk);
    var patrons = library.count(library.north, "select count(*) from patron");

    assertThatThrownBy(() -> register.register(library.north, newPatron("N", "Ager, Bo"), desk))
        .isInstanceOfSatisfying(
            UnfitPatronException.class, e -> assertThat(e.particular()).isEqualTo("card"));
    assertThat(library.store.inquiries().patron(library.north, "N").orElseThrow().patron().name())
        .isEqualTo("Ny, Ida");
    assertThat(library.count(library.north, "select count(*) from patron")).isEqualTo(patrons);
    assertThat(
            library.texts(
                library.north,
                "select actor from audit a join patron p on p.id = a.patron_id where command = 'register-patron' and name = 'Ny, Ida'"))
        .containsExactly("desk");
  }

  private static NewPatron newPatron(String card, String name) {
    return new NewPatron(
        card, name, new Membership("adult", MAIN, "000"), null, Contact.NONE, null, List.of());
  }

  @Test
  void onlyACardIsReplacedByACard() {
    assertChanged(
        new PatronCommand.AddIdentifier(
            from(), named("A"), identifier(IdentifierKind.UNI_LOGIN, "anna12")));
    assertRefused(
        new PatronCommand.ReplaceCard(from(), new PatronName.Identifier("anna12"), "A-2", "lost"),
        RefusalReason.NOT_A_CARD,
        "identifier.kind");
    assertLends("anna12", "1");
  }

  @Test
  void identifiersAreBlockedOneByOneAndNoneIsInTheOutbox() {
    assertChanged(
        new PatronCommand.AddIdentifier(
            from(), named("A"), identifier(IdentifierKind.CARD, "secret-card")));
    assertChanged(new PatronCommand.BlockIdentifier(from(), A, "left on the bus"));
    assertLends("secret-card", "1");
    assertChanged(new PatronCommand.UnblockIdentifier(from(), A));
    assertLends("A", "2");
    assertThat(
            library.count(
                library.north,
                "select count(*) from outbox where payload::text like '%secret-card%' and kind like 'identifier%'"))
        .isZero();
  }
}
