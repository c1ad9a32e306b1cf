package org.samling.server.console.daily;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.samling.server.console.daily.DailyTask.Effort;
import org.samling.server.console.daily.DailyTask.Koha;
import org.samling.testing.Checkout;

/** The table in docs/daily-tasks.md, between its two marks. */
final class DailyTable {

  private static final Path DOCUMENT = Checkout.file("docs/daily-tasks.md");
  private static final String BEGIN = "<!-- The table is written by DailyTasksTest. -->\n";
  private static final String END = "<!-- End of the table. -->\n";

  private static final String HEAD =
      """
      | | task | keystrokes | clicks | seconds, Danish | seconds, English | Koha: pages | keystrokes | clicks | where |
      |---|---|---:|---:|---:|---:|---:|---:|---:|---|
      """;

  /** Checks that what was counted is what the document says. */
  void check(Map<DailyTask, Effort> danish) {
    assertThat(lines(danish, danish))
        .as("if intended, run with -Dsamling.daily-tasks=write and review the difference")
        .allSatisfy(line -> assertThat(read()).contains("\n" + counted(line)));
  }

  /** A line as far as it is the same in each run: up to the seconds. */
  private static String counted(String line) {
    var columns = line.split("\\|", 7);
    return String.join("|", List.of(columns).subList(0, 5)) + "|";
  }

  /** Writes the table anew. */
  void write(Map<DailyTask, Effort> danish, Map<DailyTask, Effort> english) {
    var text = read();
    var table = HEAD + String.join("\n", lines(danish, english)) + "\n";
    try {
      Files.writeString(
          DOCUMENT,
          text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
              + "\n"
              + table
              + "\n"
              + text.substring(text.indexOf(END)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Map<DailyTask, Effort> danish, Map<DailyTask, Effort> english) {
    var inEnglish = List.copyOf(english.values());
    var lines = new ArrayList<String>();
    danish.forEach((task, effort) -> {
      var other = inEnglish.get(lines.size());
      assertThat(other.keystrokes() + " " + other.clicks())
          .as("%s, in English", task.name())
          .isEqualTo(effort.keystrokes() + " " + effort.clicks());
      lines.add(
          "| %d | %s | %d | %d | %s | %s | %s |"
              .formatted(
                  lines.size() + 1,
                  task.name(),
                  effort.keystrokes(),
                  effort.clicks(),
                  seconds(effort),
                  seconds(other),
                  koha(task.koha())));
    });
    return lines;
  }

  private static String seconds(Effort effort) {
    return String.format(Locale.ROOT, "%.1f", effort.time().toMillis() / 1_000.0);
  }

  private static String koha(Koha koha) {
    return koha.equals(Koha.NONE)
        ? "– | – | – | " + koha.where()
        : "%d | %d | %d | %s"
            .formatted(koha.pages(), koha.keystrokes(), koha.clicks(), koha.where());
  }

  private static String read() {
    try {
      return Files.readString(DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
