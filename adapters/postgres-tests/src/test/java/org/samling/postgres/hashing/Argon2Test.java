package org.samling.postgres.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.postgres.hashing.Argon2.Cost;

/** Hashes of argon2id, those that another implementation made among them. */
class Argon2Test {

  private static final Cost CHEAP = new Cost(8, 1);

  /** Made by Spring Security 7.1; twice, for the second one finds the memory of the first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secret|$argon2id$v=19$m=8,t=1,p=1$bz3P/i+p5lIO/tclgMTFjg$ymEi/sQWp2KqKEFHN3D2Q48I0gAjMJGrrr4XHrgU4ic",
        "blåbærgrød|$argon2id$v=19$m=19456,t=2,p=1$1rL9zIfo52bP8JMulTkjWQ$9LFgyxLvXEvaCPUoy8dkrbI0MGLjNN7H6a7Zt6aVPG8"
      })
  void whatOthersHashedMatches(String secret, String encoded) {
    for (var i = 0; i < 2; i++) {
      assertThat(Argon2.matches(secret, encoded)).isTrue();
      assertThat(Argon2.matches(secret + " ", encoded)).isFalse();
    }
  }

  @Test
  void memoryThatIsUsedAgainChangesNoHash() {
    for (var cost : new Cost[] {CHEAP, new Cost(64, 2), CHEAP, new Cost(1024, 3), CHEAP}) {
      var encoded = Argon2.encode("secret", cost);
      assertThat(Argon2.isOf(cost, encoded)).isTrue();
      assertThat(Argon2.isOf(new Cost(cost.memoryKib() + 1, cost.passes()), encoded)).isFalse();
      assertThat(Argon2.matches("secret", encoded)).isTrue();
      assertThat(Argon2.matches("Secret", encoded)).isFalse();
    }
    assertThat(Argon2.encode("secret", CHEAP))
        .as("each has a salt of its own")
        .isNotEqualTo(Argon2.encode("secret", CHEAP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "secret", "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=8"})
  void whatIsNoHashIsAFault(String text) {
    assertThatThrownBy(() -> Argon2.matches("secret", text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
