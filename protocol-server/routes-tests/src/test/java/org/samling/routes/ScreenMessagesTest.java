package org.samling.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.OwnTexts.OwnText;
import org.samling.sip2.Sip2Charset;

class ScreenMessagesTest {

  private static final Pattern GAP = Pattern.compile("\\{\\d}");

  private static Properties file(String language) throws IOException {
    var name = "screen-messages" + (language.isEmpty() ? "" : "_" + language) + ".properties";
    var texts = new Properties();
    try (var in = ScreenMessages.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static Set<String> gaps(String text) {
    return GAP.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"da", "nb", "sv", "fi", "de"})
  void everyLanguageHasEveryTextWithTheSameGaps(String language) throws IOException {
    var english = file("");
    var texts = file(language);
    assertThat(texts.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (var key : texts.stringPropertyNames()) {
      assertThat(gaps(texts.getProperty(key))).as(key).isEqualTo(gaps(english.getProperty(key)));
    }
  }

  @Test
  void everyTextFitsAFieldInEveryCharsetAndHasNoApostropheThatWouldBeLost() {
    for (var language : ScreenMessages.languages()) {
      for (var key : ScreenMessages.keys()) {
        var text = ScreenMessages.of(language).pattern(key);
        if (text.isEmpty()) {
          continue; // an outcome, which a tenant may word
        }
        assertThat(text).as(key).doesNotContain("'");
        assertThat(OwnTextChecks.problems(new OwnText(language, key, text))).as(key).isEmpty();
      }
    }
  }

  @Test
  void everyRefusalHasAText() {
    assertThat(Arrays.stream(RefusalReason.values()).map(ScreenMessages.of("009")::refusal))
        .doesNotContain("")
        .hasSize(RefusalReason.values().length);
  }

  @ParameterizedTest
  @CsvSource({
    "001,Available",
    "009,Hjemme",
    "012,Inne",
    "006,Inne",
    "007,Paikalla",
    "003,Verfügbar",
    "000,Available",
    "025,Available"
  })
  void languageIsChosenByItsSip2CodeAndEnglishForAllOthers(String language, String text) {
    assertThat(ScreenMessages.of(language).text("item.available")).isEqualTo(text);
  }

  @Test
  void ownTextStandsInForTheBuiltInOneOfItsLanguageAndKeepsItsApostrophes() {
    ScreenMessages.OwnTexts own =
        (language, key) ->
            language.equals("009") && key.equals("checkin.send-to")
                ? Optional.of("Kør den 'til' {0}!")
                : Optional.empty();
    assertThat(ScreenMessages.of("009").with(own).text("checkin.send-to", "Nordby"))
        .isEqualTo("Kør den 'til' Nordby!");
    assertThat(ScreenMessages.of("001").with(own).text("checkin.send-to", "Nordby"))
        .isEqualTo("Send to Nordby.");
    assertThat(ScreenMessages.of("009").with(own).text("item.on-loan")).isEqualTo("Udlånt");
  }

  @Test
  void ownTextThatCouldNotBeShownIsRefused() {
    assertProblem("009", "checkin.send-to", "Til {1}", "{1} has no value here; this text has {0}");
    assertProblem("009", "pin.wrong", "Forkert {0}", "this text has no placeholders");
    assertProblem("009", "pin.wrong", "Forkert {", "braces are only for placeholders");
    assertProblem("009", "pin.wrong", "a|b", "ends a field");
    assertProblem("009", "pin.wrong", "a\nb", "line breaks");
    assertProblem("009", "pin.wrong", " ", "is empty");
    assertProblem("009", "pin.wrong", "x".repeat(256), "256 characters");
    assertProblem("009", "pin.wrong", "å".repeat(130), "260 characters in US-ASCII");
    assertProblem("009", "no.such", "x", "there is no text \"no.such\"");
    assertProblem("025", "pin.wrong", "x", "no texts in the language \"025\"");
  }

  @Test
  void outcomeHasNoBuiltInTextAndItsPlaceholdersAreKnown() {
    assertThat(ScreenMessages.keys())
        .contains("done.checkout", "receipt.done.checkout", "receipt.refused.checkout");
    assertThat(ScreenMessages.of("009").text("done.checkout", "A", "Sult")).isEmpty();
    assertThat(OwnTextChecks.problems(new OwnText("009", "receipt.done.checkout", "{0} {1} {4}")))
        .isEmpty();
    assertProblem("009", "done.checkout", "{4}", "this text has {0}, {1}, {2}, {3}");
  }

  private static void assertProblem(String language, String key, String text, String problem) {
    assertThat(OwnTextChecks.problems(new OwnText(language, key, text)))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void lettersThatACharsetLacksAreCountedAsTheyAreWritten() {
    assertThat(Sip2Charset.UTF_8.lengthOf("få")).isEqualTo(2);
    assertThat(Sip2Charset.US_ASCII.lengthOf("få")).isEqualTo(3);
  }
}
