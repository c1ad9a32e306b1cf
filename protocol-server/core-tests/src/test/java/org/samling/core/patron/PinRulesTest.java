package org.samling.core.patron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PinRules.Owner;

class PinRulesTest {

  private static final PinRules USUAL = new PinRules(4, 12, true, true);
  private static final Owner OWNER =
      new Owner(LocalDate.of(1984, 7, 23), List.of("2000004711", "N77"));

  private static boolean accepts(PinRules rules, String pin) {
    return rules.accepts(new Secret(pin), OWNER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234",
        "4321",
        "0123",
        "7890",
        "98765",
        "3333",
        "1212",
        "123123",
        "2307",
        "0723",
        "1984",
        "230784",
        "840723",
        "23071984",
        "4711",
        "004711"
      })
  void pinsThatAreGuessedFirstAreRefusedUnlessTheLibraryAllowsThem(String trivial) {
    assertThat(accepts(USUAL, trivial)).isFalse();
    assertThat(accepts(new PinRules(4, 12, true, false), trivial)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8264", "1235", "190384", "2580", "112233445566"})
  void otherPinsAreAccepted(String pin) {
    assertThat(accepts(USUAL, pin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "826", "8264826482640", "82a4", "82 4", "８２６４", "82|4", "82\u00004"})
  void lengthAndCharactersAreThoseOfTheRules(String pin) {
    assertThat(accepts(USUAL, pin)).isFalse();
  }

  @Test
  void lettersAreAcceptedWhereTheLibraryWantsThem() {
    var letters = new PinRules(6, 12, false, true);
    assertThat(accepts(letters, "kx7!pq")).isTrue();
    assertThat(accepts(letters, "abcdef")).isFalse();
    assertThat(accepts(letters, "kx 7pq")).isFalse();
    assertThat(accepts(letters, "kx|7pq")).isFalse();
  }

  @Test
  void aRandomPinFollowsTheRules() {
    var random = RandomGenerator.of("L64X128MixRandom");
    for (var i = 0; i < 2_000; i++) {
      var pin = USUAL.random(random, OWNER);
      assertThat(pin.value()).matches("\\d{4}");
      assertThat(USUAL.accepts(pin, OWNER)).isTrue();
    }
  }
}
