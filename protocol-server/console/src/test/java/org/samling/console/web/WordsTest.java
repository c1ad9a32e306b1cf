package org.samling.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is said in one language is said in the other, and what is asked for is there. */
class WordsTest {

  private static final Path WORDS = Path.of("src/main/resources/org/samling/console/words");
  private static final Path TEMPLATES = Path.of("src/main/jte");

  /** A key that is written whole; others are put together. */
  private static final Pattern KEY = Pattern.compile("v\\.t\\(\"([a-z0-9.-]*[a-z0-9])\"([,)])");

  private static List<String> sections() throws IOException {
    try (var files = Files.list(WORDS)) {
      return files
          .map(f -> String.valueOf(f.getFileName()).replaceAll("_(en|da)\\.properties", ""))
          .distinct()
          .toList();
    }
  }

  @Test
  void bothLanguagesSayTheSame() throws IOException {
    var english = new Words("en", sections());
    var danish = new Words("da", sections());
    var said = new TreeSet<>(danish.keys());
    // The standards say these in English themselves.
    said.removeAll(new Words("da", List.of("diagnostics")).keys());
    assertThat(said).isEqualTo(new TreeSet<>(english.keys()));
    for (var key : english.keys()) {
      assertThat(arguments(danish.of(key))).as(key).isEqualTo(arguments(english.of(key)));
    }
  }

  private static List<String> arguments(String text) {
    return Pattern.compile("\\{\\d}").matcher(text).results().map(r -> r.group()).sorted().toList();
  }

  @Test
  void whatTemplatesAskForIsThere() throws IOException {
    var words = new Words("en", sections());
    var missing = new ArrayList<String>();
    try (var files = Files.walk(TEMPLATES)) {
      for (var file : files.filter(f -> f.toString().endsWith(".jte")).toList()) {
        KEY.matcher(Files.readString(file))
            .results()
            .filter(r -> !words.has(r.group(1)))
            .forEach(r -> missing.add(file + ": " + r.group(1)));
      }
    }
    assertThat(missing).isEmpty();
  }

  /** An apostrophe would hide what stands between it and the next from being filled in. */
  @Test
  void whatIsFilledInHasNoApostrophe() throws IOException {
    for (var language : Words.LANGUAGES.keySet()) {
      var words = new Words(language, sections());
      for (var key : words.keys()) {
        if (!arguments(words.of(key)).isEmpty()) {
          assertThat(words.of(key)).as(key).doesNotContain("'");
        }
      }
    }
  }
}
