package org.samling.routes.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.NoticeTemplates.Version;
import org.samling.core.policy.LendingPolicy;
import org.samling.postgres.TestLibrary;
import org.samling.routes.templates.Templates;

/** The words of notices: the built-in ones, and what a tenant's own must keep to. */
class NoticeTextsTest {

  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
  private static final Name READY = new Name(MessageKind.READY, NoticeLanguage.DA, NoticeForm.FULL);

  private static LendingPolicy policy;

  @SuppressWarnings("NullAway.Init") // set before all tests
  NoticeTextsTest() {}

  @BeforeAll
  static void load() {
    try (var library = new TestLibrary()) {
      policy = library.store.inquiries().policy(library.north);
    }
  }

  private static List<String> problems(String body) {
    return NoticeTexts.problems(READY, new Text("Klar", body));
  }

  private static Text preview(Name name, @Nullable Text own) {
    var versions =
        own == null ? List.<Version>of() : List.of(new Version(name, 3, own, "test", NOW));
    var made = new NoticeWriter(policy, versions).preview(name, null, TestLibrary.MAIN, NOW);
    assertThat(made.version()).isEqualTo(own == null ? null : 3);
    return made.text();
  }

  @Test
  void everyBuiltInTextKeepsToTheRulesAndLeavesNoGap() {
    for (var name : NoticeWriter.names()) {
      assertThat(NoticeTexts.problems(name, NoticeTexts.builtIn(name))).as("%s", name).isEmpty();
      var text = preview(name, null);
      assertThat(text.body()).as("%s", name).doesNotContain("{{").contains("Main");
      assertThat(text.subject() == null).isEqualTo(name.form() == NoticeForm.SHORT);
    }
  }

  @Test
  void textSaysWhatIsMeantInTheLanguageOfItsReader() {
    assertThat(preview(READY, null))
        .isEqualTo(
            new Text(
                "Klar til afhentning",
                """
                Hej Frida Birk Andersen

                Det, du har reserveret, er klar til dig:

                - Skyggen over åen, Holm, Agnes: Main, afhentningsnummer 17, senest 2. december 2026
                - Fuglenes atlas: Main, afhentningsnummer 18, senest 2. december 2026

                Venlig hilsen
                Main\
                """));
    assertThat(
            preview(new Name(MessageKind.OVERDUE, NoticeLanguage.EN, NoticeForm.SHORT), null)
                .body())
        .isEqualTo(
            "Overdue: Skyggen over åen (17 November 2026). Fuglenes atlas (17 November 2026). Main");
  }

  @Test
  void digestTellsOnlyOfWhatThereIs() {
    var name = new Name(MessageKind.DIGEST, NoticeLanguage.DA, NoticeForm.FULL);
    var whole = preview(name, null).body();
    assertThat(whole)
        .contains("Klar til afhentning:", "(påmindelse nr. 2)", "Dit lånerkort udløber");
    var filled =
        NoticeTexts.fill(
            NoticeForm.FULL,
            NoticeTexts.builtIn(name),
            Map.of(
                "name", "Frida", "library", "Main", "card-expiry", Map.of("expires", "i morgen")));
    assertThat(filled.body())
        .isEqualTo("Hej Frida\n\nDit lånerkort udløber i morgen.\n\n\nVenlig hilsen\nMain");
  }

  @Test
  void ownTextTakesThePlaceOfTheBuiltInOneAndEmptyNamesHideTheirSections() {
    var own =
        new Text(
            "{{count}} klar",
            "{{#entries}}{{title}}{{#author}} af {{author}}{{/author}}{{^author}} (anonym){{/author}}; {{/entries}}");
    assertThat(NoticeTexts.problems(READY, own)).isEmpty();
    assertThat(preview(READY, own))
        .isEqualTo(new Text("2 klar", "Skyggen over åen af Holm, Agnes; Fuglenes atlas (anonym);"));
  }

  @Test
  void whatNothingFillsIsRefusedWithItsLine() {
    assertThat(problems("Hej {{name}}\n{{due}}"))
        .containsExactly(
            "the text, line 2: there is no \"due\" here; there are child, count, entries, library, name, tenant");
    assertThat(problems("{{#entries}}\n{{due}}{{/entries}}").getFirst())
        .contains("line 2: there is no \"due\" here", "pickup-number", "title");
    assertThat(problems("{{#entries}}{{title}}{{/entries}} {{title}}").getFirst())
        .contains("there is no \"title\" here");
    assertThat(problems("{{^nobody}}x{{/nobody}}").getFirst()).contains("\"nobody\"");
    assertThat(problems("{{entries}}"))
        .containsExactly(
            "the text, line 1: entries is a section; write {{#entries}} ... {{/entries}}");
    assertThat(NoticeTexts.problems(READY, new Text("{{nobody}}", "x")).getFirst())
        .startsWith("the subject, line 1: there is no \"nobody\"");
  }

  @Test
  void listWithinAListIsRefused() {
    assertThat(problems("{{#entries}}{{#entries}}{{title}}{{/entries}}{{/entries}}").getFirst())
        .contains("there is no \"entries\" here");
    var digest = new Name(MessageKind.DIGEST, NoticeLanguage.DA, NoticeForm.SHORT);
    var nested = "{{#ready}}{{#overdue}}{{count}}{{/overdue}}{{/ready}}";
    assertThat(NoticeTexts.problems(digest, new Text(null, nested)).getFirst())
        .contains("there is no \"overdue\" here");
    assertThat(problems("{{#count}}{{#entries}}{{title}}{{/entries}}{{/count}}")).isEmpty();
  }

  @Test
  void whatMustacheCanNotReadIsRefused() {
    assertThat(problems("{{#entries}} no end")).isNotEmpty();
    assertThat(problems("{{#entries}}{{/library}}")).isNotEmpty();
    assertThat(problems("{{name")).isNotEmpty();
  }

  @Test
  void templateReachesNothingBeyondItself() {
    assertThat(problems("{{>other}}").toString()).contains("can't include another");
    assertThat(problems("{{=<% %>=}} x").toString()).contains("delimiters can't be changed");
    for (var name : List.of("class", "getClass", "this", ".", "name.length", "entries.size")) {
      assertThat(problems("{{" + name + "}}")).as(name).isNotEmpty();
    }
    // Also where no check stands before it.
    assertThat(
            Templates.fill(
                "{{class}}{{name.bytes}}{{#name}}{{length}}{{/name}}|", Map.of("name", "Frida")))
        .isEqualTo("|");
  }

  @Test
  void valuesAreNoTemplates() {
    assertThat(Templates.fill("{{name}}", Map.of("name", "{{library}} & <b>")))
        .isEqualTo("{{library}} & <b>");
  }

  @Test
  void textsHaveLimitsAndAreCutToThem() {
    assertThat(problems("x".repeat(10_001)).getFirst())
        .contains("10001 characters; the limit is 10000");
    assertThat(problems(" ")).containsExactly("the text is empty");
    assertThat(problems("x\u0007")).containsExactly("the text has control characters");
    assertThat(NoticeTexts.problems(READY, new Text("a\nb", "x")))
        .containsExactly("the subject has more than one line");
    assertThat(NoticeTexts.problems(READY, new Text(null, "x")))
        .containsExactly("the subject is missing");
    var filled =
        NoticeTexts.fill(
            NoticeForm.SHORT, new Text(null, "{{name}}"), Map.of("name", "😀".repeat(600)));
    assertThat(filled.body()).hasSizeLessThanOrEqualTo(1_000).endsWith("😀…");
  }

  @Test
  void nameBreaksNoLineOfASubject() {
    var filled =
        NoticeTexts.fill(
            NoticeForm.FULL,
            new Text("Hej {{name}}", "x"),
            Map.of("name", "A\r\nBcc: b@example.org"));
    assertThat(filled.subject()).isEqualTo("Hej A Bcc: b@example.org");
  }

  @Test
  void fileBeginsWithItsSubject() {
    assertThat(NoticeTexts.read(NoticeForm.FULL, "Subject: Klar\r\n\r\nHej\r\n"))
        .isEqualTo(new Text("Klar", "Hej"));
    assertThatThrownBy(() -> NoticeTexts.read(NoticeForm.FULL, "Hej"))
        .hasMessageContaining("begin with \"Subject: ...\"");
    assertThatThrownBy(() -> NoticeTexts.read(NoticeForm.SHORT, "Subject: x"))
        .hasMessageContaining("has no subject");
  }
}
