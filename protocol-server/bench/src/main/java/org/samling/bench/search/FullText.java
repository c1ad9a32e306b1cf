package org.samling.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.bench.measure.Superuser;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordReader;
import org.samling.core.catalogue.RecordReader.ReadResult;
import org.samling.marc.MarcRecordReader;

/**
 * The other reference: PostgreSQL's own full-text search, in the library's database. A row for each
 * record has a {@code tsvector} for title, author, subject and all words, each with a GIN index,
 * and the year to sort by; words are only split and lower-cased.
 */
final class FullText implements AutoCloseable {

  private static final int BATCH = 2_000;

  private static final String TABLE =
      """
      create unlogged table full_text (
        id int primary key, year int not null,
        title tsvector not null, author tsvector not null, subject tsvector not null, anything tsvector not null)
      """;

  private static final String INSERT =
      """
      insert into full_text
      select id::int, year::int, to_tsvector('simple', title), to_tsvector('simple', author), to_tsvector('simple', subject),
        to_tsvector('simple', concat_ws(' ', title, author, subject, rest))
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        r (id, year, title, author, subject, rest)
      """;

  private static final List<String> INDEXES =
      List.of(
          "create index full_text_title on full_text using gin (title)",
          "create index full_text_author on full_text using gin (author)",
          "create index full_text_subject on full_text using gin (subject)",
          "create index full_text_anything on full_text using gin (anything)",
          "vacuum analyze full_text");

  private final Superuser superuser;
  private final Connection connection;

  /** The cost of building it: seconds, and the size in bytes with the indexes. */
  record Made(double seconds, long bytes) {}

  /**
   * Prepares to build it.
   *
   * @param superuser the superuser of the library's database
   */
  FullText(Superuser superuser) throws SQLException {
    this.superuser = superuser;
    this.connection = superuser.connect();
    try (var statement = connection.createStatement()) {
      statement.execute("set search_path = samling");
      statement.execute("set work_mem = '64MB'");
    }
  }

  /** Builds it from the records of a file. */
  Made make(Path file) throws IOException, SQLException {
    var started = System.nanoTime();
    superuser.execute(TABLE);
    var columns = columns();
    var id = 0;
    try (var in = Files.newInputStream(file)) {
      var results =
          new MarcRecordReader()
              .read(in, new RecordReader.Options(RecordFormat.MARC21, "bench", false));
      while (results.hasNext()) {
        if (results.next() instanceof ReadResult.Accepted accepted) {
          add(columns, ++id, accepted.record().content(), accepted.record().brief().year());
        }
        if (columns.getFirst().size() == BATCH || !results.hasNext()) {
          superuser.execute(INSERT, columns);
          columns.forEach(List::clear);
        }
      }
    }
    for (var index : INDEXES) {
      superuser.execute(index);
    }
    return new Made(
        (System.nanoTime() - started) / 1e9,
        superuser.number("select pg_total_relation_size('full_text')"));
  }

  private static List<List<String>> columns() {
    var columns = new ArrayList<List<String>>();
    for (var i = 0; i < 6; i++) {
      columns.add(new ArrayList<>());
    }
    return columns;
  }

  private static void add(
      List<List<String>> columns, int id, MarcContent content, @Nullable String year) {
    var digits = year == null ? "" : year.replaceAll("[^0-9]", "");
    columns.get(0).add(Integer.toString(id));
    columns.get(1).add(digits.length() == 4 ? digits : "0");
    columns.get(2).add(text(content, Set.of("245", "240", "490", "830"), "abnpt"));
    columns.get(3).add(text(content, Set.of("100", "700"), "ad"));
    columns.get(4).add(text(content, Set.of("650", "651", "655"), "a"));
    columns.get(5).add(text(content, Set.of("020", "264", "500", "505", "520"), "ab"));
  }

  private static String text(MarcContent content, Set<String> tags, String codes) {
    return tags.stream()
        .sorted()
        .flatMap(content::dataFields)
        .flatMap(field -> field.subfields().stream())
        .filter(subfield -> codes.indexOf(subfield.code()) >= 0)
        .map(MarcContent.Subfield::value)
        .collect(Collectors.joining(" "));
  }

  /** Counts the hits of a query and reads the first ten, the latest first. */
  long search(SearchQuery query) throws SQLException {
    var column =
        switch (query.kind()) {
          case COMMON, MIDDLING, RARE, TWO_WORDS, PHRASE, TRUNCATED -> "title";
          case AUTHOR -> "author";
          case SUBJECT -> "subject";
          case ANY -> "anything";
        };
    var match = "from full_text where %s @@ to_tsquery('simple', ?)".formatted(column);
    try (var first =
            connection.prepareStatement("select id " + match + " order by year desc limit 10");
        var count = connection.prepareStatement("select count(*) " + match)) {
      first.setString(1, query.tsquery());
      try (var rows = first.executeQuery()) {
        while (rows.next()) {
          var _ = rows.getInt(1);
        }
      }
      count.setString(1, query.tsquery());
      try (var row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
