package org.samling.core.ill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterlibraryTextTest {

  @Test
  void personNumbersAreMaskedAndNumbersOfBooksAreNot() {
    assertThat(InterlibraryText.of("til 010190-1234, tak", 100)).isEqualTo("til ******-****, tak");
    assertThat(InterlibraryText.of("0101901234", 100)).isEqualTo("******-****");
    assertThat(InterlibraryText.of("post 20101901234", 100)).isEqualTo("post 20101901234");
    assertThat(InterlibraryText.ofNumber(" 8711400016 ", 100)).isEqualTo("8711400016");
  }

  @Test
  void passwordsInAMessageAreMasked() {
    assertThat(
            InterlibraryText.ofMessage(
                "<i:a pincode=\"1234\"><i:User-Password x='1'>hemmelig</i:User-Password><t>Bog</t></i:a>"))
        .isEqualTo(
            "<i:a pincode=\"****\"><i:User-Password x='1'>****</i:User-Password><t>Bog</t></i:a>");
    assertThat(
            InterlibraryText.ofMessage(
                "<FromAgencyAuthentication><!-- x --><![CDATA[hem<me]]>lig</FromAgencyAuthentication><t>Bog</t>"))
        .isEqualTo("<FromAgencyAuthentication>****</FromAgencyAuthentication><t>Bog</t>");
  }

  @Test
  void whatIsLongIsCutAndControlCharactersAreLeftOut() {
    assertThat(InterlibraryText.of("Æ\0b\r\nc", 3)).isEqualTo("Æb");
    assertThat(InterlibraryText.of("a😀", 2)).isEqualTo("a");
    assertThat(InterlibraryText.of(" \n", 3)).isNull();
    assertThat(InterlibraryText.of(null, 3)).isNull();
    assertThat(InterlibraryText.ofMessage("x".repeat(100_000)))
        .hasSize(InterlibraryOrder.MAX_MESSAGE);
  }
}
