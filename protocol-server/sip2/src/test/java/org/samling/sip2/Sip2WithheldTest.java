package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.SupportedMessages.Message;

/** Fields that a unit is not told. */
class Sip2WithheldTest {

  private static final Sip2Codec CODEC = new Sip2Codec(Sip2Charset.UTF_8);

  private static String written(WithheldFields withheld) {
    var reply =
        (Decoded.Message<Sip2Response>)
            CODEC.decodeResponse(
                new Sip2Frame(
                    ("64              00920260105    101500000100020003000400050006AODK-1|AAcard|AENavn|"
                            + "BZ0010|BLY|CQY|BHDKK|BV1.00|AS1|AS2|BDVej 1|BEa@b|AFtext|PB19840309|")
                        .getBytes(StandardCharsets.UTF_8),
                    Terminator.CR));
    return new String(
        CODEC.encode(reply.message(), withheld, OptionalInt.empty(), false, Terminator.CR).bytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void requiredFieldThatIsDeniedIsEmptyAndAnyOtherIsLeftOut() {
    assertThat(written(new WithheldFields(Set.of("AE", "AS", "BD", "PB"), Set.of())))
        .startsWith(
            "64              00920260105    101500000100020003000400050006AODK-1|AAcard|AE|")
        .contains("|BEa@b|", "|AFtext|", "|BV1.00|")
        .doesNotContain("AS1", "AS2", "BD", "PB");
  }

  @Test
  void onlyAllowedFieldsAreThereBesideTheRequiredOnes() {
    assertThat(written(new WithheldFields(Set.of(), Set.of("BL", "AF"))))
        .isEqualTo(
            "64              00920260105    101500000100020003000400050006AODK-1|AAcard|AENavn|BLY|AFtext|");
  }

  @Test
  void deniedGoesBeforeAllowed() {
    assertThat(written(new WithheldFields(Set.of("BL"), Set.of("BL", "AF"))))
        .doesNotContain("BLY")
        .contains("AFtext");
  }

  @Test
  void nothingWithheldIsEverything() {
    assertThat(written(WithheldFields.NOTHING)).contains("AENavn|BZ0010|BLY", "|AS1|AS2|BDVej 1|");
  }

  @Test
  void everyRequestHasItsPlaceAmongTheSupportedMessages() {
    assertThat(List.of(Message.values()))
        .extracting(Message::command)
        .containsExactly(
            "23", "11", "09", "01", "99", "97", "93", "63", "35", "37", "17", "19", "25", "15",
            "29", "65");
    assertThat(SupportedMessages.of(Set.of("23", "65")::contains).wire())
        .isEqualTo("YNNNNNNNNNNNNNNY");
  }
}
