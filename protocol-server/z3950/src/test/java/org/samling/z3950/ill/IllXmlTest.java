package org.samling.z3950.ill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.z3950.ill.IllRequest.Client;
import org.samling.z3950.ill.IllRequest.Item;
import org.samling.z3950.ill.IllRequest.ServiceType;
import org.samling.z3950.ill.IllRequest.TransactionId;

class IllXmlTest {

  private static final String REQUEST =
      """
      <ill5:ILL-APDU xmlns:ill5="http://example.org/ill5"><ill5:ILL-Request>
      <ill5:protocol-version-num>2</ill5:protocol-version-num>
      <ill5:transaction-id>
        <ill5:initial-requester-id><ill5:person-or-institution-symbol><ill5:institution-symbol>DK-710100\
      </ill5:institution-symbol></ill5:person-or-institution-symbol></ill5:initial-requester-id>
        <ill5:transaction-group-qualifier>g1</ill5:transaction-group-qualifier>
        <ill5:transaction-qualifier>q7</ill5:transaction-qualifier>
      </ill5:transaction-id>
      <ill5:requester-id><ill5:person-or-institution-symbol><ill5:institution-symbol>DK-761500\
      </ill5:institution-symbol></ill5:person-or-institution-symbol></ill5:requester-id>
      <ill5:delivery-address><ill5:postal-address><ill5:name-of-person-or-institution>Horsens</ill5:name-of-person-or-institution>\
      <ill5:city>8700 Horsens</ill5:city></ill5:postal-address></ill5:delivery-address>
      <ill5:iLL-service-type><ill5:iLL-service-type>2</ill5:iLL-service-type>\
      <ill5:iLL-service-type>loan</ill5:iLL-service-type></ill5:iLL-service-type>
      <ill5:search-type><ill5:need-before-date>20261224</ill5:need-before-date></ill5:search-type>
      <ill5:client-id><ill5:client-name>Åse</ill5:client-name><ill5:client-identifier>123</ill5:client-identifier></ill5:client-id>
      <ill5:item-id><ill5:author>Blixen, Karen</ill5:author><ill5:title>Fantastiske fortællinger</ill5:title>
      <ill5:publication-date>1934</ill5:publication-date><ill5:volume-issue>2</ill5:volume-issue>
      <ill5:iSBN>8702112345</ill5:iSBN><ill5:system-no>870970:51234567</ill5:system-no></ill5:item-id>
      <ill5:requester-note>Gerne æøå</ill5:requester-note>
      </ill5:ILL-Request></ill5:ILL-APDU>
      """;

  private static final IllRequest READ = IllXml.read(REQUEST.getBytes(UTF_8));

  private static String declared(String encoding) {
    return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\n" + REQUEST;
  }

  private static String asRead(IllRequest request) {
    return request + " " + request.requesterNote() + " " + request.client().name();
  }

  @Test
  void everythingThatIsWantedIsRead() {
    assertThat(READ)
        .isEqualTo(
            new IllRequest(
                new TransactionId("DK-710100", "g1", "q7", null),
                "DK-761500",
                List.of(ServiceType.COPY_NON_RETURNABLE, ServiceType.LOAN),
                "20261224",
                "Horsens, 8700 Horsens",
                new Client("Åse", "123"),
                new Item(
                    "Blixen, Karen",
                    "Fantastiske fortællinger",
                    "1934",
                    "2",
                    null,
                    null,
                    null,
                    null,
                    new Item.Numbers(null, "8702112345", null, "870970:51234567")),
                "Gerne æøå",
                REQUEST));
    assertThat(READ.toString()).doesNotContain("Åse");
  }

  @Test
  void characterSetIsTheDeclaredOneOrWhatTheBytesAre() {
    assertThat(asRead(IllXml.read(declared("ISO-8859-1").getBytes(ISO_8859_1))))
        .isEqualTo(asRead(READ));
    assertThat(asRead(IllXml.read(declared("utf-8").getBytes(UTF_8)))).isEqualTo(asRead(READ));
    assertThat(asRead(IllXml.read(REQUEST.getBytes(ISO_8859_1)))).isEqualTo(asRead(READ));
    assertThat(asRead(IllXml.read(declared("UTF-16").getBytes(UTF_16)))).isEqualTo(asRead(READ));
    assertThatThrownBy(() -> IllXml.read(declared("EBCDIC-CP-DK").getBytes(UTF_8)))
        .isInstanceOf(IllFormatException.class)
        .hasMessageContaining("use UTF-8");
  }

  @Test
  void namesMayBeWrittenInOtherWaysAndInNoNamespace() {
    var read =
        IllXml.read(
            "<IllRequest><itemId><Title>Bog</Title><isbn>1</isbn></itemId></IllRequest>"
                .getBytes(UTF_8));
    assertThat(read.item().title()).isEqualTo("Bog");
    assertThat(read.item().isbn()).isEqualTo("1");
    assertThat(read.transactionId()).isNull();
    assertThat(read.serviceTypes()).isEmpty();
  }

  @Test
  void whatStandsInAttributesIsReadAsElementsAre() {
    var text =
        """
        <ill5:ILL-APDU xmlns:ill5="http://example.org/ill5" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:schemaLocation="http://example.org/ill5 ill5.xsd">
        <ill5:ILL-Request-1 requester-note="Til læsekredsen" forward-flag="false">
        <transaction-id transaction-group-qualifier="" transaction-qualifier="20260001"/>
        <requester-id><person-or-institution-symbol><institution-symbol>761500</institution-symbol>\
        </person-or-institution-symbol></requester-id>
        <iLL-service-type>2</iLL-service-type><search-type expiry-date="2026-12-24" expiry-flag="1"/>
        <item-id author="Museet" author-of-article="Bæk, Åse" iSSN="1234-5679" pagination="48-50"
          publication-date="1906" publication-date-of-component="2010" title="Aarbog" title-of-article="Om øer"
          volume-issue="9"><held-medium-type/><system-no>12345678</system-no></item-id>
        </ill5:ILL-Request-1></ill5:ILL-APDU>
        """;
    assertThat(IllXml.read(text.getBytes(UTF_8)))
        .isEqualTo(
            new IllRequest(
                new TransactionId(null, null, "20260001", null),
                "761500",
                List.of(ServiceType.COPY_NON_RETURNABLE),
                "2026-12-24",
                null,
                new Client(null, null),
                new Item(
                    "Museet",
                    "Aarbog",
                    "1906",
                    "9",
                    "2010",
                    "Bæk, Åse",
                    "Om øer",
                    "48-50",
                    new Item.Numbers(null, null, "1234-5679", "12345678")),
                "Til læsekredsen",
                text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<ILL-APDU>",
        "<ILL-APDU/>",
        "<ILL-APDU><Cancel/></ILL-APDU>",
        "<ILL-Request>&bomb;</ILL-Request>",
        "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><ILL-Request>&a;</ILL-Request>",
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><ILL-Request/>",
        "<?xml version=\"1.0\"?>ILL"
      })
  void whatIsNoRequestOrHasADocumentTypeIsRefused(String xml) {
    assertThatThrownBy(() -> IllXml.read(xml.getBytes(UTF_8)))
        .isInstanceOf(IllFormatException.class);
  }

  @Test
  void depthNumberOfElementsAndSizeAreLimited() {
    for (var inner :
        List.of(
            "<a>".repeat(40) + "</a>".repeat(40),
            "<a/>".repeat(3_000),
            "x".repeat(20_000),
            "<!--" + "x".repeat(70_000) + "-->")) {
      assertThatThrownBy(
              () -> IllXml.read(("<ILL-Request>" + inner + "</ILL-Request>").getBytes(UTF_8)))
          .isInstanceOf(IllFormatException.class);
    }
  }
}
