package org.samling.postgres.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.requests.CurrentRequest;
import org.samling.postgres.hashing.HashingPool.Refusal;
import org.samling.postgres.hashing.HashingPool.Share;

/** Whose turn it is to have a PIN or password hashed. */
class HashingPoolTest {

  private static final int QUEUE = 4;

  private static final Duration LONG = Duration.ofMinutes(1);

  private final HashingPool pool = new HashingPool(new HashingLimits(1, QUEUE, LONG));

  /** Who had a turn, in that order. */
  private final BlockingQueue<String> turns = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    pool.close();
  }

  /** Asks for a turn, and comes back once it waits for it. */
  private CompletableFuture<Void> wait(Share share, int address, String name) {
    var before = pool.waiting(share) + pool.refused(share, Refusal.FULL);
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(() ->
            CurrentRequest.by(
                name,
                null,
                "192.0.2." + address,
                () -> {
                  try (var turn = pool.turn(share)) {
                    turns.add(turn.hash(() -> name));
                    done.complete(null);
                  } catch (StoreException e) {
                    done.completeExceptionally(e);
                  }
                  return null;
                }));
    while (pool.waiting(share) + pool.refused(share, Refusal.FULL) == before) {
      Thread.onSpinWait();
    }
    return done;
  }

  private List<String> turns(int number) throws InterruptedException {
    var taken = new ArrayList<String>();
    for (var i = 0; i < number; i++) {
      taken.add(turns.poll(20, TimeUnit.SECONDS));
    }
    return taken;
  }

  @Test
  void hashesAreMadeOnThreadsThatCarryNoOthers() throws Exception {
    var made = new CompletableFuture<Boolean>();
    Thread.startVirtualThread(() -> {
      try (var turn = pool.turn(Share.PIN)) {
        made.complete(turn.hash(() -> Thread.currentThread().isVirtual()));
      }
    });
    assertThat(made.get()).isFalse();
    assertThat(pool.hashCount(Share.PIN)).isEqualTo(1);
  }

  @Test
  void pinsKeepTheirShareBesideAnyNumberOfLogins() throws Exception {
    try (var _ = pool.turn(Share.LOGIN)) {
      for (var i = 0; i < QUEUE; i++) {
        wait(Share.LOGIN, i, "login");
      }
      wait(Share.PIN, 9, "PIN");
      wait(Share.PIN, 9, "PIN");
    }
    assertThat(turns(QUEUE + 2)).startsWith("PIN", "login", "PIN", "login");
  }

  @Test
  void addressesTakeTurns() throws Exception {
    try (var _ = pool.turn(Share.LOGIN)) {
      wait(Share.LOGIN, 1, "1a");
      wait(Share.LOGIN, 1, "1b");
      wait(Share.LOGIN, 1, "1c");
      wait(Share.LOGIN, 2, "2a");
    }
    assertThat(turns(4)).containsExactly("1a", "2a", "1b", "1c");
  }

  @Test
  void inAFullQueueTheAddressWithTheMostMakesRoom() throws Exception {
    try (var _ = pool.turn(Share.LOGIN)) {
      wait(Share.LOGIN, 1, "1a");
      wait(Share.LOGIN, 1, "1b");
      wait(Share.LOGIN, 1, "1c");
      var last = wait(Share.LOGIN, 1, "1d");
      var another = wait(Share.LOGIN, 2, "2a");
      assertThatThrownBy(last::get)
          .cause()
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BUSY));
      assertThatThrownBy(wait(Share.LOGIN, 1, "1e")::get).hasMessageContaining("wait already");
      assertThat(another).isNotDone();
      assertThat(pool.refused(Share.LOGIN, Refusal.FULL)).isEqualTo(2);
    }
    assertThat(turns(4)).containsExactly("1a", "2a", "1b", "1c");
  }

  @Test
  void whoWaitsTooLongIsRefusedAndHoldsNoPlace() {
    try (var impatient = new HashingPool(new HashingLimits(1, QUEUE, Duration.ofMillis(1)))) {
      try (var _ = impatient.turn(Share.LOGIN)) {
        assertThatThrownBy(() -> impatient.turn(Share.PIN))
            .isInstanceOfSatisfying(
                StoreException.class,
                e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BUSY));
        assertThat(impatient.waiting(Share.PIN)).isZero();
        assertThat(impatient.refused(Share.PIN, Refusal.LATE)).isEqualTo(1);
      }
      try (var turn = impatient.turn(Share.PIN)) {
        assertThat(turn.hash(() -> "made")).isEqualTo("made");
      }
    }
  }

  @Test
  void aFaultOfAHashIsToldAndTheNextOneIsMade() {
    try (var turn = pool.turn(Share.SET)) {
      assertThatThrownBy(() ->
              turn.hash(() -> {
                throw new IllegalStateException("no such pepper");
              }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no such pepper");
    }
    try (var turn = pool.turn(Share.SET)) {
      assertThat(turn.hash(() -> "made")).isEqualTo("made");
    }
  }
}
