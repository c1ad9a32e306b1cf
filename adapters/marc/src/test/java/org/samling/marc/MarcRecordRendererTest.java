package org.samling.marc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.PackedContent;
import org.samling.core.catalogue.RecordReader.Options;
import org.samling.core.catalogue.RecordReader.ReadResult.Accepted;
import org.samling.core.catalogue.RecordSyntax;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class MarcRecordRendererTest {

  private static final MarcContent RECORD =
      new MarcContent(
          "00000nam  2200000 i 4500",
          List.of(
              new ControlField("001", "51234567"),
              new ControlField("003", "870970"),
              new DataField(
                  "245",
                  '1',
                  '0',
                  List.of(
                      new Subfield('a', "Æblet & \"træet\" <Ꜳ> 日本"), new Subfield('c', "Å. Ø.")))));

  private final MarcRecordRenderer renderer = new MarcRecordRenderer();

  @ParameterizedTest
  @EnumSource(names = {"MARC21", "MARCXML"})
  void whatIsWrittenIsReadAgain(RecordSyntax syntax) {
    var bytes = renderer.render(RECORD, MarcFormat.MARC21, syntax).orElseThrow().toArray();
    var read =
        (Accepted)
            new MarcRecordReader()
                .read(new ByteArrayInputStream(bytes), new Options(null, "870970", false))
                .next();
    assertThat(read.repairs()).isEmpty();
    assertThat(read.record().content().fields()).isEqualTo(RECORD.fields());
    assertThat(read.record().content().leader().charAt(9))
        .as("the leader says that it is in Unicode")
        .isEqualTo('a');
  }

  @ParameterizedTest
  @EnumSource
  void aPackedRecordIsWrittenAsTheSameOneInParts(RecordSyntax syntax) {
    var tooLarge =
        new MarcContent(
            RECORD.leader(),
            List.of(
                new DataField("245", '0', '0', List.of(new Subfield('a', "x".repeat(10_000))))));
    for (var from : List.of(MarcFormat.MARC21, MarcFormat.DANMARC2)) {
      for (var content : List.of(RECORD, tooLarge)) {
        assertThat(renderer.render(PackedContent.of(content), from, syntax))
            .isEqualTo(renderer.render(content, from, syntax));
      }
    }
  }

  @Test
  void inMarc8WhatItHasIsWrittenSoAndTheRestAsReferences() {
    var title = "Ærø på årsdagen é, Москва, 東京, €, 😀";
    var content =
        new MarcContent(
            RECORD.leader(),
            List.of(
                new ControlField("001", "1"),
                new DataField("245", '0', '0', List.of(new Subfield('a', title)))));
    var bytes =
        renderer
            .render(content, MarcFormat.MARC21, RecordSyntax.MARC21_MARC8)
            .orElseThrow()
            .toArray();
    assertThat(bytes[9]).as("leader position 09").isEqualTo((byte) ' ');
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .contains("\u00A5r\u00B2 p\u00EAa \u00EAarsdagen \u00E2e", "&#x1F600;");
    var read =
        (Accepted)
            new MarcRecordReader()
                .read(new ByteArrayInputStream(bytes), new Options(null, "870970", false))
                .next();
    assertThat(read.repairs()).isEmpty();
    assertThat(read.record().content().fields()).isEqualTo(content.fields());
  }

  @Test
  void inLatin1EveryLetterIsOneByteAndTheRestAreReferences() {
    var bytes =
        renderer
            .render(RECORD, MarcFormat.MARC21, RecordSyntax.MARC21_LATIN1)
            .orElseThrow()
            .toArray();
    assertThat(bytes[9]).as("leader position 09: not in Unicode").isEqualTo((byte) ' ');
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .contains("Æblet & \"træet\" <&#xA732;> &#x65E5;&#x672C;", "Å. Ø.");
  }

  @Test
  void marcXmlReplacesWhatXmlCannotHold() throws Exception {
    var content =
        new MarcContent(
            RECORD.leader(),
            List.of(
                new DataField("245", '<', '&', List.of(new Subfield('"', "a\u0001b\uD800c\r")))));
    var xml =
        new String(
            renderer
                .render(content, MarcFormat.MARC21, RecordSyntax.MARCXML)
                .orElseThrow()
                .toArray(),
            StandardCharsets.UTF_8);
    assertThat(subfield(xml)).isEqualTo("a\uFFFDb\uFFFDc\r");
  }

  private static String subfield(String xml)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)))
        .getElementsByTagName("subfield")
        .item(0)
        .getTextContent();
  }

  @Test
  void recordTooLargeForIso2709IsNotWrittenButHasAnXmlForm() {
    var large =
        new MarcContent(
            RECORD.leader(),
            List.of(
                new DataField("520", ' ', ' ', List.of(new Subfield('a', "x".repeat(10_000))))));
    assertThat(renderer.render(large, MarcFormat.MARC21, RecordSyntax.MARC21)).isEmpty();
    assertThat(renderer.render(large, MarcFormat.MARC21, RecordSyntax.MARCXML)).isPresent();
  }
}
