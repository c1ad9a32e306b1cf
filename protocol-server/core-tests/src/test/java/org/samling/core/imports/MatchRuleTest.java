package org.samling.core.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportRules.OnAmbiguous;

/** By which fields records match, and with which scores. */
class MatchRuleTest {

  private static final CatalogueRecord RECORD =
      record(
          "008 260101s1934    xxu",
          "020 $a 87-123-4567-1 (hft.) $a 9788712345671 $z 123",
          "035 $a (OCoLC)ocm 00123",
          "245 $a \u0098The \u009CÆble-Trær : $b en få Ågesen, 2. udg. / $c Åse.",
          "264 $c cop. 1999-2001",
          "022 $a 0105-2322 (print)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "035$a|(OCoLC)ocm 00123",
        "035$a~digits|00123",
        "020$a~isbn|9788712345671",
        "020$z~isbn|",
        "022$a~issn|01052322",
        "245$ab~text|the aeble traer en fa agesen 2 udg",
        "245*ab~text|the aeble traer en fa agesen 2 udg",
        "245~text|the aeble traer en fa agesen 2 udg ase",
        "264$c~year|1999",
        "008/07-10~year|1934",
        "008/06|s",
        "008/30-40|",
        "999$a|",
      })
  void anyFieldOrSubfieldIsComparedInItsForm(String point, String value) {
    assertThat(MatchPoint.parse(point).values(RECORD))
        .containsExactlyElementsOf(value == null ? List.of() : List.of(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "isbn",
        "isbn+264$c~year",
        "isbn:60+245$ab~text:40+264$c~year:20>=80",
        "008/07-10~year",
        "245$ab~text:2>=2",
      })
  void ruleIsWrittenAsItIsRead(String text) {
    assertThat(MatchRule.parse(text).text()).isEqualTo(text);
    assertThat(MatchRule.parse(text.replace('+', ' '))).isEqualTo(MatchRule.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title|match must be control-number, isbn, issn, faust, or a field as 035$a",
        "245$a~words|~ must be followed by as-is, text, isbn, issn, digits, year",
        "008/10-07|end before they begin",
        "isbn:60+245$a:40|a rule a threshold",
        "isbn+245$a>=1|a rule a threshold",
        "isbn:60+245$a>=60|a rule a threshold",
        "isbn:60>=61|from 1 to the sum of its scores (60), not 61",
        "isbn:0>=1|a score is from 1 to 10000",
      })
  void ruleThatCanNotBeMeantIsRefused(String text, String reason) {
    if (reason.startsWith("a rule")) {
      assertThatThrownBy(() -> MatchRule.parse(text)).hasMessageContaining("either each");
      return;
    }
    assertThatThrownBy(() -> MatchRule.parse(text)).hasMessageContaining(reason);
  }

  @Test
  void scoresOfThePointsOnWhichRecordsAgreeAreSummedUp() {
    var rule = MatchRule.parse("035$a:60+245$ab~text:40+264$c~year:20>=80");
    var other = record("245 $a The æble trær $b EN FÅ ÅGESEN 2. UDG.", "264 $c [1999]");

    assertThat(rule.score(RECORD, other)).isEqualTo(60);
    assertThat(rule.score(RECORD, record("264 $c 2000"))).isZero();
    assertThat(MatchRule.parse("245$ab~text+264$c~year").score(RECORD, other)).isEqualTo(2);
  }

  @Test
  void recordThatMayBeSeveralIsReviewedWhereARuleHasScoresAndElseAdded() {
    assertThat(ambiguous("isbn", null)).isEqualTo(OnAmbiguous.ADD);
    assertThat(ambiguous("isbn:2+245$a:1>=3", null)).isEqualTo(OnAmbiguous.REVIEW);
    assertThat(ambiguous("isbn:2+245$a:1>=3", "reject")).isEqualTo(OnAmbiguous.REJECT);
  }

  private static OnAmbiguous ambiguous(String match, String word) {
    return new ImportRules.Written(
            List.of(match), null, word, List.of(), List.of(), List.of(), false)
        .rules()
        .onAmbiguous();
  }

  /** A record of MARC 21 whose fields are a tag with subfields as {@code $a text}. */
  private static CatalogueRecord record(String... fields) {
    var content = new ArrayList<Field>();
    for (var field : fields) {
      var tag = field.substring(0, 3);
      var text = field.substring(4);
      if (!text.startsWith("$")) {
        content.add(new ControlField(tag, text));
        continue;
      }
      var subfields = new ArrayList<Subfield>();
      for (var part : text.substring(1).split(" ?\\$")) {
        subfields.add(new Subfield(part.charAt(0), part.substring(2)));
      }
      content.add(new DataField(tag, ' ', ' ', subfields));
    }
    return new CatalogueRecord(
        new RecordKey("x", "1"),
        RecordFormat.MARC21,
        Bytes.of(new byte[0]),
        new MarcContent("00000nam a2200000 a 4500", content),
        new BriefRecord("X", null));
  }
}
