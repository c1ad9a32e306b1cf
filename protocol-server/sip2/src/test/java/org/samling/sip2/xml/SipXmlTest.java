package org.samling.sip2.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SipXmlTest {

  private static SipXml.Envelope read(String xml) {
    return SipXml.read(xml.getBytes(UTF_8));
  }

  private static String envelope(String request) {
    return "<ns1:sip login=\"kiosk\" password=\"secret\" xmlns:ns1=\"%s\"><request>%s</request></ns1:sip>"
        .formatted(SipXml.NAMESPACE, request);
  }

  @Test
  void loginPasswordAndRequestAreRead() {
    var envelope = read(envelope("990xxx2.00"));
    assertThat(envelope.login()).isEqualTo("kiosk");
    assertThat(envelope.password().value()).isEqualTo("secret");
    assertThat(envelope.request()).isEqualTo("990xxx2.00");
    assertThat(envelope.toString()).doesNotContain("secret");
  }

  @Test
  void lineBreaksAroundARequestAreNoneOfItsAndBlanksAtItsEndAre() {
    assertThat(read(envelope("\n    990xxx2.00\r\n  ")).request()).isEqualTo("990xxx2.00");
    assertThat(read(envelope("63009   Y     ")).request()).isEqualTo("63009   Y     ");
    assertThat(read(envelope("<![CDATA[15+|AJa & b|]]>")).request()).isEqualTo("15+|AJa & b|");
    assertThat(read(envelope("15+|AJa &amp; b&#124;")).request()).isEqualTo("15+|AJa & b|");
  }

  @Test
  void whatIsMissingIsNamedWithoutQuotingAnything() {
    assertThatThrownBy(() -> read(envelope("x").replace("login=", "name=")))
        .isInstanceOf(SipXmlException.class)
        .hasMessage("The message lacks the attribute login");
    assertThatThrownBy(() -> read(envelope(" ")))
        .isInstanceOf(SipXmlException.class)
        .hasMessage("The message lacks the element request");
    assertThatThrownBy(() -> read(envelope("&secret;")))
        .isInstanceOf(SipXmlException.class)
        .hasMessage("The message is not well-formed XML, or exceeds a limit");
  }

  @Test
  void answerIsEscapedAndHoldsNoCharacterThatXmlHasNoPlaceFor() {
    assertThat(new String(SipXml.response("64 AU a & b <c> \u0001\ufffe|"), UTF_8))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><ns2:sip xmlns:ns2=\"http://axiell.com/Schema/sip.xsd\"><response>64 AU a &amp; b &lt;c&gt; \ufffd\ufffd|</response></ns2:sip>");
    assertThat(new String(SipXml.error("no"), UTF_8)).contains("<error>no</error>");
  }
}
