package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.testing.Transcript;

/** docs/sip2.md shows each message as it is laid out, no field more and none less. */
class Sip2DocumentTest {

  private static final Path FIXTURES = Path.of(System.getProperty("test-fixtures.dir"), "sip2");
  private static final Path DOCUMENT =
      Path.of(System.getProperty("test-fixtures.dir")).resolveSibling("docs").resolve("sip2.md");
  private static final int COLUMNS = 5;

  /** A row: what the document says of a field. */
  private record Row(String id, String field, String use, String ours, String fixture) {}

  /** The heading of a message's table, with its rows. */
  private static Map<String, List<Row>> tables() throws IOException {
    var tables = new LinkedHashMap<String, List<Row>>();
    var rows = new ArrayList<Row>();
    for (var line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("#")) {
        rows = new ArrayList<>();
        if (line.contains(", sent by the ")) {
          tables.put(line.substring(line.indexOf(' ') + 1), rows);
        }
      } else if (line.startsWith("| ") && !line.startsWith("| id |")) {
        var cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        if (cells.length == COLUMNS) {
          rows.add(new Row(cells[0], cells[1], cells[2], cells[3], cells[4].replace("`", "")));
        }
      }
    }
    return tables;
  }

  static Stream<Sip2Layout<?>> layouts() {
    return Stream.concat(Sip2Layout.requests().stream(), Sip2Layout.responses().stream());
  }

  private static String heading(Sip2Layout<?> layout) {
    return layout + ", sent by the " + (isRequest(layout) ? "SC" : "ACS");
  }

  private static boolean isRequest(Sip2Layout<?> layout) {
    return Sip2Request.class.isAssignableFrom(layout.type());
  }

  @Test
  void everyMessageHasItsTableAndNoOther() throws IOException {
    assertThat(tables().keySet())
        .containsExactlyInAnyOrderElementsOf(layouts().map(Sip2DocumentTest::heading).toList());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void tableShowsTheFieldsOfTheLayoutInTheirOrder(Sip2Layout<?> layout) throws IOException {
    assertThat(tables().get(heading(layout)))
        .extracting(row -> List.of(row.id(), row.field(), row.use()))
        .containsExactlyElementsOf(
            layout.parts().stream()
                .map(part ->
                    List.of(
                        part.field().id().isEmpty() ? "-" : part.field().id(),
                        part.field().title(),
                        part.use().name().toLowerCase(Locale.ROOT)))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void everyRowSaysWhatOursDoesAndNamesAConversationWithTheField(Sip2Layout<?> layout)
      throws IOException {
    for (var row : tables().getOrDefault(heading(layout), List.of())) {
      assertThat(row.ours()).as("%s %s", layout, row).isNotBlank();
      var transcript = Transcript.read(FIXTURES.resolve(row.fixture() + ".sip2"));
      assertThat(transcript.lines())
          .as("%s %s", layout, row)
          .anyMatch(line -> shows(line, layout, row.id()));
    }
  }

  private static boolean shows(Transcript.Line line, Sip2Layout<?> layout, String id) {
    var side = isRequest(layout) ? Transcript.Side.SC : Transcript.Side.ACS;
    if (line.side() != side || !line.text().startsWith(layout.command())) {
      return false;
    }
    var text =
        line.text()
            .replace("{{date}}", "20260102    101500")
            .replace("{{any}}", "x")
            .replace("{{checksum}}", "0000");
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var delimiter = (byte) line.delimiter();
    var trailer = Sip2Trailer.find(bytes, delimiter);
    var fields = Sip2Scan.scan(bytes, trailer.start(), delimiter, Sip2Charset.UTF_8, layout);
    var field = Sip2Fields.byId(id);
    return fields.fault() == null && (field == null || fields.textOrNull(field) != null);
  }
}
