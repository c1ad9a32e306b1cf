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
