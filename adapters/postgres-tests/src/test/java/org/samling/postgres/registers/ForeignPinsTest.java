package org.samling.postgres.registers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.BcryptHash;
import org.samling.postgres.TestLibrary;

/** PINs that another system hashed, by bcrypt; libxcrypt made those that are given here. */
class ForeignPinsTest {

  private static final String HASHED =
      "select p.hash from patron_pin p join patron_identifier i on i.patron_id = p.patron_id where i.value = '%s'";

  private static TestLibrary library;

  @BeforeAll
  static void open() {
    library = new TestLibrary();
    library.addStock(0, 3);
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static boolean isRight(String card, String pin) {
    return library
        .store
        .patronAuthentication()
        .check(library.north, card, new Secret(pin))
        .isPresent();
  }

  private static String hash(String card) {
    return library.text(library.north, HASHED.formatted(card));
  }

  private static void put(String card, String bcrypt) {
    library
        .store
        .patronRegister()
        .putForeignPins(library.north, Map.of(card, BcryptHash.parse(bcrypt).orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2000000000|1234|$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG",
        "2000000001|blåbær|$2b$05$0123456789ABCDEFGHIJKeC8ZESBSbJ6sic1E0kJwhS8/Ao970jT.",
        "2000000002|xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|$2y$04$0123456789ABCDEFGHIJKe2oBPJlmLKKWVQVpgSvH/nYUJ4418wBi"
      })
  void bcryptPinIsVerifiedAndHashedAsOursAtItsFirstUse(String card, String pin, String bcrypt) {
    put(card, bcrypt);
    var kept = hash(card);
    assertThat(kept).doesNotContain(bcrypt.substring(29));

    assertThat(isRight(card, "y" + pin)).isFalse();
    assertThat(hash(card)).isEqualTo(kept);
    assertThat(isRight(card, pin)).isTrue();
    assertThat(hash(card)).startsWith("$argon2id$");
    assertThat(isRight(card, pin)).isTrue();
    assertThat(isRight(card, "y" + pin)).isFalse();
  }

  @Test
  void pinThatThePatronHasStays() {
    put("A", "$2b$05$0123456789ABCDEFGHIJKeC8ZESBSbJ6sic1E0kJwhS8/Ao970jT.");

    assertThat(isRight("A", "blåbær")).isFalse();
    assertThat(isRight("A", "1234")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!",
        "1234",
        "rL0Y20zC+Fzt72VPzMSk2A",
        "$2x$08$abcdefghijklmnopqrstuueW7s60qtB2QKr3rlsvxpy8cszQMF2V6",
        "$2a$13$abcdefghijklmnopqrstuueW7s60qtB2QKr3rlsvxpy8cszQMF2V6",
        "$2a$03$abcdefghijklmnopqrstuueW7s60qtB2QKr3rlsvxpy8cszQMF2V6",
        "$2a$08$abcdefghijklmnopqrstuueW7s60qtB2QKr3rlsvxpy8cszQMF2V"
      })
  void hashOfAnotherKindOrOfTooHighACostIsNotTaken(String text) {
    assertThat(BcryptHash.parse(text)).isEmpty();
  }
}
