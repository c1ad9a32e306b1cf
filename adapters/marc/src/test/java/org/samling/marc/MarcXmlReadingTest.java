package org.samling.marc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.ascii;
import static org.samling.marc.MarcFixture.file;
import static org.samling.marc.MarcFixture.join;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.rejected;
import static org.samling.marc.MarcFixture.sentences;
import static org.samling.marc.MarcFixture.title;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader.ReadResult;

class MarcXmlReadingTest {

  private static String text(byte[] file) {
    return new String(file, UTF_8);
  }

  @Test
  void recordsOfACollectionAreRead() {
    var results = read(file("collection.xml"));

    assertThat(results).hasSize(2);
    var first = accepted(results.getFirst());
    assertThat(first.repairs()).isEmpty();
    assertThat(first.record().key()).hasToString("DK-779700:90000001");
    assertThat(first.record().format()).isEqualTo(RecordFormat.MARCXML);
    assertThat(first.record().content().leader()).isEqualTo("00000nam a2200000 i 4500");
    assertThat(first.record().brief().title()).isEqualTo("Syv fantastiske fortællinger & mere");
    assertThat(title(results.getLast())).isEqualTo("Æbler");
  }

  @Test
  void offsetsAreTheBytesWhereTheRecordsBegin() {
    for (var name : List.of("collection.xml", "sru.xml", "oai.xml", "defects.xml")) {
      var file = file(name);
      for (var result : read(file)) {
        var at = new String(file, ISO_8859_1).substring((int) result.offset());

        assertThat(at).as("%s, record %d", name, result.ordinal()).matches("(?s)<(marc:)?record.*");
      }
    }
    var results = read(file("collection.xml"));
    assertThat(results.getLast().offset())
        .isEqualTo(
            text(file("collection.xml"))
                .substring(0, text(file("collection.xml")).lastIndexOf("<record"))
                .getBytes(UTF_8)
                .length);
  }

  @Test
  void originalIsADocumentOfItsOwnThatReadsTheSame() {
    for (var name : List.of("collection.xml", "sru.xml", "oai.xml")) {
      for (var result : read(file(name))) {
        var record = accepted(result).record();

        var again = read(record.original().toArray());

        assertThat(again).hasSize(1);
        assertThat(accepted(again.getFirst()).record()).isEqualTo(record);
      }
    }
    var original =
        text(accepted(read(file("collection.xml")).getFirst()).record().original().toArray());
    assertThat(original)
        .startsWith("<record xmlns=\"http://www.loc.gov/MARC21/slim\" type=\"Bibliographic\">")
        .contains("<!-- a remark -->", "fortællinger &amp; mere /")
        .endsWith("</record>");
  }

  @Test
  void recordsAreFoundInTheAnswersOfOtherProtocols() {
    assertThat(read(file("sru.xml")))
        .extracting(MarcFixture::title)
        .containsExactly("Første", "Anden, uden navnerum");
    assertThat(read(file("oai.xml"))).extracting(MarcFixture::title).containsExactly("Høstet");
  }

  @Test
  void eachDefectRejectsItsRecordAlone() {
    var results = read(file("defects.xml"));

    assertThat(
            results.stream()
                .filter(ReadResult.Rejected.class::isInstance)
                .map(r -> rejected(r).reason()))
        .containsExactly(
            "The record has no leader.",
            "A controlfield has no tag (line 9).",
            "A datafield has the tag \"45\", which is not three letters or digits (line 13).",
            "A subfield of field 245 has no code (line 17).",
            "The element <subfields> is not allowed there in a record (line 21).",
            "Field 245 has \"00\" for ind1, which is not one character (line 25).",
            "Field 245 has text outside its subfields (line 29).",
            "Field 008 (line 33) is a datafield, as in danMARC2; in MARC 21 it can't be one.",
            "The record has no leader.");
    assertThat(results).hasSize(10);
    assertThat(title(results.getLast())).isEqualTo("Den gode");
    assertThat(text(rejected(results.get(4)).bytes().toArray()))
        .startsWith("<record xmlns=")
        .contains("wrong element")
        .endsWith("</record>");
  }

  @Test
  void fileThatStopsBeingWellFormedKeepsTheRecordsBeforeThat() {
    var results = read(file("not-well-formed.xml"));

    assertThat(outcomes(results)).containsExactly("1", "rejected");
    assertThat(rejected(results.getLast()).reason())
        .startsWith("The file is not well-formed XML from here on: line 12, column ")
        .contains("controlfield");
    assertThat(text(rejected(results.getLast()).bytes().toArray())).contains("<leader>");
    assertThat(rejected(results.getLast()).endsFile()).isTrue();
  }

  @Test
  void fileThatEndsInTheMiddleKeepsTheRecordsBeforeThat() {
    var whole = file("collection.xml");
    var cut = Arrays.copyOf(whole, whole.length - 60);

    assertThat(outcomes(read(cut))).containsExactly("90000001", "rejected");
  }

  /** A collection of records with these titles, as they stand in the file, numbered from 1. */
  private static String collection(List<String> titles) {
    var document = new StringBuilder("<collection xmlns='http://www.loc.gov/MARC21/slim'>\n");
    for (var i = 0; i < titles.size(); i++) {
      document
          .append("<record><leader>00000nam a2200000 i 4500</leader><controlfield tag='001'>")
          .append(i + 1)
          .append("</controlfield><datafield tag='245' ind1='0' ind2='0'><subfield code='a'>")
          .append(titles.get(i))
          .append("</subfield></datafield></record>\n");
    }
    return document.append("</collection>").toString();
  }

  @Test
  void aControlCharacterRejectsItsRecordAndAllOthersAreRead() {
    var titles = new ArrayList<>(Collections.nCopies(1_000, "Titel på dansk"));
    titles.set(2, "Titel\u0001");

    var results = read(collection(titles).getBytes(UTF_8));

    assertThat(results).hasSize(1_000);
    assertThat(results.stream().filter(ReadResult.Rejected.class::isInstance)).hasSize(1);
    assertThat(rejected(results.get(2)).reason())
        .isEqualTo(
            "Field 245 holds the control character U+0001, which XML does not allow (line 4).");
    assertThat(title(results.get(3))).isEqualTo("Titel på dansk");
    assertThat(outcomes(results)).last().isEqualTo("1000");
    var document = collection(titles);
    assertThat(results.getLast().offset())
        .isEqualTo(document.substring(0, document.lastIndexOf("<record>")).getBytes(UTF_8).length);
  }

  @Test
  void whateverXmlDoesNotAllowRejectsItsRecordAlone() {
    var forbidden =
        Map.of(
            "\u001F", "U+001F",
            "\0", "U+0000",
            "&#31;", "U+001F",
            "&#x1f;", "U+001F",
            "&#x0000001;", "U+0001",
            "&#xD800;", "not a character",
            "&#99999999;", "not a character",
            "\uFFFF", "not a character",
            "\uFDD1", "not a character");
    forbidden.forEach((written, named) -> {
      var titles = List.of("Før", "A & B".replace("&", written), "Efter");

      var results = read(collection(titles).getBytes(UTF_8));

      assertThat(outcomes(results)).as(named).containsExactly("1", "rejected", "3");
      assertThat(rejected(results.get(1)).reason()).startsWith("Field 245 holds").contains(named);
    });
  }

  @Test
  void controlCharactersAreFoundWhereverInTheRecordTheyStand() {
    var sound = collection(List.of("En", "To", "Tre"));
    for (var place : List.of("<record>", "<controlfield tag='", "<subfield code='", "nam a22")) {
      var second = sound.indexOf(place, sound.indexOf("En<")) + place.length();
      var document = sound.substring(0, second) + "\u0002" + sound.substring(second);

      var results = read(document.getBytes(UTF_8));

      assertThat(outcomes(results)).as(place).containsExactly("1", "rejected", "3");
      assertThat(rejected(results.get(1)).reason()).as(place).contains("U+0002");
    }
    assertThat(outcomes(read(sound.replace("</record>", "</record>\u0002").getBytes(UTF_8))))
        .containsExactly("1", "2", "3");
  }

  @Test
  void referencesThatAreTextOrAllowedAreNoFault() {
    var titles =
        List.of("A <![CDATA[&#1;]]> x", "<!-- &#1; -->B", "C&#x20AC;&#9;&amp;#1; x", "&#128512;");

    assertThat(read(collection(titles).getBytes(UTF_8)))
        .extracting(MarcFixture::title)
        .containsExactly("A &#1; x", "B", "C€ &#1; x", "\uD83D\uDE00");
  }

  @Test
  void whatWasRejectedForAControlCharacterIsSoundXmlAndIsRejectedAgain() {
    var results = read(collection(List.of("A\u0001B")).getBytes(UTF_8));

    var kept = rejected(results.getFirst()).bytes().toArray();

    assertThat(text(kept)).contains("A\uFDD1B").endsWith("</record>");
    assertThat(outcomes(read(kept))).containsExactly("rejected");
  }

  @Test
  void bytesThatAreNotInTheCodingRejectTheirRecordAlone() {
    var file = collection(List.of("En", "T\u0001", "Tre")).getBytes(UTF_8);
    file[new String(file, ISO_8859_1).indexOf('\u0001')] = (byte) 0xE5;

    var results = read(file);

    assertThat(outcomes(results)).containsExactly("1", "rejected", "3");
    assertThat(rejected(results.get(1)).reason())
        .isEqualTo("Field 245 holds bytes that are not in the file's coding (line 3).");
    assertThat(results.getLast().offset())
        .isEqualTo(new String(file, ISO_8859_1).lastIndexOf("<record>"));
  }

  @Test
  void anEntityBeforeTheFirstPartRejectsItsRecordAlone() {
    var document = collection(List.of("En", "To")).replaceFirst("<record>", "<record>&foo;");

    assertThat(outcomes(read(document.getBytes(UTF_8)))).containsExactly("rejected", "2");
  }

  @Test
  void otherCodingsAreReadAsTheDeclarationSays() {
    var document = text(file("collection.xml"));

    var latin1 = read(document.replace("UTF-8", "ISO-8859-1").getBytes(ISO_8859_1));
    var utf16 = read(("\uFEFF" + document.replace("UTF-8", "UTF-16")).getBytes(UTF_16LE));
    var unknown = read(document.replace("UTF-8", "KLINGON").getBytes(UTF_8));
    var lie = read(document.replace("UTF-8", "UTF-16").getBytes(UTF_8));

    assertThat(title(latin1.getLast())).isEqualTo("Æbler");
    assertThat(title(utf16.getLast())).isEqualTo("Æbler");
    assertThat(latin1.getLast().offset())
        .isEqualTo(document.replace("UTF-8", "ISO-8859-1").lastIndexOf("<record"));
    assertThat(utf16.getLast().offset())
        .isEqualTo(2L * document.replace("UTF-8", "UTF-16").lastIndexOf("<record") + 2);
    assertThat(rejected(unknown.getFirst()).reason()).contains("KLINGON");
    assertThat(rejected(lie.getFirst()).reason()).contains("UTF-16");
  }

  @Test
  void byteOrderMarkAndJunkBeforeTheFirstTagAreTolerated() {
    var bom = new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    assertThat(read(join(bom, file("collection.xml")))).hasSize(2);
    assertThat(outcomes(read(join(ascii("\r\n  \n"), file("collection.xml")))))
        .containsExactly("90000001", "aut1");
    assertThat(read(join(ascii("junk\n"), file("collection.xml"))).getFirst().offset())
        .isEqualTo(read(file("collection.xml")).getFirst().offset() + 5);
  }

  @Test
  void recordsOfAnotherFormatAreToldOf() {
    var results = read(text(file("collection.xml")).replace("MARC21/slim", "mods").getBytes(UTF_8));

    assertThat(outcomes(results)).containsExactly("rejected", "rejected");
    assertThat(rejected(results.getFirst()).reason())
        .isEqualTo(
            "The record is neither MARCXML nor marcXchange: its namespace is"
                + " http://www.loc.gov/mods, not http://www.loc.gov/MARC21/slim or"
                + " info:lc/xmlns/marcxchange-v1.");
  }

  @Test
  void partsOutsideAnyRecordAreRejectedOnce() {
    var document =
        text(file("collection.xml"))
            .replaceFirst(
                "<record type",
                "<leader>00000nam a2200000 i 4500</leader><controlfield tag=\"001\">9</controlfield></collection>")
            .replaceAll("(?s)</collection>.*", "</collection>");

    var results = read(document.getBytes(UTF_8));

    assertThat(outcomes(results)).containsExactly("rejected");
    assertThat(rejected(results.getFirst()).reason())
        .startsWith("A <leader> is outside any record");
  }

  @Test
  void leaderOfAnotherLengthAndMissingIndicatorsAreNamed() {
    var document =
        "<record><leader>00000nam a22</leader><controlfield tag=\"001\">1</controlfield>"
            + "<datafield tag=\"245\" ind1=\"\"><subfield code=\"a\">Titel</subfield></datafield></record>";

    var result = accepted(read(document.getBytes(UTF_8)).getFirst());

    assertThat(result.record().content().leader()).isEqualTo("00000nam a22            ");
    assertThat(sentences(result))
        .containsExactly(
            "245: fewer than two indicators, blanks added (ind1).",
            "245: fewer than two indicators, blanks added (ind2).",
            "LDR: leader not of 24 characters, padded or cut (\"00000nam a22\" → \"00000nam a22            \").");
  }

  @Test
  void undeclaredPrefixIsExplained() {
    var document = "<marc:record><marc:leader>00000nam a2200000 i 4500</marc:leader></marc:record>";

    assertThat(rejected(read(document.getBytes(UTF_8)).getFirst()).reason())
        .contains("The prefix \"marc\" is not bound to a namespace.");
  }

  @Test
  void tagsInCommentsAndCdataAreNoRecords() {
    var document =
        "<!DOCTYPE collection [<!ELEMENT record ANY>]><collection xmlns='http://www.loc.gov/MARC21/slim'>"
            + "<!-- <record> --><?p <record>?><record note=\"a > b\"><leader>00000nam a2200000 i 4500</leader>"
            + "<controlfield tag='001'><![CDATA[<record>]]></controlfield></record></collection>";

    var result = accepted(read(document.getBytes(UTF_8)).getFirst());

    assertThat(result.record().key().number()).isEqualTo("<record>");
    assertThat(result.offset()).isEqualTo(document.indexOf("<record note"));
  }
}
