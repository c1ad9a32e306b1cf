package org.samling.marc.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Field;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.marc.Danmarc2LineWriter;
import org.samling.marc.MarcFixture;
import org.samling.marc.mapping.MappingRow.MappedField;
import org.samling.marc.text.Danmarc2Text;

/** Each row of each table against what is written out in test-fixtures/marc/mapping. */
class MappingRowsTest {

  private static final String LEADER = "00000nam a2200000 i 4500";

  /**
   * A table with how its fixture writes fields and what is made of them.
   *
   * @param file the file's name
   * @param rows the table
   * @param usual what becomes of texts
   * @param sign what stands before a subfield's code
   * @param shown how the fixture writes what was made
   */
  record Table(
      String file,
      MappingTable rows,
      MappingText usual,
      char sign,
      Function<MappedField, String> shown) {

    @Override
    public String toString() {
      return file;
    }

    List<Case> cases() {
      return new String(MarcFixture.file("mapping/" + file + ".tsv"), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(columns -> new Case(this, columns[0], columns[1], columns[2]))
          .toList();
    }
  }

  static Stream<Table> tables() {
    return Stream.of(
        new Table(
            "danmarc2-marc21",
            Danmarc2ToMarc21.TABLE,
            MappingText.DANMARC2,
            '*',
            made -> marc21(Danmarc2ToMarc21.field(made))),
        new Table(
            "marc21-danmarc2",
            Marc21ToDanmarc2.TABLE,
            MappingText.WITHOUT_ISBD,
            '$',
            made -> danmarc2(Marc21ToDanmarc2.field(made))),
        new Table(
            "unimarc-marc21",
            UnimarcToMarc21.TABLE,
            MappingText.PLAIN,
            '$',
            made -> marc21(Danmarc2ToMarc21.field(made))),
        new Table(
            "marc21-dc",
            DublinCoreWriter.TABLE,
            MappingText.WITHOUT_ISBD,
            '$',
            MappingRowsTest::xml),
        new Table(
            "marc21-mods", ModsWriter.TABLE, MappingText.WITHOUT_ISBD, '$', MappingRowsTest::xml));
  }

  /**
   * What one row should make.
   *
   * @param table the table
   * @param row the row's id
   * @param source fields; the first is the one that the row is for
   * @param expected what should come of it
   */
  record Case(Table table, String row, String source, String expected) {}

  static Stream<Case> cases() {
    return tables().flatMap(table -> table.cases().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rowMakesWhatIsWrittenOut(Case expected) {
    var fields =
        Arrays.stream(expected.source().split(" \\| "))
            .<Field>map(line -> field(line, expected.table().sign()))
            .toList();
    var row =
        expected.table().rows().rows().stream()
            .filter(r -> r.id().equals(expected.row()))
            .findFirst()
            .orElseThrow();
    var first = (DataField) fields.getFirst();
    assertThat(row.tags()).contains(first.tag());

    var made = new ArrayList<MappedField>();
    row.apply(
        first, new MappingSource(new MarcContent(LEADER, fields)), expected.table().usual(), made);

    assertThat(made.stream().map(expected.table().shown()).collect(Collectors.joining(" | ")))
        .isEqualTo(expected.expected())
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRowHasAFixtureAndEveryFixtureARow(Table table) {
    assertThat(table.cases())
        .extracting(Case::row)
        .containsExactlyElementsOf(table.rows().rows().stream().map(MappingRow::id).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\t245\t-\t245 00\ta>a",
        "x\t24\t-\t245 00\ta>a\tP",
        "x\t245\ta=\t245 00\ta>a\tP",
        "x\t245\tab\t245 00\ta>a\tP",
        "x\t245\t-\t245 0\ta>a\tP",
        "x\t245\t-\t245 00\ta-a\tP",
        "x\t245\t-\t245 00\ta:nonsense>a\tP",
        "x\t245\ta~(\t245 00\ta>a\tP"
      })
  void wrongRowIsRefused(String row) {
    assertThatThrownBy(() -> MappingTable.row(row)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wrongTableSaysWhereItIsWrong() {
    assertThatThrownBy(() -> MappingTable.load("wrong-mapping.tsv", MappingText.PLAIN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "wrong-mapping.tsv, line 3 (second): \"nonsense\" is not a text transformation");
    assertThatThrownBy(() -> MappingTable.load("twice-mapping.tsv", MappingText.PLAIN))
        .hasMessage("twice-mapping.tsv, line 2 (first): another row has this id");
  }

  static DataField field(String line, char sign) {
    var subfields = new ArrayList<Subfield>();
    for (var part : line.substring(7).split(Pattern.quote(String.valueOf(sign)), -1)) {
      if (!part.isEmpty()) {
        var text = part.substring(1);
        subfields.add(
            new Subfield(part.charAt(0), sign == '*' ? Danmarc2Text.read(text).text() : text));
      }
    }
    return new DataField(
        line.substring(0, 3), blank(line.charAt(4)), blank(line.charAt(5)), subfields);
  }

  private static char blank(char written) {
    return written == '#' ? ' ' : written;
  }

  static String marc21(DataField field) {
    return field.tag()
        + " "
        + ("" + field.indicator1() + field.indicator2()).replace(' ', '#')
        + " "
        + field.subfields().stream()
            .map(s -> "$" + s.code() + s.value())
            .collect(Collectors.joining());
  }

  static String danmarc2(DataField field) {
    return new String(Danmarc2LineWriter.write(new MarcContent(LEADER, List.of(field))), ISO_8859_1)
        .replace("\n    ", "")
        .strip();
  }

  private static String xml(MappedField made) {
    var out = new XmlElements("");
    if (made.parts().getFirst().code().equals("v")) {
      out.text(made.name(), made.parts().getFirst().text());
    } else {
      out.element(made.name(), made.parts());
    }
    return out.toString().strip();
  }
}
