package org.samling.postgres.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.samling.core.guests.GuestAgreement.State;
import org.samling.core.guests.GuestAgreement.Terms;
import org.samling.core.guests.GuestAgreement.Told;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.Acting;

/** What becomes of agreements about guests where both sides act at once. */
class GuestAgreementsTest {

  @Test
  void offerReplacesNoAgreementThatIsBeingAccepted() throws Exception {
    try (var library = new TestLibrary();
        var accepting = library.application();
        var statement = accepting.createStatement()) {
      var agreements = library.store.guestAgreements();
      var home = library.south;
      var lender = library.north;
      agreements.offer(home, lender, new Terms(Set.of(), List.of("2000")), "anna");
      TestLibrary.act(accepting, Acting.of(lender));
      statement.execute(
          "select accept_guest_agreement(%s, %s, '{}', '{2000}', 'adult', 'adult', '%s', 'bo')"
              .formatted(lender, home, TestLibrary.MAIN));

      var offer =
          CompletableFuture.supplyAsync(() ->
              agreements.offer(home, lender, new Terms(Set.of(Told.NAME), List.of("2")), "anna"));
      while (!offer.isDone()
          && library.count(null, "select count(*) from pg_locks where not granted") == 0) {
        Thread.onSpinWait();
      }
      accepting.commit();

      assertThat(offer.get()).isFalse();
      for (var side : List.of(home, lender)) {
        assertThat(agreements.of(side))
            .singleElement()
            .satisfies(agreement -> {
              assertThat(agreement.state()).isEqualTo(State.ACCEPTED);
              assertThat(agreement.terms().told()).isEmpty();
            });
      }
    }
  }
}
