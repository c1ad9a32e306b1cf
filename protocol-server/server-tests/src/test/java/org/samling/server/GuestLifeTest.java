package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.guests.GuestAgreement.Side;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.core.guests.HomeDesk;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.privacy.Access;
import org.samling.core.privacy.AccessLog.AccountRead;
import org.samling.postgres.TestLibrary;
import org.samling.testing.Eventually;

/** What becomes of guests: what changes at home is told, and what is over ends. */
class GuestLifeTest extends GuestsOfNorth {

  private static Origin origin(TenantId tenant) {
    return TestLibrary.origin(tenant, UUID.randomUUID(), TestLibrary.MAIN);
  }

  private void replaceCardAtHome() {
    atHome(
        new PatronCommand.ReplaceCard(
            origin(home), new PatronName.Identifier(CARD), "2000555555", "lost"));
  }

  @Test
  void blockAtHomeIsToldToTheLenderAndLiftedThere() {
    agree(EVERYTHING);
    status(CARD, "1234");

    block(BlockCode.EXCLUDED);
    assertThat(relay().run()).isEqualTo(1);
    assertThat(relay().run()).as("told once").isZero();
    assertThat(lent(CARD, "1")).isInstanceOf(CheckoutOutcome.Refused.class);
    assertThat(store.inquiries().patron(lender, CARD).orElseThrow().blocks())
        .as("not which block")
        .containsExactly(BlockCode.HOME);
    assertThat(
            library.submit(
                new PatronCommand.UnblockPatron(
                    TestLibrary.origin(lender, UUID.randomUUID(), TestLibrary.MAIN),
                    new PatronName.Identifier(CARD),
                    BlockCode.HOME)))
        .as("not for the lender to lift")
        .isInstanceOf(PatronOutcome.Refused.class);

    atHome(
        new PatronCommand.UnblockPatron(
            TestLibrary.origin(home, UUID.randomUUID(), TestLibrary.MAIN),
            new PatronName.Identifier(CARD),
            BlockCode.EXCLUDED));
    relay().run();
    assertThat(lent(CARD, "1")).isInstanceOf(CheckoutOutcome.Granted.class);
  }

  @Test
  void homeIsAskedAtUseWhenWhatItToldIsNotFresh() {
    agree(EVERYTHING);
    status(CARD, "1234");
    library.submit(
        new FeeCommand.ChargeFee(
            TestLibrary.origin(home, UUID.randomUUID(), TestLibrary.MAIN),
            CARD,
            FeeType.DAMAGE,
            1_000_000,
            null,
            null,
            Instant.now()));
    assertThat(lent(CARD, "1")).as("told lately").isInstanceOf(CheckoutOutcome.Granted.class);

    later();
    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Refused.class);
  }

  @Test
  void guestBorrowsNoMoreOnceEitherSideHasEndedTheAgreementAndIsErasedWhenNothingBindsThem() {
    agree(EVERYTHING);
    status(CARD, "1234");
    lend(CARD, "1");

    assertThat(store.guestAgreements().end(home, lender, Side.HOME, "anna")).isTrue();
    store.guestReception().looksAnew(lender);
    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Refused.class);
    assertThat(status(CARD, "1234")).as("still sees the loan").contains("|CQY|");
    later();
    relay().run();
    upkeep();
    assertThat(guests()).as("a loan binds").isEqualTo(1);

    library.submit(TestLibrary.checkin(lender, "1", TestLibrary.MAIN));
    upkeep();
    assertThat(guests()).isZero();
    assertThat(
            library.count(
                lender,
                "select count(*) from patron_identifier where value = '%s'".formatted(CARD)))
        .isZero();
    assertThat(elsewhere()).as("the home forgets").isZero();
    assertThat(status(CARD, "1234")).contains("|BLN|");
  }

  @Test
  void guestWhoHasNotLeftYetGoesOnUnderANewAgreement() {
    agree(EVERYTHING);
    status(CARD, "1234");
    lend(CARD, "1");
    store.guestAgreements().end(lender, home, Side.LENDER, "bo");
    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Refused.class);

    agree(Set.of(Told.PHONE));
    later();

    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Granted.class);
    assertThat(guest("phone")).isEqualTo("70123456");
    assertThat(guest("email")).as("no longer told").isEqualTo("-");
  }

  @Test
  void guestIsErasedWhenTheirCardHasEnded() {
    agree(EVERYTHING);
    status(CARD, "1234");

    library.asSuperuser(
        "update patron p set expires_on = current_date - 2 from patron_identifier i where i.value = '%s' and i.tenant_id = %d and p.tenant_id = i.tenant_id and p.id = i.patron_id"
            .formatted(CARD, home.value()));
    later();
    relay().run();
    upkeep();

    assertThat(guests()).isZero();
    assertThat(elsewhere()).isZero();
  }

  @Test
  void guestIsErasedWhenTheHomeHasErasedThem() {
    agree(EVERYTHING);
    status(CARD, "1234");

    store.personalData().erase(home, CARD);
    later();
    relay().run();
    upkeep();

    assertThat(guests()).isZero();
    assertThat(elsewhere()).isZero();
  }

  @Test
  void numberThatIsSomebodyElsesAtHomeByNowOpensNothingOfTheGuests() {
    agree(EVERYTHING);
    status(CARD, "1234");
    lend(CARD, "1");

    store.personalData().erase(home, CARD);
    putPatron(home, CARD, null, Particulars.NONE);

    assertThat(status(CARD, "1234")).contains("|CQN|");
  }

  @Test
  void newCardAtHomeIsGoodAtTheLenderAndTheLostOneIsNot() {
    agree(EVERYTHING);
    status(CARD, "1234");

    replaceCardAtHome();

    assertThat(status(CARD, "1234")).as("before anything is told").contains("|CQN|");
    assertThat(status("2000555555", "1234")).contains("|BLY|", "|CQY|");
    assertThat(guests()).as("the same guest").isEqualTo(1);
    assertThat(status(CARD, "1234")).contains("|BLN|");
  }

  @Test
  void guestGetsNewCardsAtHomeOnly() {
    agree(EVERYTHING);
    status(CARD, "1234");
    var name = new PatronName.Identifier(CARD);
    var card = new NewIdentifier(IdentifierKind.CARD, "3000111111", null);

    for (var command :
        List.of(
            new PatronCommand.AddIdentifier(origin(lender), name, card),
            new PatronCommand.ReplaceCard(origin(lender), name, "3000111111", "lost"))) {
      assertThat(library.submit(command))
          .isInstanceOfSatisfying(
              PatronOutcome.Refused.class,
              r -> assertThat(r.reason()).isEqualTo(RefusalReason.CARD_IS_OF_HOME));
    }
    assertThat(library.submit(new PatronCommand.AddIdentifier(origin(home), name, card)))
        .isInstanceOf(PatronOutcome.Changed.class);
  }

  @Test
  void newCardIsToldThoughTheGuestHasSeveralHere() {
    agree(EVERYTHING);
    status(CARD, "1234");
    library.asSuperuser(
        "insert into patron_identifier (tenant_id, value, kind, patron_id) select tenant_id, '2000777777', 'CARD', patron_id from guest");

    replaceCardAtHome();
    assertThat(relay().run()).isEqualTo(1);

    assertThat(status("2000555555", "1234")).contains("|CQY|");
  }

  @Test
  void guestOfWhomNothingCanBeToldKeepsNoOtherWaiting() {
    putPatron(home, "2000000001", null, Particulars.NONE);
    agree(EVERYTHING);
    status("2000000001", "1234");
    status(CARD, "1234");
    block(BlockCode.EXCLUDED);
    library.asSuperuser("update patron_elsewhere set version = version + 1");
    library.asSuperuser(
        """
        create function samling.no_change() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
        create trigger no_change before update on samling.guest for each row
          when (old.patron_id = (%s)) execute function samling.no_change()
        """
            .formatted(
                "'"
                    + store.inquiries().patron(lender, "2000000001").orElseThrow().patron().id()
                    + "'::uuid"));
    try {
      relay().run();
    } finally {
      library.asSuperuser(
          "drop trigger no_change on samling.guest; drop function samling.no_change()");
    }

    assertThat(lent(CARD, "1")).isInstanceOf(CheckoutOutcome.Refused.class);
    assertThat(relay().run()).as("told next time").isEqualTo(1);
  }

  @Test
  void homeForgetsAGuestWhomTheLenderErasedByHand() {
    agree(EVERYTHING);
    status(CARD, "1234");

    store.personalData().erase(lender, CARD);
    upkeep();
    assertThat(elsewhere()).as("may be about to be received").isEqualTo(1);
    later();
    upkeep();

    assertThat(elsewhere()).isZero();
  }

  @Test
  void endIsToldOnceAndNothingIsReadForIt() {
    agree(EVERYTHING);
    status(CARD, "1234");
    lend(CARD, "1");
    var patron = store.inquiries().patron(home, CARD).orElseThrow().patron().id();
    Eventually.holds(
        "the server wrote down what it told",
        () -> reads(patron).stream().anyMatch(a -> a.protocol().equals(HomeDesk.PROTOCOL)));
    library.asSuperuser("delete from patron_access");

    library.asSuperuser(
        "insert into patron_block (tenant_id, patron_id, code) values (%d, '%s', 'D')"
            .formatted(home.value(), patron));
    assertThat(relay().run()).isEqualTo(1);
    assertThat(relay().run()).as("told once").isZero();

    assertThat(lent(CARD, "2")).isInstanceOf(CheckoutOutcome.Refused.class);
    assertThat(guests()).as("a loan binds").isEqualTo(1);
    assertThat(reads(patron)).noneMatch(access -> access.protocol().equals(HomeDesk.PROTOCOL));
  }

  /** Who has read of a patron of the home. */
  private List<Access> reads(UUID patron) {
    store.personalData().export(home, CARD); // writes down what was read so far
    return store.accessLog().reads(home, patron, 100).stream().map(AccountRead::access).toList();
  }

  @Test
  void rightToBorrowThatRanOutWithTheDayIsToldByTheUpkeep() {
    agree(EVERYTHING);
    status(CARD, "1234");
    library.asSuperuser(
        """
        update patron p set expires_on = current_date - 2 from patron_elsewhere e
        where e.tenant_id = p.tenant_id and e.patron_id = p.id;
        update patron_elsewhere set told_version = version, introduced_at = now() - interval '1 hour'
        """);
    assertThat(relay().run()).as("nothing has changed").isZero();

    upkeep();

    assertThat(guests()).isZero();
    assertThat(elsewhere()).isZero();
  }

  @Test
  void guestWhomAWardBindsIsNotTakenUpForErasure() {
    agree(EVERYTHING);
    status(CARD, "1234");
    store.guestAgreements().end(home, lender, Side.HOME, "anna");
    relay().run();
    assertThat(store.guests().leaving(lender, 10)).hasSize(1);

    library.asSuperuser(
        "update patron w set guardian_id = g.patron_id from guest g, patron_identifier i where i.tenant_id = g.tenant_id and i.value = 'A' and w.tenant_id = i.tenant_id and w.id = i.patron_id");

    assertThat(store.guests().leaving(lender, 10)).isEmpty();
  }
}
