package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.guests.HomeDesk;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronPins.PinChange;
import org.samling.core.privacy.Access;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.testing.Eventually;

/** Patrons who borrow at another tenant with the card and PIN that they have. */
class GuestsTest extends GuestsOfNorth {

  @Test
  void aBorrowerOfAnotherMunicipalityBorrowsWithTheirOwnCardAndPin() {
    agree(EVERYTHING);

    assertThat(status(CARD, "1234")).contains("AEHjemme, " + CARD, "|BLY|", "|CQY|");
    assertThat(lend(CARD, "1")).startsWith("121");

    assertThat(guest("email")).isEqualTo(CARD + "@example.org");
    assertThat(guest("address")).isEqualTo("Hjemmevej 1");
    assertThat(guest("branch")).isEqualTo(TestLibrary.BRANCH);
    assertThat(guest("resident")).isEqualTo("false");
    assertThat(store.inquiries().patron(lender, CARD).orElseThrow().loans()).hasSize(1);
    assertThat(store.inquiries().patron(home, CARD).orElseThrow().loans()).isEmpty();
  }

  @Test
  void foreignCardIsAnsweredLikeOneThatNobodyHasWithoutAgreementRangeOrRightPin() {
    var nobody = status(NOBODYS, "1234").replace(NOBODYS, CARD);
    assertThat(status(CARD, "1234")).as("no agreement").isEqualTo(nobody);

    offer(EVERYTHING);
    assertThat(status(CARD, "1234")).as("only offered").isEqualTo(nobody);

    agree(EVERYTHING);
    assertThat(status(CARD, "4321")).as("wrong PIN").isEqualTo(nobody);
    var without = status(NOBODYS, "").replace(NOBODYS, CARD);
    assertThat(status(CARD, "")).as("no PIN").isEqualTo(without);
    putPatron(home, "2100123456", null, Particulars.NONE);
    assertThat(status("2100123456", "1234").replace("2100123456", CARD))
        .as("not in the range")
        .isEqualTo(nobody);
    assertThat(guests()).isZero();
    assertThat(elsewhere()).as("nothing was told").isZero();

    assertThat(status(CARD, "1234")).contains("|BLY|");
  }

  @Test
  void lenderIsToldNoMoreThanTheAgreementSays() {
    agree(Set.of());

    assertThat(status(CARD, "1234")).contains("AE" + CARD, "|BLY|").doesNotContain("Hjemme");

    for (var column : List.of("email", "phone", "address", "birth_date")) {
      assertThat(guest(column)).as(column).isEqualTo("-");
    }
    assertThat(guest("name")).isEqualTo(CARD);
  }

  @Test
  void protectedNameAndAddressAreNotToldWhateverTheAgreementSays() {
    TestPatrons.patron().protectedAddress().put(library, home, "2000000001");
    agree(EVERYTHING);

    assertThat(status("2000000001", "1234")).contains("AE2000000001", "|BLY|");

    assertThat(guest("name")).isEqualTo("2000000001");
    assertThat(guest("address")).isEqualTo("-");
  }

  @Test
  void childIsAChildAtTheLenderThoughItsBirthdayIsNotTold() {
    putPatron(home, "2000000002", LocalDate.now().minusYears(10), Particulars.NONE);
    agree(Set.of(Told.NAME));

    status("2000000002", "1234");

    assertThat(guest("category")).isEqualTo("child");
    assertThat(guest("birth_date")).isEqualTo("-");
  }

  @Test
  void wrongPinsOfAGuestCountAndLockAtHome() {
    agree(EVERYTHING);
    status(CARD, "1234");

    IntStream.range(0, 5).forEach(i -> status(CARD, "000" + i));

    assertThat(status(CARD, "1234")).as("locked").contains("|CQN|");
    assertThat(
            library.text(home, "select place from patron_pin_failure where locked_until > now()"))
        .isEqualTo("guest agreement north SIP2 north-kiosk");
    assertThat(library.count(lender, "select count(*) from patron_pin_failure")).isZero();
    assertThat(store.patronAuthentication().check(home, CARD, new Secret("1234")))
        .as("not locked at home")
        .isPresent();
  }

  @Test
  void guestHasNoPinAtTheLender() {
    agree(EVERYTHING);
    status(CARD, "1234");

    assertThat(store.patronPins().set(lender, CARD, new Secret("829461")))
        .isInstanceOf(PinChange.NoPatron.class);
    assertThat(store.patronPins().reset(lender, CARD)).isEmpty();
    assertThat(store.patronPins().set(home, CARD, new Secret("829461")))
        .isInstanceOf(PinChange.Done.class);

    assertThat(status(CARD, "829461")).contains("|CQY|");
    assertThat(status(CARD, "1234")).contains("|CQN|");
  }

  @Test
  void accessLogOfTheHomeShowsWhatWasToldToWhom() {
    agree(Set.of(Told.NAME, Told.EMAIL));
    status(CARD, "1234");

    var patron = store.inquiries().patron(home, CARD).orElseThrow().patron().id();
    var told = new Access(HomeDesk.PROTOCOL, "north", "told: card, block, age, name, email");
    Eventually.holds(
        "what was told is in the log",
        () ->
            store.accessLog().reads(home, patron, 10).stream()
                .anyMatch(read -> read.access().equals(told)));
  }

  @Test
  void whoComesToSeveralDesksAtOnceIsOneGuest() throws Exception {
    agree(EVERYTHING);
    try (var desks = Executors.newVirtualThreadPerTaskExecutor()) {
      var checks =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  desks.submit(
                      () -> store.patronAuthentication().check(lender, CARD, new Secret("1234"))))
              .toList();
      for (var check : checks) {
        assertThat(check.get()).isPresent();
      }
    }
    assertThat(guests()).isEqualTo(1);
    assertThat(elsewhere()).isEqualTo(1);
  }

  @Test
  void cardThatAPatronOfTheLenderHasStaysTheirs() {
    putPatron(lender, CARD, null, Particulars.NONE);
    store.patronPins().set(lender, CARD, new Secret("829461"));
    agree(EVERYTHING);

    assertThat(status(CARD, "1234")).contains("|CQN|");
    assertThat(status(CARD, "829461")).contains("|CQY|");
    assertThat(guests()).isZero();
  }

  @Test
  void guestIsNotPassedOnToAThirdTenant() {
    putPatron(lender, NOBODYS, null, Particulars.NONE);
    agree(EVERYTHING);
    status(CARD, "1234");
    var terms = new Terms(EVERYTHING, List.of("2000"));
    store.guestAgreements().offer(lender, home, terms, "bo");
    store
        .guestAgreements()
        .accept(home, lender, terms, new Place("adult", "adult", TestLibrary.MAIN), "anna");

    assertThat(store.patronsElsewhere().introduce(lender, home, NOBODYS)).isPresent();
    assertThat(store.patronsElsewhere().introduce(lender, home, CARD)).isEmpty();
  }

  @Test
  void onlyACardMakesAGuest() {
    putPatron(
        home,
        "2100000001",
        null,
        Particulars.of(
            PatronKind.PERSON,
            List.of(new Particulars.NewIdentifier(IdentifierKind.UNI_LOGIN, "2000abcd", null)),
            null));
    agree(EVERYTHING);

    assertThat(status("2000abcd", "1234")).contains("|BLN|");
    assertThat(guests()).isZero();
  }

  @Test
  void cardThatTheLenderHasBlockedOpensNothing() {
    agree(EVERYTHING);
    status(CARD, "1234");

    library.submit(
        new PatronCommand.BlockIdentifier(
            TestLibrary.origin(lender, UUID.randomUUID(), TestLibrary.MAIN),
            new PatronName.Identifier(CARD),
            "found"));

    var pins = store.patronAuthentication();
    assertThat(pins.check(lender, CARD, new Secret("1234"))).isEmpty();
    assertThat(pins.check(home, CARD, new Secret("1234"))).as("at home it does").isPresent();
  }
}
