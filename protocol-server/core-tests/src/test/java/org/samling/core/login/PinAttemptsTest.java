package org.samling.core.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.samling.core.StoreException;
import org.samling.core.login.PinAttempts.Limit;
import org.samling.core.login.PinAttempts.SlowedDown;
import org.samling.core.privacy.Access;
import org.samling.core.requests.CurrentRequest;

/** How many PINs may be wrong over all cards, by account and by address. */
class PinAttemptsTest {

  private static final String HERE = "192.0.2.1";

  private final PinAttempts attempts = new PinAttempts(new PinLimits(3, 5));

  private boolean isLookedAt(String account, boolean isRight) {
    return CurrentRequest.by(
        "r",
        null,
        HERE,
        () ->
            Access.by(
                new Access("SIP2", account, "63"),
                () -> {
                  try {
                    attempts.attempt("north", () -> isRight, right -> right);
                    return true;
                  } catch (StoreException _) {
                    return false;
                  }
                }));
  }

  @Test
  void oneAccountThatTriesManyCardsIsSlowedDownAndOthersAreNot() {
    for (var i = 0; i < 50; i++) {
      assertThat(isLookedAt("kiosk-1", true)).as("right ones don't count").isTrue();
    }
    for (var i = 0; i < 3; i++) {
      assertThat(isLookedAt("kiosk-1", false)).isTrue();
    }
    assertThat(isLookedAt("kiosk-1", true)).isFalse();
    assertThat(isLookedAt("kiosk-2", true)).isTrue();
    assertThat(attempts.refused(Limit.ACCOUNT)).isEqualTo(1);
    assertThat(attempts.refused(Limit.ADDRESS)).isZero();
  }

  @Test
  void anAddressIsSlowedDownWhicheverAccountsItUses() {
    for (var i = 0; i < 5; i++) {
      assertThat(isLookedAt("kiosk-" + i, false)).isTrue();
    }
    assertThat(isLookedAt("kiosk-6", true)).isFalse();
    assertThat(attempts.slowedDown("north")).extracting(SlowedDown::who).containsExactly(HERE);
    assertThat(attempts.slowedDown("south")).isEmpty();
  }
}
