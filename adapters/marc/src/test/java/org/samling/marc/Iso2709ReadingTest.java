package org.samling.marc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.samling.marc.MarcFixture.accepted;
import static org.samling.marc.MarcFixture.ascii;
import static org.samling.marc.MarcFixture.join;
import static org.samling.marc.MarcFixture.outcomes;
import static org.samling.marc.MarcFixture.read;
import static org.samling.marc.MarcFixture.records;
import static org.samling.marc.MarcFixture.rejected;
import static org.samling.marc.MarcFixture.repairs;
import static org.samling.marc.MarcFixture.sentences;
import static org.samling.marc.MarcFixture.title;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.marc4j.MarcStreamReader;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.Repair;
import org.samling.core.catalogue.RepairKind;
import org.samling.marc.MarcFixture.RawRecord;

class Iso2709ReadingTest {

  private final RawRecord first = records("danish.marc").get(0);
  private final RawRecord second = records("danish.marc").get(1);
  private final RawRecord third = records("danish.marc").get(2);

  @Test
  void soundRecordsAreReadAsTheyAre() {
    var file = join(first.bytes(), second.bytes(), third.bytes());

    var results = read(file);

    assertThat(outcomes(results)).containsExactly("90000001", "90000002", "90000003");
    assertThat(results).allSatisfy(r -> assertThat(accepted(r).repairs()).isEmpty());
    assertThat(results).extracting(r -> r.ordinal()).containsExactly(1, 2, 3);
    assertThat(results.get(1).offset()).isEqualTo(first.bytes().length);
    var record = accepted(results.get(1)).record();
    assertThat(record.key().source()).isEqualTo("DK-779700");
    assertThat(record.format()).isEqualTo(RecordFormat.MARC21);
    assertThat(record.original()).isEqualTo(Bytes.of(second.bytes()));
    assertThat(record.content().dataFields("245").flatMap(f -> f.values('b')))
        .containsExactly("et eventyr /");
  }

  @Test
  void soundRecordsAreReadAsMarc4jReadsThem() {
    for (var raw : records("danish.marc")) {
      var ours = accepted(read(raw.bytes()).getFirst()).record().content();
      var theirs = new MarcStreamReader(new ByteArrayInputStream(raw.bytes())).next();

      assertThat(ours.fields().stream().map(Iso2709ReadingTest::written))
          .containsExactlyElementsOf(
              theirs.getVariableFields().stream().map(Object::toString).toList());
    }
  }

  private static String written(Field field) {
    return switch (field) {
      case ControlField(var tag, var value) -> tag + " " + value;
      case DataField data -> {
        var text = new StringBuilder(data.tag()).append(' ');
        text.append(data.indicator1()).append(data.indicator2());
        data.subfields().forEach(s -> text.append('$').append(s.code()).append(s.value()));
        yield text.toString();
      }
    };
  }

  @Test
  void fieldsKeepTheOrderOfTheDirectory() {
    var raw = third.with("500", "  \u001Faen note").with("009", "efter");

    var content = accepted(read(raw.bytes()).getFirst()).record().content();

    assertThat(content.fields().stream().map(f -> f.tag()))
        .containsExactly("001", "003", "008", "245", "700", "500", "009");
  }

  @Test
  void paddingBetweenRecordsIsPassedOver() {
    var file =
        join(
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            ascii("\r\n"),
            first.bytes(),
            ascii("\r\n \0\u001A"),
            second.bytes(),
            ascii("\u001A\u001A\n"));

    var results = read(file);

    assertThat(outcomes(results)).containsExactly("90000001", "90000002");
    assertThat(accepted(results.getFirst()).offset()).isEqualTo(5);
    assertThat(accepted(results.getLast()).repairs()).isEmpty();
  }

  @Test
  void junkBeforeTheFirstRecordIsReported() {
    var results = read(join(ascii("Export of 2026-01-01: "), first.bytes(), second.bytes()));

    assertThat(outcomes(results)).containsExactly("90000001", "90000002");
    assertThat(accepted(results.getFirst()).offset()).isEqualTo(22);
    assertThat(repairs(results.getFirst()))
        .containsExactly("bytes before the first record, skipped (22 bytes).");
  }

  @Test
  void leaderThatLiesOnTheLengthIsPutRightByTheTerminator() {
    for (var lie : List.of("00100", "09999", "00000", "abcde", "     ")) {
      var bytes = second.bytes();
      System.arraycopy(ascii(lie), 0, bytes, 0, 5);

      var results = read(join(first.bytes(), bytes, third.bytes()));

      assertThat(outcomes(results)).containsExactly("90000001", "90000002", "90000003");
      assertThat(repairs(results.get(1)))
          .singleElement()
          .asString()
          .contains("LDR/00-04: wrong value in the leader", lie, "%05d".formatted(bytes.length));
    }
  }

  @Test
  void leaderThatClaimsTheNextRecordTooIsPutRight() {
    var bytes = first.bytes();
    var both = "%05d".formatted(bytes.length + second.bytes().length);
    System.arraycopy(ascii(both), 0, bytes, 0, 5);

    var results = read(join(bytes, second.bytes()));

    assertThat(outcomes(results)).containsExactly("90000001", "90000002");
  }

  @Test
  void recordTerminatorInsideATextDoesNotEndTheRecord() {
    var raw = second.with("500", "  \u001Faen note med \u001D i");

    var results = read(join(raw.bytes(), third.bytes()));

    assertThat(outcomes(results)).containsExactly("90000002", "90000003");
    assertThat(repairs(results.getFirst()))
        .containsExactly("record terminator inside the text, read on to the length in the leader.");
  }

  @Test
  void missingRecordTerminatorIsMadeUpForByTheLength() {
    var whole = first.bytes();
    var bytes = Arrays.copyOf(whole, whole.length - 1);
    System.arraycopy(ascii("%05d".formatted(bytes.length)), 0, bytes, 0, 5);

    assertThat(outcomes(read(join(bytes, second.bytes())))).containsExactly("90000001", "90000002");
    assertThat(outcomes(read(join(second.bytes(), bytes)))).containsExactly("90000002", "90000001");
  }

  @Test
  void truncatedTailIsRejectedWithItsOffset() {
    var cut = Arrays.copyOf(second.bytes(), 150);

    var results = read(join(first.bytes(), cut));

    assertThat(outcomes(results)).containsExactly("90000001", "rejected");
    var tail = rejected(results.getLast());
    assertThat(tail.offset()).isEqualTo(first.bytes().length);
    assertThat(tail.reason())
        .isEqualTo(
            "The file ends after 150 bytes of this record, but its leader says "
                + second.bytes().length
                + ".");
    assertThat(tail.bytes()).isEqualTo(Bytes.of(cut));
    assertThat(tail.endsFile()).isTrue();
  }

  @Test
  void recordThatBreaksOffDoesNotTakeTheNextOneWithIt() {
    var cut = Arrays.copyOf(second.bytes(), 150);

    var results = read(join(first.bytes(), cut, third.bytes()));

    assertThat(outcomes(results)).containsExactly("90000001", "rejected", "90000003");
    assertThat(rejected(results.get(1)).reason()).contains("breaks off after 150 bytes");
    assertThat(results.get(2).offset()).isEqualTo(first.bytes().length + 150L);
  }

  @Test
  void garbageBetweenRecordsIsRejectedAlone() {
    var results = read(join(first.bytes(), ascii("<html>error 500</html>"), second.bytes()));

    assertThat(outcomes(results)).containsExactly("90000001", "rejected", "90000002");
    assertThat(rejected(results.get(1)).reason())
        .isEqualTo("22 bytes that are not a record precede the next one.");
  }

  @Test
  void directoryWithWrongLengthsIsPutRightWhereTheFieldsAgree() {
    var data = "90000009\u001EDK-779700\u001E00\u001FaTitel\u001E";
    var bytes = first.assemble("001000400000003000400004245000400008", data);

    var result = accepted(read(join(bytes, second.bytes())).getFirst());

    assertThat(result.record().key()).hasToString("DK-779700:90000009");
    assertThat(title(result)).isEqualTo("Titel");
    assertThat(sentences(result))
        .singleElement()
        .asString()
        .contains("wrong end for field 001", "located by their terminators");
  }

  @Test
  void directoryThatDoesNotAgreeWithTheFieldsIsRejected() {
    var data = "90000009\u001E00\u001FaTitel\u001E";
    var tooMany = first.assemble("001000400000003000400004245000400008", data);
    var swapped = first.assemble("245000400000001000400004", data);
    var disordered = first.assemble("001000400009245000400000", data);
    var noEntries = first.assemble("0010009", data);
    var badTag = first.assemble("0\u00011000900000245001000009", data);

    var results = read(join(tooMany, swapped, disordered, noEntries, badTag, second.bytes()));

    assertThat(outcomes(results))
        .containsExactly("rejected", "rejected", "rejected", "rejected", "rejected", "90000002");
    assertThat(rejected(results.get(0)).reason()).contains("3 entries for 2 fields");
    assertThat(rejected(results.get(1)).reason()).contains("does not fit its tag");
    assertThat(rejected(results.get(2)).reason()).contains("not in the order of the fields");
    assertThat(rejected(results.get(3)).reason()).contains("7 bytes", "not a multiple of 12");
    assertThat(rejected(results.get(4)).reason()).contains("no tag at byte 24");
  }

  @Test
  void recordWithoutDirectoryEndOrFieldsIsRejected() {
    var noTerminator = ascii("00030nam a2200025 i 450000100\u001D");
    var noFields = first.assemble("", "");

    var results = read(join(noTerminator, noFields, second.bytes()));

    assertThat(outcomes(results)).containsExactly("rejected", "rejected", "90000002");
    assertThat(rejected(results.get(0)).reason()).startsWith("There is no field terminator");
    assertThat(rejected(results.get(1)).reason()).isEqualTo("The record has no fields.");
  }

  @Test
  void recordBeyond99999BytesIsReadByItsTerminators() {
    var raw = first;
    for (var i = 0; i < 30; i++) {
      raw = raw.with("505", "0 \u001Fa" + "x".repeat(5_000));
    }
    var directory = new StringBuilder();
    var data = new StringBuilder();
    for (var field : raw.fields()) {
      var start = Math.min(data.length(), 99_999);
      directory
          .append(field.tag())
          .append("%04d%05d".formatted(field.content().length() + 1, start));
      data.append(field.content()).append('\u001E');
    }
    var bytes = raw.assemble(directory.toString(), data.toString());

    var results = read(join(bytes, raw.bytes(), second.bytes()));

    // The second one has starts of six digits where there is room for five.
    assertThat(outcomes(results)).containsExactly("90000001", "90000001", "90000002");
    for (var result : results.subList(0, 2)) {
      assertThat(accepted(result).record().content().dataFields("505")).hasSize(30);
      assertThat(accepted(result).repairs()).isNotEmpty();
    }
    assertThat(accepted(results.get(0)).record().content().fields())
        .isEqualTo(accepted(results.get(1)).record().content().fields());
  }

  @Test
  void recordBeyondTheLimitIsPassedOver() {
    var endless = new byte[Iso2709Frames.MAX_RECORD + 1_000_000];
    Arrays.fill(endless, (byte) 'x');

    var results = read(join(first.bytes(), endless, ascii("\u001D"), second.bytes()));

    assertThat(outcomes(results)).containsExactly("90000001", "rejected", "90000002");
    assertThat(rejected(results.get(1)).reason()).startsWith("No record terminator");
    assertThat(rejected(results.get(1)).bytes().length()).isLessThan(100_000);
    assertThat(results.get(2).offset()).isEqualTo(first.bytes().length + (long) endless.length + 1);
  }

  @Test
  void moreFieldsThanTheLimitAreRejected() {
    var entry = "500000600000";
    var bytes = first.assemble(entry.repeat(Iso2709Decoder.MAX_FIELDS + 1), "  \u001Fax\u001E");

    assertThat(rejected(read(bytes).getFirst()).reason()).contains("at most 50000");
  }

  @Test
  void controlFieldsWithSubfieldsAreToldApartFromDanmarc2() {
    var danmarc = second.without("001").with("001", "00\u001Fa20000001\u001Fb870970");
    var other = second.with("007", "  \u001Fav\u001Fbf");

    var results = read(join(danmarc.bytes(), other.bytes()));

    assertThat(accepted(results.get(0)).record().format()).isEqualTo(RecordFormat.DANMARC2);
    assertThat(accepted(results.get(1)).record().format()).isEqualTo(RecordFormat.MARC21);
    assertThat(accepted(results.get(1)).record().content().dataFields("007")).hasSize(1);
    assertThat(repairs(results.get(1))).singleElement().asString().contains("007");
  }

  @Test
  void strayDelimiterInTheControlNumberIsNoSubfield() {
    var raw = second.without("001").with("001", "nb 9907124 \u001F");

    var result = accepted(read(raw.bytes()).getFirst());

    assertThat(result.record().key().number()).isEqualTo("nb 9907124");
    assertThat(sentences(result))
        .containsExactly(
            "001: subfield delimiter in a control field, replaced by a blank (\"nb 9907124 \\x1F\" → \"nb 9907124  \").");
  }

  @Test
  void smallFaultsOfFieldsAreNamed() {
    var raw =
        second
            .with("501", "\u001Faingen indikatorer")
            .with("502", "   \u001Fatre indikatorer")
            .with("503", "  fri tekst")
            .with("504", "  \u001F\u001Fatom delfelt")
            .with("505", "\u0001 \u001Faunderlig indikator")
            .with("506", "  \u001FåDelfeltkode")
            .with("507", "  \u001Fanul\0tegn")
            .with("CAT", "lokal");

    var result = accepted(read(raw.bytes()).getFirst());

    assertThat(sentences(result))
        .containsExactly(
            "501: fewer than two indicators, blanks added (\"\" → \"  \").",
            "502: more than two indicators, the others dropped (\"   \" → \"  \").",
            "503: text before the first subfield, read as subfield a (\"fri tekst\" → \"$afri tekst\").",
            "504: subfield without code and text, dropped.",
            "505: indicator not in ASCII, read as a blank (\"\\x01\" → \" \").",
            "506 $ : subfield without a usable code, its code set to a blank (\"\\xC3\" → \" \").",
            "507 $a: NUL character, replaced by a blank (\"nul\\x00tegn\" → \"nul tegn\").");
    var content = result.record().content();
    assertThat(content.dataFields("503").flatMap(f -> f.values('a'))).containsExactly("fri tekst");
    assertThat(content.dataFields("506").flatMap(f -> f.values(' ')))
        .containsExactly("åDelfeltkode");
    assertThat(content.controlFields("CAT")).containsExactly("lokal");
  }

  @Test
  void faultsBeyondAThousandOfARecordAreOnlyCounted() {
    var raw = second;
    for (var i = 0; i < 1_010; i++) {
      raw = raw.with("910", "  fri tekst");
    }

    var repairs = accepted(read(raw.bytes()).getFirst()).repairs();

    assertThat(repairs).hasSize(1_001);
    assertThat(repairs.get(999).place()).isEqualTo("910[1000]");
    assertThat(repairs.getLast().sentence()).isEqualTo("more repairs of the same record (10).");
    assertThat(repairs.stream().mapToInt(Repair::count).sum()).isEqualTo(1_010);
  }

  @Test
  void everyRepairSaysWhereItWasMadeAndWhatWasReadInstead() {
    var long1 = "en titel, der er lang ".repeat(6);
    var raw =
        second
            .with("650", "  \u001Fasund")
            .with("650", "  \u001Fax\u001Fa" + long1 + "\0" + long1)
            .with("650", "1\u001Faindikator");

    var repairs = accepted(read(raw.bytes()).getFirst()).repairs();

    assertThat(repairs)
        .extracting(Repair::kind, Repair::field, Repair::occurrence, Repair::subfield)
        .containsExactly(
            tuple(RepairKind.NUL, "650", 2, "$a"),
            tuple(RepairKind.INDICATORS_MISSING, "650", 3, ""));
    var text = repairs.getFirst();
    assertThat(text.before())
        .hasSizeLessThanOrEqualTo(Repair.MAX_SHOWN)
        .startsWith("…")
        .contains("lang \\x00en titel")
        .endsWith("…");
    assertThat(text.after())
        .hasSizeLessThanOrEqualTo(Repair.MAX_SHOWN)
        .contains("lang  en titel")
        .endsWith("…");
    assertThat(repairs.getLast())
        .extracting(Repair::before, Repair::after)
        .containsExactly("1", "1 ");
  }

  @Test
  void fieldTerminatorInsideAFieldIsReplacedThere() {
    var raw = second.with("500", "  \u001Fafør\u001Eefter");
    var data = raw.bytes();

    var result = accepted(read(data).getFirst());

    assertThat(sentences(result))
        .containsExactly(
            "500 $a: field terminator inside a field, replaced by a blank (\"før\\x1Eefter\" → \"før efter\").");
  }

  @Test
  void everyPrefixOfAFileEndsInRecordsAndAtMostOneRejection() {
    var file = join(first.bytes(), second.bytes());
    for (var size = 0; size <= file.length; size++) {
      var prefix = Arrays.copyOf(file, size);
      var results = read(prefix);

      var whole = size < first.bytes().length - 1 ? 0 : size < file.length - 1 ? 1 : 2;
      assertThat(
              results.stream()
                  .filter(r ->
                      r instanceof org.samling.core.catalogue.RecordReader.ReadResult.Accepted))
          .as("the first %d bytes", size)
          .hasSize(whole);
      assertThat(results.size() - whole).isBetween(0, 1);
    }
  }

  @Test
  void anyChangedByteLeavesTheOtherRecordsWhole() {
    var file = join(first.bytes(), second.bytes(), third.bytes());
    var from = first.bytes().length;
    for (var at = from; at < from + second.bytes().length; at++) {
      for (var value : new byte[] {0, 0x1D, 0x1E, 0x1F, '9', (byte) 0xFF}) {
        var changed = file.clone();
        changed[at] = value;

        assertThat(outcomes(read(changed)))
            .as(
                "byte %d changed to %02x in %s",
                at, value, new String(file, StandardCharsets.UTF_8))
            .startsWith("90000001")
            .endsWith("90000003");
      }
    }
  }
}
