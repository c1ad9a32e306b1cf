package org.samling.core.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;

/** What is taken over from a record that is there. */
class MergedRecordTest {

  private static final String SOURCE = "870970";

  @Test
  void protectedFieldsStayAndThoseThatComeAreLeft() {
    var merged =
        merged(rules(List.of("59X"), List.of()), "245 a,590 b,591 c", "245 n,590 x,599 y,700 z");

    assertThat(merged).isEqualTo("245 n,590 b,591 c,700 z");
  }

  @Test
  void whereThereIsNoProtectedFieldNoneComes() {
    assertThat(merged(rules(List.of("590"), List.of()), "245 a", "245 n,590 x")).isEqualTo("245 n");
  }

  @Test
  void fieldsThatAreOnlyAddedToAreThereOnceEach() {
    assertThat(merged(rules(List.of(), List.of("650")), "650 a,650 b", "650 b,650 c"))
        .isEqualTo("650 a,650 b,650 c");
  }

  @Test
  void protectionCountsMoreThanAdding() {
    assertThat(merged(rules(List.of("650"), List.of("6XX")), "650 a,651 b", "650 c,651 d"))
        .isEqualTo("650 a,651 b,651 d");
  }

  @Test
  void orderOfFieldsThatComeStaysAndWhatIsTakenOverStandsByItsTag() {
    assertThat(
            merged(
                rules(List.of("9XX", "5XX"), List.of()),
                "952 i,500 n",
                "100 a,245 t,700 p,650 s,600 q"))
        .isEqualTo("100 a,245 t,500 n,700 p,650 s,600 q,952 i");
  }

  @Test
  void mergingAgainChangesNothing() {
    var rules = rules(List.of("59X", "9XX", "d08"), List.of("6XX"));
    var there = content("952 z,590 b,651 x,600 y,d08 l,650 a");
    var coming = content("245 n,700 p,650 c,600 y,590 k,952 m,856 u");

    var once = MergedRecord.of(rules, there, coming, SOURCE);

    assertThat(MergedRecord.of(rules, once, coming, SOURCE)).isEqualTo(once);
  }

  @Test
  void fieldThatIsKeptIsReplacedByWhatComesOnlyWhereThereIsNone() {
    assertThat(merged(overlay("520=keep"), "520 a", "245 n,520 x")).isEqualTo("245 n,520 a");
    assertThat(merged(overlay("520=keep"), "245 o", "245 n,520 x")).isEqualTo("245 n,520 x");
  }

  @Test
  void firstRuleForAFieldCounts() {
    assertThat(merged(overlay("650=replace", "6XX=protect"), "650 a,651 b", "650 c,651 d"))
        .isEqualTo("650 c,651 b");
  }

  @Test
  void ruleMayCountForRecordsOfSomeAgenciesOnly() {
    assertThat(merged(overlay("650@720000|870970=add"), "650 a", "650 b")).isEqualTo("650 a,650 b");
    assertThat(merged(overlay("650@720000=add"), "650 a", "650 b")).isEqualTo("650 b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "650$0=keep|650 aX 0id1,650 aY|650 aY 0id9,650 aX|650 aY 0id9,650 aX 0id1",
        "650$0=keep|650 aX 0id1|650 aX 0id2|650 aX 0id1",
        "650$0=protect|650 aX|650 aX 0id2|650 aX",
        "650$0=add|650 aX 0id1|650 aX 0id2|650 aX 0id2 0id1",
        "650$0=keep|650 aX 0id1|650 aZ|650 aZ 0id1",
        "650$0=keep|650 aX 0id1,650 aY|650 aZ,650 aY|650 aZ,650 aY",
        "245$h=keep|245 aT h[lyd] cN|245 aT2 cN|245 aT2 h[lyd] cN",
        "245$hc=keep|245 aT h[lyd] cN|245 aT2 cM|245 aT2 h[lyd] cN",
        "6XX$0=keep|650 aX 0id1|650 aX|650 aX 0id1",
      })
  void subfieldStaysWithTheFieldWhoseOtherSubfieldsAreTheSame(
      String rule, String there, String coming, String merged) {
    var once = MergedRecord.of(overlay(rule), subfields(there), subfields(coming), SOURCE);

    assertThat(once).isEqualTo(subfields(merged));
    assertThat(MergedRecord.of(overlay(rule), once, subfields(coming), SOURCE)).isEqualTo(once);
  }

  @ParameterizedTest
  @ValueSource(strings = {"59X=protect", "6XX$09=keep", "650@870970|DK-870970=add", "520=replace"})
  void overlayRuleIsWrittenAsItIsRead(String text) {
    assertThat(OverlayRule.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"59X", "59X=drop", "001=keep", "5=keep", "59X$=keep", "59X@=keep"})
  void overlayRuleThatCanNotBeMeantIsRefused(String text) {
    assertThatThrownBy(() -> OverlayRule.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numberAndAgencyOfARecordCanNotBeNamed() {
    assertThatThrownBy(() -> new TagPattern("0XX")).hasMessageContaining("takes in field 00");
    assertThatThrownBy(() -> new TagPattern("003")).hasMessageContaining("takes in field 003");
    assertThatThrownBy(() -> new TagPattern("8567")).hasMessageContaining("a field is named as");
    assertThat(new TagPattern("59X").matches("599")).isTrue();
    assertThat(new TagPattern("59X").matches("589")).isFalse();
    assertThat(new TagPattern("d08").matches("d08")).isTrue();
  }

  private static ImportRules rules(List<String> protect, List<String> addOnly) {
    return new ImportRules.Written(List.of(), "merge", "add", protect, addOnly, List.of(), false)
        .rules();
  }

  private static ImportRules overlay(String... rules) {
    return new ImportRules.Written(
            List.of(), "merge", "add", List.of(), List.of(), List.of(rules), false)
        .rules();
  }

  /** Fields as a tag and subfields with their codes, with blanks between. */
  private static MarcContent subfields(String fields) {
    return new MarcContent(
        "00000nam a2200000 a 4500",
        Stream.of(fields.split(",", -1))
            .<Field>map(text ->
                new DataField(
                    text.substring(0, 3),
                    ' ',
                    ' ',
                    Stream.of(text.substring(4).split(" "))
                        .map(s -> new Subfield(s.charAt(0), s.substring(1)))
                        .toList()))
            .toList());
  }

  private static String merged(ImportRules rules, String there, String coming) {
    return MergedRecord.of(rules, content(there), content(coming), SOURCE).fields().stream()
        .map(f -> f.tag() + " " + ((DataField) f).subfields().getFirst().value())
        .collect(Collectors.joining(","));
  }

  /** Fields as a tag and the text of subfield $a. */
  private static MarcContent content(String fields) {
    return new MarcContent(
        "00000nam a2200000 a 4500",
        Stream.of(fields.split(",", -1)).map(MergedRecordTest::field).toList());
  }

  private static Field field(String text) {
    return new DataField(
        text.substring(0, 3), ' ', ' ', List.of(new Subfield('a', text.substring(4))));
  }
}
