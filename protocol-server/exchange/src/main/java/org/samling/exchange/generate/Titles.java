package org.samling.exchange.generate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.Work;
import org.samling.marc.MarcRecordMaker;
import tools.jackson.databind.json.JsonMapper;

/**
 * The titles, as common records. The lower a title's number, the more copies and readers it has.
 */
final class Titles {

  /** The agency that the records name as their source. */
  static final String SOURCE = "made";

  private static final String INSERT =
      """
      insert into common_record (id, source, control_number, format, original, content, title, author, published, isbns)
      select id, '%s', number, format, original, content, title, author, published, '{}'
      from unnest(?::uuid[], ?::text[], ?::text[], ?::bytea[], ?::jsonb[], ?::text[], ?::text[], ?::text[])
        r (id, number, format, original, content, title, author, published)
      """
          .formatted(SOURCE);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WHAT = "title";
  private static final double ONE_HAS_AN_ADJECTIVE = 0.6;
  private static final double ONE_IS_FOR_CHILDREN = 0.3;

  private final Draws draws;
  private final LocalDate day;
  private final MarcRecordMaker maker = new MarcRecordMaker();

  Titles(Draws draws, LocalDate day) {
    this.draws = draws;
    this.day = day;
  }

  /** The SQL of the identifier of a title, by its number. */
  String id(String number) {
    return Draws.id("%d + %s::int8".formatted(epoch(), number), draws.hash(WHAT, number));
  }

  private UUID idOf(long number) {
    return Draws.idOf(epoch() + number, draws.hash(WHAT, number));
  }

  /** All titles were added to the catalogue a year ago. */
  private long epoch() {
    return day.minusYears(1).atStartOfDay(Organisation.ZONE).toInstant().toEpochMilli();
  }

  /** Writes the titles with these numbers, both included. */
  void write(Connection connection, int first, int last) throws SQLException {
    var columns = new ArrayList<List<Object>>();
    for (var i = 0; i < 8; i++) {
      columns.add(new ArrayList<>());
    }
    for (var number = first; number <= last; number++) {
      var record = maker.make(work(number));
      var row = row(idOf(number), record);
      for (var i = 0; i < row.length; i++) {
        columns.get(i).add(row[i]);
      }
    }
    var types = List.of("uuid", "text", "text", "bytea", "jsonb", "text", "text", "text");
    try (var statement = connection.prepareStatement(INSERT)) {
      for (var i = 0; i < types.size(); i++) {
        statement.setArray(i + 1, connection.createArrayOf(types.get(i), columns.get(i).toArray()));
      }
      statement.executeUpdate();
    }
  }

  private static Object[] row(UUID id, CatalogueRecord record) {
    var brief = record.brief();
    return new Object[] {
      id,
      record.key().number(),
      record.format().name(),
      "\\x" + HexFormat.of().formatHex(record.original().toArray()),
      JSON.writeValueAsString(record.content()),
      brief.title(),
      brief.author(),
      brief.year()
    };
  }

  private Work work(long number) {
    var words = draws.hash("title-words", number);
    var facts = draws.hash("title-facts", number);
    var material = Material.of(number);
    var author =
        Words.one(Words.SURNAMES, Draws.uniformOf(facts, 0))
            + ", "
            + Words.one(Words.FORENAMES, Draws.uniformOf(facts, 1));
    var forChildren = Draws.uniformOf(facts, 2) < ONE_IS_FOR_CHILDREN;
    var published = Draws.uniformOf(facts, 3);
    return new Work(
        new RecordKey(SOURCE, "%08d".formatted(number)),
        new Work.Title(title(words)),
        author,
        List.of(),
        new Work.Imprint(
            null,
            Words.one(Words.PLACES, Draws.uniformOf(words, 3)),
            "Forlaget " + Words.one(Words.SURNAMES, Draws.uniformOf(words, 2)),
            day.getYear() - (int) (40 * published * published),
            (24 + (int) (500 * Draws.uniformOf(words, 1))) + " sider"),
        null,
        "dan",
        new Work.Subject(
            forChildren ? null : "sk",
            List.of(
                Words.one(Words.SUBJECTS, Draws.uniformOf(words, 0)),
                Words.one(Words.SUBJECTS, Draws.uniformOf(facts, 0))),
            forChildren ? Work.Audience.JUVENILE : Work.Audience.ADULT),
        material.work());
  }

  private static String title(String words) {
    var what = Words.one(Words.NOUNS, Draws.uniformOf(words, 0));
    var adjective = Words.one(Words.ADJECTIVES, Draws.uniformOf(words, 1));
    var of = Words.one(Words.NOUNS, Draws.uniformOf(words, 2));
    var place = Words.one(Words.PLACES, Draws.uniformOf(words, 3));
    return Draws.uniformOf(words, 3) < ONE_HAS_AN_ADJECTIVE
        ? "%s og den %s %s".formatted(capital(what), adjective, of)
        : "%s fra %s".formatted(capital(what), place);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
