package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.testing.LongRun;

/** Two at once for the same thing, of whom one gets it. */
class RacesTest {

  @Test
  void ofTwoKiosksThatLendOneItemOneDoesEveryTime() throws Exception {
    var rounds = LongRun.times(150, 10_000);
    try (var library = new TestLibrary();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var won = new HashMap<String, Integer>();
      for (var round = 0; round < rounds; round++) {
        var first = round % 2 == 0 ? List.of("A", "B") : List.of("B", "A");
        var kiosks =
            first.stream()
                .map(patron ->
                    threads.submit(
                        () -> library.submit(TestLibrary.checkout(library.north, patron, "1"))))
                .toList();
        var granted = new ArrayList<String>();
        for (var i = 0; i < kiosks.size(); i++) {
          if (kiosks.get(i).get() instanceof CheckoutOutcome.Granted) {
            granted.add(first.get(i));
          }
        }
        assertThat(granted).as("round %d", round).hasSize(1);
        won.merge(granted.getFirst(), 1, Integer::sum);
        library.submit(TestLibrary.checkin(library.north, "1", TestLibrary.MAIN));
      }
      assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(rounds);
      assertThat(
              library.count(library.north, "select count(*) from loan where returned_at is null"))
          .isZero();
      Invariants.check(library);
      System.out.printf("%,d races for one item: one loan each time; won by %s%n", rounds, won);
    }
  }
}
