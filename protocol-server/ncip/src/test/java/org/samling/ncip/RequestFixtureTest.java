package org.samling.ncip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.ncip.NcipFixture.decode;
import static org.samling.ncip.NcipFixture.request;
import static org.samling.ncip.NcipFixture.requestIn;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.ncip.NcipRequest.LookupUser;
import org.samling.ncip.NcipRequest.RequestItem;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.NcipSecret;
import org.samling.ncip.data.SchemeValue;

/** Every request of test-fixtures/ncip, read by the codec. */
class RequestFixtureTest {

  static List<String> requests() {
    return NcipFixture.requests();
  }

  /** Those whose meaning has no line and column in it. */
  static List<String> messages() {
    return requests().stream()
        .filter(name -> decode(request(name)) instanceof Decoded.Message)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyRequestDecodesToWhatItsFileSays(String name) {
    assertThat(decode(request(name)).toString())
        .isEqualToIgnoringWhitespace(NcipFixture.decoded(name));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void layoutDoesNotMatter(String name) {
    var expected = decode(request(name)).toString();
    var text = text(name);
    for (var layout : List.of("", "\r\n\t", "\r\n\r\n <!-- ? --> <?odd?>")) {
      var bytes = text.replaceAll(">\\s+<", ">" + layout + "<").getBytes(charset(name));
      assertThat(decode(bytes).toString()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theByteOrderMarkTellsTheCoding(String name) {
    var expected = decode(request(name)).toString();
    var text = "\uFEFF" + text(name);
    for (var charset : List.of(UTF_8, UTF_16BE, UTF_16LE)) {
      assertThat(decode(text.getBytes(charset)).toString()).as("%s", charset).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theFirstBytesTellTheCodingWhereThereIsNoMark(String name) {
    var expected = decode(request(name)).toString();
    var text = text(name).strip();
    for (var charset : List.of(UTF_16BE, UTF_16LE)) {
      assertThat(decode(text.getBytes(charset)).toString()).as("%s", charset).isEqualTo(expected);
    }
  }

  @Test
  void whatIsMaskedInPrintIsReadInFull() {
    var user = (LookupUser) requestIn(request("vufind-lookup-user"));
    assertThat(user.authenticationInputs())
        .extracting(AuthenticationInput::authenticationInputData)
        .containsExactly("AA2000000001", "pin-9042");

    var danish = (Decoded.Message) decode(request("danish-request-item"));
    var header = danish.message().header();
    assertThat(header).isNotNull();
    assertThat(header.fromAgencyAuthentication()).isEqualTo(new NcipSecret("hemmelig-7731"));
    var wanted = (RequestItem) danish.message().request();
    assertThat(wanted.authenticationInputs().getFirst().authenticationInputData())
        .isEqualTo("9042");
    assertThat(wanted.userId()).isNotNull();
    assertThat(wanted.userId().userIdentifierValue()).isEqualTo("010170-0000");
  }

  @Test
  void schemesAreReadQualifiedOrNot() {
    var isil = "http://biblstandard.dk/isil/schemes/1.1/";
    for (var name : List.of("danish-request-item", "crosslink-check-out-item")) {
      var header = ((Decoded.Message) decode(request(name))).message().header();
      assertThat(header).isNotNull();
      assertThat(header.toAgencyIds()).containsExactly(new SchemeValue(isil, "DK-779700"));
    }
  }

  private static String text(String name) {
    return new String(request(name), charset(name));
  }

  private static Charset charset(String name) {
    return name.startsWith("danish") ? ISO_8859_1 : UTF_8;
  }
}
