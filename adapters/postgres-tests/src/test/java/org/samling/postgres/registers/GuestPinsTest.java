package org.samling.postgres.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.guests.GuestAgreement.Place;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.login.LoginLimits;
import org.samling.core.login.PinAttempts;
import org.samling.core.login.PinLimits;
import org.samling.core.organisation.Secret;
import org.samling.core.privacy.Access;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.postgres.hashing.HashingLimits;

/** What wrong PINs at guests' cards bring about at the lender. */
class GuestPinsTest {

  @Test
  void wrongPinsOfForeignCardsCountWithAllOthersForTheAccountAtTheLender() {
    var limits = new LoginLimits(100, 100, 10, new PinLimits(4, 100));
    try (var library = new TestLibrary();
        var store =
            new PostgresStore(
                TestLibrary.settings(library.roles, 8),
                TestLibrary.keyring(),
                null,
                limits,
                HashingLimits.USUAL)) {
      TestPatrons.patron().put(library, library.south, "2000000001");
      var terms = new Terms(Set.of(), List.of("2000"));
      var place = new Place("adult", "adult", TestLibrary.MAIN);
      store.guestAgreements().offer(library.south, library.north, terms, "test");
      store.guestAgreements().accept(library.north, library.south, terms, place, "test");
      store.guestReception().looksAnew(library.north);
      var pins = store.patronAuthentication();
      Access.by(
          new Access("SIP2", "kiosk", "63"),
          () -> {
            for (var card : List.of("A", "nobody's", "2000000001", "2000000002")) {
              assertThat(pins.check(library.north, card, new Secret("2580"))).isEmpty();
            }
            for (var card : List.of("nobody's", "2000000001", "A")) {
              assertThatThrownBy(() -> pins.check(library.north, card, new Secret("1234")))
                  .as("which card it is can't be seen: " + card)
                  .isInstanceOf(StoreException.class)
                  .hasMessageContaining("too many wrong PINs of this account");
            }
            return null;
          });
      assertThat(store.pinAttempts().slowedDown("north"))
          .extracting(PinAttempts.SlowedDown::who)
          .containsExactly("SIP2 kiosk");
      assertThat(store.pinAttempts().slowedDown("south")).isEmpty();
    }
  }
}
