package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.ncip.NcipFixture.CODEC;
import static org.samling.ncip.NcipFixture.decode;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.SchemeValue;
import org.samling.ncip.data.UserId;

class SecretsTest {

  static List<NcipRequest> requests() {
    return SampleRequests.requests();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void noMessagePrintsItsSecrets(NcipRequest request) {
    var message = new NcipMessage(NcipVersion.UNKNOWN, Samples.HEADER, request);
    var bytes = CODEC.encode(message);
    assertThat(new String(bytes, UTF_8)).contains("system-secret", "agency-secret");

    for (var printed : new Object[] {message, decode(bytes), CODEC.decodeResponse(bytes)}) {
      assertThat(printed.toString()).doesNotContain("system-secret", "agency-secret", "pin-9042");
    }
  }

  @ParameterizedTest
  @CsvSource({"PIN", "Password", "password", "Something New", "MD5 Message Digest Algorithm"})
  void whatMayBeASecretIsMasked(String type) {
    assertThat(new AuthenticationInput("1234", null, SchemeValue.of(type)).toString())
        .contains("****", type)
        .doesNotContain("1234");
  }

  @ParameterizedTest
  @CsvSource({"Barcode Id", "barcode id", "User Id", "username"})
  void whatTellsWhoAPatronIsIsPrinted(String type) {
    assertThat(new AuthenticationInput("AA17", null, SchemeValue.of(type)).toString())
        .contains("AA17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0101700000", "010170-0000", "6112990000", "card 311299-0000."})
  void whatLooksLikeACprNumberIsMasked(String value) {
    for (var printed :
        new Object[] {
          UserId.of(value), new AuthenticationInput(value, null, SchemeValue.of("User Id"))
        }) {
      assertThat(printed.toString()).contains("**********").doesNotContain("0000");
    }
  }

  @Test
  void otherNumbersArePrinted() {
    for (var value : new String[] {"3201700000", "0113700000", "10101700000", "AA2000000001"}) {
      assertThat(UserId.of(value).toString()).contains(value);
    }
  }

  @Test
  void aMessageThatCouldNotBeReadTellsNothingOfItsText() {
    for (var damage :
        new String[] {"<", "&pin-9042;", "\0", "</x>", "]]>", "<!DOCTYPE pin-9042>"}) {
      var xml =
          "<NCIPMessage><LookupUser><AuthenticationInputData>pin-9042"
              + damage
              + "</AuthenticationInputData></LookupUser></NCIPMessage>";
      var decoded = decode(xml);
      assertThat(decoded).as(damage).isInstanceOf(Decoded.Malformed.class);
      assertThat(decoded.toString()).as(damage).doesNotContain("9042");
    }
  }
}
