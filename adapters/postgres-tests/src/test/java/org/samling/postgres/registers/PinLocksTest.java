package org.samling.postgres.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.login.LoginLimits;
import org.samling.core.login.PinAttempts;
import org.samling.core.login.PinLimits;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.PatronAuthentication.RightPin;
import org.samling.core.patron.PatronPins.Lock;
import org.samling.core.patron.PatronPins.PinChange;
import org.samling.core.patron.PatronPins.PinStatus;
import org.samling.core.policy.Setting;
import org.samling.core.privacy.Access;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.postgres.hashing.HashingLimits;
import org.samling.postgres.hashing.HashingPool.Share;

/** What wrong PINs bring about, and what ends it. */
class PinLocksTest {

  private static final String RIGHT = "1234";
  private static final String WRONG = "0000";

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Optional<RightPin> check(TenantId tenant, String kiosk, String pin) {
    return Access.by(
        new Access("SIP2", kiosk, "63"),
        () -> library.store.patronAuthentication().check(tenant, "A", new Secret(pin)));
  }

  private boolean isRight(String kiosk, String pin) {
    return check(library.north, kiosk, pin).isPresent();
  }

  private void wrong(String kiosk, int times) {
    for (var i = 0; i < times; i++) {
      assertThat(isRight(kiosk, WRONG)).isFalse();
    }
  }

  private PinStatus status() {
    return library.store.patronPins().status(library.north, "A").orElseThrow();
  }

  /** As if that long had passed since what was typed. */
  private void wait(Duration time) {
    wait(time, "patron_pin_failure", "locked_until");
  }

  private void wait(Duration time, String table, String column) {
    library.asSuperuser(
        "update %s set %s = %2$s - interval '%d minutes'"
            .formatted(table, column, time.toMinutes()));
  }

  private int minutesLeft(Lock lock) {
    return (int) Math.round(Duration.between(Instant.now(), lock.until()).toSeconds() / 60.0);
  }

  @Test
  void fiveWrongPinsAtOneTerminalLockThePatronThereAndNowhereElse() {
    wrong("kiosk-1", 4);
    assertThat(isRight("kiosk-1", RIGHT)).as("four are forgotten").isTrue();
    wrong("kiosk-1", 5);

    assertThat(isRight("kiosk-1", RIGHT)).isFalse();
    assertThat(status().locks()).extracting(Lock::place).containsExactly("SIP2 kiosk-1");
    assertThat(isRight("kiosk-2", RIGHT)).as("at another terminal").isTrue();
    assertThat(isRight("kiosk-1", RIGHT)).as("still").isFalse();
    assertThat(check(library.south, "kiosk-1", RIGHT)).as("another tenant's card").isPresent();
  }

  @Test
  void manyWrongPinsOverAllTerminalsLockThePatronEverywhere() {
    for (var kiosk : List.of("kiosk-1", "kiosk-2", "kiosk-3", "kiosk-4")) {
      wrong(kiosk, 4);
    }

    assertThat(isRight("kiosk-5", RIGHT)).isFalse();
    assertThat(status().locks())
        .singleElement()
        .satisfies(lock -> assertThat(lock.place()).isNull())
        .satisfies(lock -> assertThat(lock.ignored()).isEqualTo(2))
        .satisfies(lock -> assertThat(minutesLeft(lock)).isEqualTo(15));
  }

  @Test
  void wrongPinsAreForgottenThirtyDaysAfterTheLastOrTheEndOfItsLock() {
    var month = Duration.ofDays(30);
    var kept = "select place from patron_pin_failure order by place";
    wrong("kiosk-1", 1);
    wait(month, "patron_pin_failure", "at");
    wrong("kiosk-2", 5);
    library.store.maintain();
    assertThat(library.texts(library.north, kept))
        .as("those over all places are as young as the last of them")
        .containsExactly("", "SIP2 kiosk-2");
    wait(month, "patron_pin_failure", "at");
    library.store.maintain();
    assertThat(library.texts(library.north, kept))
        .as("its lock ends fifteen minutes later")
        .containsExactly("SIP2 kiosk-2");
    wait(month.plusMinutes(15));
    library.store.maintain();
    assertThat(library.texts(library.north, kept)).isEmpty();
  }

  @Test
  void locksEndByThemselvesAndLastLongerEachTime() {
    for (var minutes : List.of(15, 60, 1440, 1440)) {
      wrong("kiosk-1", 5);
      assertThat(isRight("kiosk-1", RIGHT)).isFalse();
      assertThat(minutesLeft(status().locks().getLast())).isEqualTo(minutes);
      wait(Duration.ofMinutes(minutes));
    }

    assertThat(isRight("kiosk-1", RIGHT)).as("after the last").isTrue();
    wrong("kiosk-1", 5);
    assertThat(minutesLeft(status().locks().getFirst()))
        .as("a right PIN ended the series")
        .isEqualTo(15);
  }

  @Test
  void numbersOfLocksAreTheTenantsSettings() {
    library.set(Setting.PIN_LOCK_AFTER, "3");
    library.set(Setting.PIN_LOCK_MINUTES, "2 7");

    wrong("kiosk-1", 3);
    assertThat(minutesLeft(status().locks().getFirst())).isEqualTo(2);
    wait(Duration.ofMinutes(2));
    wrong("kiosk-1", 3);
    assertThat(minutesLeft(status().locks().getFirst())).isEqualTo(7);
  }

  @Test
  void manyGuessesAtOnceGetNoMoreTriesThanOneAfterAnother() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 20; i++) {
      threads.add(Thread.startVirtualThread(() -> isRight("kiosk-1", WRONG)));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(status().locks())
        .as("only of the place: none was counted twice")
        .singleElement()
        .satisfies(lock -> assertThat(lock.place()).isEqualTo("SIP2 kiosk-1"))
        .satisfies(lock -> assertThat(lock.ignored()).isEqualTo(15));
  }

  @Test
  void aLockedPatronIsAnsweredLikeAWrongPinAfterAsManyHashes() {
    var hashing = library.store.hashing();
    isRight("kiosk-1", WRONG); // the first makes what others are compared with
    library.store.patronAuthentication().check(library.north, "nobody", new Secret(WRONG));
    var before = hashing.hashCount(Share.PIN);
    wrong("kiosk-1", 1);
    var wrong = hashing.hashCount(Share.PIN) - before;
    wrong("kiosk-1", 3);

    before = hashing.hashCount(Share.PIN);
    assertThat(isRight("kiosk-1", RIGHT)).isFalse();
    assertThat(hashing.hashCount(Share.PIN) - before).isEqualTo(wrong);
  }

  @Test
  void aRightPinStandsUntilALockOrANewPin() {
    var pins = library.store.patronAuthentication();
    var right = check(library.north, "kiosk-1", RIGHT).orElseThrow();
    assertThat(stands("kiosk-1", right)).isTrue();

    wrong("kiosk-1", 5);
    assertThat(stands("kiosk-1", right)).as("locked here").isFalse();
    assertThat(stands("kiosk-2", right)).as("not locked there").isTrue();
    library.store.patronPins().unlock(library.north, "A");
    assertThat(stands("kiosk-1", right)).isTrue();

    library.store.patronPins().set(library.north, "A", new Secret("8264"));
    assertThat(stands("kiosk-1", right)).as("of an old PIN").isFalse();
    assertThat(pins.check(library.north, "A", new Secret(RIGHT))).isEmpty();
    assertThat(pins.check(library.north, "A", new Secret("8264"))).isPresent();
  }

  private boolean stands(String kiosk, RightPin right) {
    return Access.by(
        new Access("SIP2", kiosk, "11"),
        () -> library.store.patronAuthentication().stands(library.north, right));
  }

  @Test
  void whoKnowsTheOldPinChangesItAndAWrongOldOneCounts() {
    var pins = library.store.patronPins();
    var fresh = new Secret("8264");
    wait(Duration.ofHours(1), "patron_pin", "set_at");
    for (var i = 0; i < 4; i++) {
      assertThat(pins.change(library.north, "A", new Secret(WRONG), fresh))
          .isEqualTo(new PinChange.WrongPin());
    }
    assertThat(pins.change(library.north, "A", new Secret(RIGHT), fresh))
        .isEqualTo(new PinChange.Done());
    assertThat(pins.change(library.north, "A", new Secret(RIGHT), fresh))
        .as("the same again: its answer was lost")
        .isEqualTo(new PinChange.Done());
    wait(Duration.ofHours(1), "patron_pin", "set_at");
    for (var i = 0; i < 5; i++) {
      assertThat(pins.change(library.north, "A", new Secret(RIGHT), fresh))
          .as("the old one is no longer right")
          .isEqualTo(new PinChange.WrongPin());
    }
    assertThat(pins.change(library.north, "A", fresh, new Secret("9371")))
        .as("locked")
        .isEqualTo(new PinChange.WrongPin());
    assertThat(pins.change(library.north, "nobody", fresh, fresh))
        .isEqualTo(new PinChange.WrongPin());
    assertThat(library.texts(library.north, "select command from audit where command like '%pin'"))
        .containsExactly("change-pin");
  }

  @Test
  void aNewPinFollowsTheTenantsRulesAndAResetGivesOneThatDoes() {
    TestPatrons.patron().born(LocalDate.of(1984, 7, 23)).put(library, library.north, "P");
    var pins = library.store.patronPins();
    for (var trivial : List.of("1234", "2307", "1984", "12", "12x4")) {
      assertThat(pins.set(library.north, "P", new Secret(trivial)))
          .as(trivial)
          .isInstanceOf(PinChange.Unfit.class);
    }
    assertThat(pins.set(library.north, "nobody", new Secret("8264")))
        .isEqualTo(new PinChange.NoPatron());
    library.set(Setting.PIN_SHORTEST, "6");
    assertThat(pins.set(library.north, "P", new Secret("8264")))
        .isInstanceOf(PinChange.Unfit.class);

    var told = pins.reset(library.north, "P").orElseThrow();
    assertThat(told.value()).matches("\\d{6}");
    assertThat(library.store.patronAuthentication().check(library.north, "P", told)).isPresent();
    assertThat(pins.reset(library.north, "nobody")).isEmpty();
  }

  @Test
  void onePinTriedOnManyCardsIsSlowedDownWhereItComesFromAndTold() {
    var limits = new LoginLimits(100, 100, 10, new PinLimits(10, 100));
    try (var store =
        new PostgresStore(
            TestLibrary.settings(library.roles, 64),
            TestLibrary.keyring(),
            null,
            limits,
            HashingLimits.USUAL)) {
      var pins = store.patronAuthentication();
      var told = new AtomicInteger();
      store.pinAttempts().watch(_ -> told.incrementAndGet());
      var sprayer = new Access("REST", "portal", "authenticate-patron");
      Access.by(
          sprayer,
          () -> {
            IntStream.range(0, 10)
                .forEach(i ->
                    assertThat(pins.check(library.north, "card-" + i, new Secret("2580")))
                        .isEmpty());
            for (var i = 0; i < 2; i++) {
              assertThatThrownBy(() -> pins.check(library.north, "A", new Secret(RIGHT)))
                  .as("not checked, right or wrong")
                  .isInstanceOfSatisfying(
                      StoreException.class,
                      e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BUSY));
            }
            return null;
          });

      assertThat(told).as("told once").hasValue(1);
      assertThat(store.pinAttempts().refused(PinAttempts.Limit.ACCOUNT)).isEqualTo(2);
      assertThat(store.pinAttempts().slowedDown("north"))
          .singleElement()
          .satisfies(who -> assertThat(who.who()).isEqualTo("REST portal"));
      assertThat(store.pinAttempts().slowedDown("south")).isEmpty();
      assertThat(
              Access.by(
                  new Access("SIP2", "kiosk-1", "63"),
                  () -> pins.check(library.north, "A", new Secret(RIGHT))))
          .as("elsewhere")
          .isPresent();
    }
  }
}
