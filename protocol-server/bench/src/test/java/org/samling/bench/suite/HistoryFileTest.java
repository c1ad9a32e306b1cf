package org.samling.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.bench.suite.HistoryFile.Numbered;
import tools.jackson.databind.json.JsonMapper;

class HistoryFileTest {

  private static final Line FIRST = Lines.of("aaaa", Lines.HERE, Lines.entry("checkout", 0.5));
  private static final Line SECOND = Lines.of("bbbb", Lines.HERE, Lines.entry("checkout", null));

  @TempDir private Path directory;

  private HistoryFile history() {
    return new HistoryFile(directory.resolve("history.jsonl"));
  }

  private void add(String text) throws IOException {
    Files.writeString(history().file(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void linesAreReadAsTheyWereAppended() throws IOException {
    history().append(FIRST);
    history().append(SECOND);
    assertThat(Files.readString(history().file()).lines()).hasSize(2);
    assertThat(history().read().lines())
        .containsExactly(new Numbered(1, FIRST), new Numbered(2, SECOND));
    assertThat(history().read().problems()).isEmpty();
  }

  @Test
  void aFileThatIsMissingIsAnEmptyHistory() throws IOException {
    assertThat(history().read()).isEqualTo(new HistoryFile.Content(List.of(), List.of()));
  }

  @Test
  void aBrokenLineIsToldWithItsNumberAndSpoilsNoOther() throws IOException {
    history().append(FIRST);
    add("{\"schema\":1,\"at\":\n");
    add("{\"schema\":1}\n");
    add("no JSON\n\n");
    add("{\"schema\":2}\n");
    add("[]\n");
    history().append(SECOND);
    var content = history().read();
    assertThat(content.lines()).containsExactly(new Numbered(1, FIRST), new Numbered(8, SECOND));
    assertThat(content.problems())
        .hasSize(5)
        .allMatch(problem -> problem.startsWith("history.jsonl: line "));
    assertThat(content.problems().get(0)).contains("line 2 is left out");
    assertThat(content.problems().get(1)).contains("line 3 is left out");
    assertThat(content.problems().get(2)).contains("line 4 is left out");
    assertThat(content.problems().get(3))
        .contains("line 6 is left out: its schema is 2, and this version reads 1");
    assertThat(content.problems().get(4)).contains("line 7 is left out: its schema is missing");
  }

  @Test
  void aLineThatWasCutOffDoesNotSwallowTheNext() throws IOException {
    add(HistoryFile.format(FIRST).substring(0, 40));
    history().append(SECOND);
    var content = history().read();
    assertThat(content.lines()).containsExactly(new Numbered(2, SECOND));
    assertThat(content.problems()).singleElement().asString().contains("line 1 is left out");
  }

  @Test
  void aMemberOfALaterVersionIsPassedOver() throws IOException {
    add(HistoryFile.format(FIRST).replaceFirst("\\{", "{\"later\":1,") + "\n");
    assertThat(history().read().lines()).containsExactly(new Numbered(1, FIRST));
  }

  @Test
  void aLineTellsCommitMachineFiguresAndRatiosAndWhyThereIsNone() {
    var json =
        JsonMapper.builder()
            .build()
            .readTree(
                HistoryFile.format(
                    Lines.of(
                        "aaaa",
                        Lines.HERE,
                        Lines.entry("checkout", 0.5),
                        Lines.entry("hold", null))));
    assertThat(json.propertyNames())
        .containsExactly(
            "schema", "at", "code", "mode", "machine", "load", "seconds", "measures", "failed");
    assertThat(json.get("at").asString()).isEqualTo("2026-11-28T12:00:00Z");
    assertThat(json.get("code").propertyNames()).containsExactly("commit", "dirty", "version");
    assertThat(json.get("machine").propertyNames())
        .containsExactly("cores", "memoryMegabytes", "cpu", "os", "jdk");
    var measured = json.get("measures").get(0);
    assertThat(measured.propertyNames())
        .containsExactly(
            "bench", "measure", "unit", "better", "size", "figure", "beside", "reference", "ratio");
    assertThat(measured.get("figure").propertyNames())
        .containsExactly("value", "p50Millis", "p99Millis");
    assertThat(measured.get("reference").propertyNames()).containsExactly("value");
    var missing = json.get("measures").get(1);
    assertThat(missing.get("ratio").isNull()).isTrue();
    assertThat(missing.get("reference").isNull()).isTrue();
    assertThat(missing.get("why").asString()).isEqualTo("pgbench is not installed");
  }
}
