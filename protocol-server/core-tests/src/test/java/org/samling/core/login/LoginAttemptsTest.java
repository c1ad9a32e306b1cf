package org.samling.core.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.samling.core.login.LoginAttempts.Limit;
import org.samling.core.requests.CurrentRequest;

/** How many logins may be wrong, by address, by account, and by both. */
class LoginAttemptsTest {

  private static final String HERE = "192.0.2.1";
  private static final String THERE = "192.0.2.2";

  private final LoginAttempts attempts =
      new LoginAttempts(
          new LoginLimits(6, 4, 2),
          (account, address) -> account.equals("kiosk-1") && address.equals(HERE));

  /** Whether a login was looked at. */
  private boolean isLookedAt(String address, String account, boolean isRight) {
    return CurrentRequest.by(
        "r",
        null,
        address,
        () -> {
          try {
            attempts.require(account);
            assertThat(attempts.attempt(account, () -> isRight, right -> right)).isEqualTo(isRight);
            return true;
          } catch (LoginLimitException e) {
            assertThat(e.due()).isPositive();
            assertThat(e).hasMessageMatching("Too many logins failed: wait [0-9]+ s\\.");
            return false;
          }
        });
  }

  private boolean isWrongLookedAt(String address, String account) {
    return isLookedAt(address, account, false);
  }

  @Test
  void oneMachineWithAWrongPasswordStandsInTheWayOfNoOtherAtItsAddress() {
    assertThat(isWrongLookedAt(HERE, "kiosk-1")).isTrue();
    assertThat(isWrongLookedAt(HERE, "kiosk-1")).isTrue();
    for (var i = 0; i < 100; i++) {
      assertThat(isWrongLookedAt(HERE, "kiosk-1")).isFalse();
    }
    assertThat(isLookedAt(HERE, "kiosk-2", true)).isTrue();
    assertThat(isLookedAt(THERE, "kiosk-1", true)).isTrue();
    assertThat(attempts.refused(Limit.ACCOUNT_OF_ADDRESS)).isEqualTo(100);
    assertThat(attempts.refused(Limit.ADDRESS)).isZero();
  }

  @Test
  void anAddressThatTriesManyNamesIsLimitedAsAWhole() {
    for (var i = 0; i < 6; i++) {
      assertThat(isWrongLookedAt(HERE, "name-" + i)).isTrue();
    }
    assertThat(isWrongLookedAt(HERE, "name-6")).isFalse();
    assertThat(isWrongLookedAt(THERE, "name-6")).isTrue();
    assertThat(attempts.refused(Limit.ADDRESS)).isEqualTo(1);
  }

  @Test
  void anAccountThatManyAddressesTryIsLimitedAsAWhole() {
    for (var i = 0; i < 4; i++) {
      assertThat(isWrongLookedAt("198.51.100." + i, "kiosk-1")).isTrue();
    }
    assertThat(isWrongLookedAt("198.51.100.9", "kiosk-1")).isFalse();
    assertThat(isWrongLookedAt("198.51.100.9", "kiosk-2")).isTrue();
    assertThat(attempts.refused(Limit.ACCOUNT)).isEqualTo(1);
  }

  @Test
  void whatStrangersTryElsewhereDoesNotLockAnAccountOutWhereItIsKnown() {
    for (var i = 0; i < 4; i++) {
      assertThat(isWrongLookedAt("198.51.100." + i, "kiosk-1")).isTrue();
    }
    assertThat(isLookedAt(THERE, "kiosk-1", true)).as("where it is not known").isFalse();
    assertThat(isLookedAt(HERE, "kiosk-1", true)).as("where it is").isTrue();
    for (var i = 0; i < 2; i++) {
      assertThat(isWrongLookedAt(HERE, "kiosk-1")).isTrue();
    }
    assertThat(isLookedAt(HERE, "kiosk-1", true)).as("limited there, too").isFalse();
  }

  @Test
  void aDeviceThatIsKnownIsCountedByItself() {
    for (var i = 0; i < 4; i++) {
      assertThat(isWrongLookedAt("198.51.100." + i, "anna")).isTrue();
    }
    for (var i = 0; i < 2; i++) {
      assertThat(attempts.attemptOf("device 1", "anna", () -> false, right -> right)).isFalse();
    }
    assertThatThrownBy(() -> attempts.attemptOf("device 1", "anna", () -> true, right -> right))
        .isInstanceOf(LoginLimitException.class);
    assertThat(attempts.attemptOf("device 2", "anna", () -> true, right -> right)).isTrue();
  }

  @Test
  void whatIsRightOrToldNothingCountsForNothing() {
    for (var i = 0; i < 50; i++) {
      assertThat(isLookedAt(HERE, "kiosk-1", true)).isTrue();
      assertThatThrownBy(() ->
              CurrentRequest.by(
                  "r",
                  null,
                  HERE,
                  () ->
                      attempts.attempt(
                          "kiosk-1",
                          () -> {
                            throw new IllegalStateException("away");
                          },
                          _ -> false)))
          .hasMessage("away");
    }
  }

  @Test
  void loginsThatAreBeingCheckedCountUntilTheyAreRight() {
    var first =
        attempts.attempt(
            "kiosk-1",
            () -> {
              for (var i = 0; i < 3; i++) {
                assertThat(attempts.attempt("kiosk-1", () -> false, right -> right)).isFalse();
              }
              assertThatThrownBy(() -> attempts.attempt("kiosk-1", () -> true, right -> right))
                  .as("four are under way or were wrong")
                  .isInstanceOf(LoginLimitException.class);
              return true;
            },
            right -> right);
    assertThat(first).isTrue();
    assertThat(attempts.attempt("kiosk-1", () -> true, right -> right))
        .as("the first one was right, and its place is free again")
        .isTrue();
  }

  @Test
  void whatComesOverNoNetworkIsLimitedByItsAccountOnly() {
    for (var i = 0; i < 20; i++) {
      assertThat(attempts.<Boolean>attempt(null, () -> false, right -> right)).isFalse();
    }
    for (var i = 0; i < 4; i++) {
      assertThat(attempts.attempt("kiosk-1", () -> false, right -> right)).isFalse();
    }
    assertThatThrownBy(() -> attempts.require("kiosk-1")).isInstanceOf(LoginLimitException.class);
  }
}
