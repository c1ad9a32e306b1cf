package org.samling.cli.patrons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.cli.common.TenantCommands;
import org.samling.cli.common.Terminal;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.Notices.Composition;
import org.samling.core.notices.Notices.NewMessage;
import org.samling.core.notices.Notices.NewNotice;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.notices.Notices.WaitingNotice;
import org.samling.postgres.TestLibrary;
import picocli.CommandLine.ParameterException;

/** The commands {@code notices ...} on the real store. */
class NoticesCommandTest {

  @TempDir private Path directory;
  private TestLibrary library;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  NoticesCommandTest() {}

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  private String templates(String... arguments) {
    return TenantCommands.run(new NoticesTemplatesCommand(), library.store, arguments);
  }

  private String wishes(String... arguments) {
    return TenantCommands.run(new NoticePreferencesCommand(), library.store, arguments);
  }

  private String bounces(String... arguments) {
    return TenantCommands.run(new NoticesBouncesCommand(), library.store, arguments);
  }

  private String messages(String... arguments) {
    return TenantCommands.run(new NoticesListCommand(), library.store, arguments);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("text.txt"), text).toString();
  }

  @Test
  void textIsShownChangedSavedAndItsVersionsAreKept() throws IOException {
    var shown = templates("show", "ready", "--language", "en");
    assertThat(shown).startsWith("Subject: Ready to be picked up\n\nDear {{name}}");
    var file = file(shown.replace("Dear {{name}}", "Hello {{name}}"));
    assertThat(templates("save", "ready", file, "--language", "en"))
        .contains("ready/en/full is version 1.");
    assertThat(templates("show", "ready", "--language", "en")).contains("Hello {{name}}");
    assertThat(templates("list")).contains("* ready/en/full", "  ready/da/full");
    assertThat(templates("remove", "ready", "--language", "en"))
        .contains("version 2, the built-in");
    assertThat(templates("history", "ready", "--language", "en"))
        .contains("  2  ", ": built in again", "  1  ", " by " + Terminal.user());
    assertThat(templates("history", "ready", "--language", "en", "--version", "1"))
        .contains("Hello {{name}}");
    assertThatThrownBy(() -> templates("remove", "ready", "--language", "en"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("has no text ready/en/full of its own");
  }

  @Test
  void wrongTextIsRefusedWhenItIsSavedAndPreviewedAndNotKept() throws IOException {
    var wrong = file("Subject: x\n\n{{#entries}}\n{{due}}\n{{/entries}}");
    assertThatThrownBy(() -> templates("save", "ready", wrong))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("line 2: there is no \"due\" here");
    assertThatThrownBy(() -> templates("preview", "ready", wrong))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> templates("save", "ready", file("no subject")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("begin with \"Subject: ...\"");
    assertThatThrownBy(() -> templates("show", "nothing"))
        .hasMessageContaining("there is no kind \"nothing\"; there are pre-due");
    assertThat(templates("history", "ready")).contains("always had the built-in text");
  }

  @Test
  void previewReadsAsAPatronWouldReadIt() throws IOException {
    assertThat(templates("preview", "digest", "--short")).contains("Klar til afhentning: Skyggen");
    assertThat(templates("preview", "ready", file("Subject: {{count}}\n\n{{library}}")))
        .isEqualTo("Subject: 2\n\nMain\n");
    assertThat(templates("history", "ready")).contains("always had the built-in text");
  }

  @Test
  void wishesOfAPatronAreSetAndCleared() {
    assertThat(wishes("show", "A")).contains("overdue       the library's default");
    assertThat(wishes("set", "A", "off", "--kind", "pre-due"))
        .contains("pre-due       off", "ready         the library's default");
    assertThat(wishes("set", "A", "sms")).contains("pre-due       by sms", "ready         by sms");
    assertThat(wishes("set", "A", "sms", "--daily", "--kind", "ready"))
        .contains("ready         by sms once a day");
    assertThat(wishes("set", "A", "--no-daily", "--kind", "ready"))
        .contains("ready         at once");
    assertThat(wishes("clear", "A")).doesNotContain("by sms");
    assertThatThrownBy(() -> wishes("show", "nobody")).hasMessageContaining("no such patron");
    assertThatThrownBy(() -> wishes("set", "A", "S M S")).hasMessageContaining("a-z");
  }

  @Test
  void bouncesAreNotedAndTakenAway() {
    assertThat(bounces("list")).contains("No addresses are known");
    assertThat(bounces("add", "Anna@example.org", "--reason", "mailbox full"))
        .contains("no longer used");
    assertThat(bounces("add", "anna@example.org")).contains("already on the list");
    assertThat(bounces("list")).contains("anna@example.org  by ", ": mailbox full");
    assertThat(bounces("remove", "anna@example.org")).contains("used again");
    assertThatThrownBy(() -> bounces("remove", "anna@example.org"))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void noticesAreListedWithTheirMessages() {
    assertThat(messages("list")).contains("There are no such notices.");
    var patron = library.store.inquiries().patron(library.north, "A").orElseThrow().patron().id();
    var notices = library.store.notices();
    notices.note(
        library.north,
        List.of(
            new NewNotice(
                new Occasion(
                    "hold-expired:1",
                    NoticeKind.HOLD_EXPIRED,
                    patron,
                    TestLibrary.MAIN,
                    null,
                    UUID.randomUUID(),
                    0,
                    Instant.EPOCH),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH)),
        null);
    assertThat(messages("list", "--patron", "A")).contains("hold-expired  waiting     A");
    notices.compose(
        library.north,
        Instant.now(),
        1,
        waiting ->
            new Composition(
                List.of(
                    new NewMessage(
                        MessageKind.HOLD_EXPIRED,
                        "sms",
                        "+4500000001",
                        NoticeLanguage.DA,
                        NoticeForm.SHORT,
                        TestLibrary.MAIN,
                        waiting.notices().stream().map(WaitingNotice::id).toList())),
                Map.of(),
                Map.of()));
    var listed = messages("list", "--kind", "hold-expired", "--state", "written");
    assertThat(listed).contains("by sms to +4500000001");
    var number = library.text(library.north, "select id from notice_message");
    assertThat(messages("show", number))
        .contains("hold-expired, in da", "goes      by sms", "hold-expired:1", "not written yet");
    assertThat(messages("list", "--patron", "B")).contains("There are no such notices.");
    assertThat(
            TenantCommands.run(
                1, new NoticesListCommand(), library.store, "show", UUID.randomUUID().toString()))
        .contains("There is no message");
    assertThatThrownBy(() -> messages("list", "--state", "lost"))
        .hasMessageContaining("there is no state \"lost\"; there are waiting");
  }
}
