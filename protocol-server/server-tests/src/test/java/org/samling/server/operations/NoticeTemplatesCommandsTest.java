package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.NoticeTemplates.Version;
import org.samling.server.ClientCommands;
import org.samling.server.ClientCommands.Ran;
import org.samling.server.TestServer;

/** The commands {@code notice-templates ...}, as a library's staff would type them. */
class NoticeTemplatesCommandsTest {

  private static final Name READY = new Name(MessageKind.READY, NoticeLanguage.EN, NoticeForm.FULL);

  private TestServer server;
  private ClientCommands commands;

  @BeforeEach
  void open() {
    server = new TestServer();
    commands = new ClientCommands(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** Runs a command on the English text of what is ready. */
  private Ran ready(String verb, String... more) {
    var arguments = new ArrayList<>(List.of("notice-templates", verb, "ready", "en", "full"));
    arguments.addAll(List.of(more));
    return commands.run(arguments.toArray(String[]::new));
  }

  private List<Version> versions() {
    return server.library.store.noticeTemplates().history(server.library.north, READY);
  }

  private String listed() {
    return commands.lines("notice-templates", "list", "--output", "csv").stream()
        .filter(line -> line.startsWith("ready,en,full"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void textIsShownChangedSavedAndItsVersionsAreKept() {
    assertThat(ready("show").done())
        .contains("own:       no", "subject:   Ready to be picked up", "body:      Dear {{name}}");
    assertThat(ready("save", "--subject", "Klar", "--body", "Hello {{name}}\r\nx\n").done())
        .contains("own:       yes", "version:   1");
    assertThat(versions().getFirst().text()).isEqualTo(new Text("Klar", "Hello {{name}}\nx"));
    assertThat(ready("show").done()).contains("Hello {{name}}");
    assertThat(listed()).startsWith("ready,en,full,yes,1,");
    assertThat(commands.lines("notice-templates", "list")).hasSizeGreaterThan(28);
    assertThat(new ClientCommands(server, "south").run("notice-templates", "list").done())
        .doesNotContain("yes");

    assertThat(ready("remove").done()).contains("own:       no", "version:   2", "Dear {{name}}");
    assertThat(listed()).startsWith("ready,en,full,no,2,");
    assertThat(ready("list-versions", "--output", "csv").done().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("2,") && line.endsWith(",no"))
        .anyMatch(line -> line.startsWith("1,") && line.endsWith(",yes"));
    assertThat(ready("show-version", "1").done()).contains("Hello {{name}}");
    assertThat(ready("show-version", "2").done()).contains("Dear {{name}}");

    var unknown = ready("show-version", "3");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(unknown.said()).contains("There is no version 3 of ready/en/full.");
    var gone = ready("remove");
    assertThat(gone.code()).isEqualTo(3);
    assertThat(gone.said()).contains("ready/en/full is no text of the tenant's own.");
  }

  @Test
  void newerVersionIsNotOverwritten() {
    ready("save", "--subject", "One", "--body", "x", "--based-on", "0").done();
    var late = ready("save", "--subject", "Two", "--body", "x", "--based-on", "0");
    assertThat(late.code()).isEqualTo(4);
    assertThat(late.said()).contains("Somebody else has just saved ready/en/full");
    ready("save", "--subject", "Three", "--body", "x", "--based-on", "1").done();
    assertThat(versions()).hasSize(2);
  }

  @Test
  void wrongTextIsRefusedWhenItIsSavedAndPreviewedAndNotKept() {
    var wrong = "{{#entries}}\n{{due}}\n{{/entries}}";
    for (var verb : List.of("save", "preview")) {
      var refused = ready(verb, "--subject", "x", "--body", wrong);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.said()).contains("The text, line 2: there is no \"due\" here");
    }
    var without = ready("save", "--body", "no subject");
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.said()).contains("The subject is missing");
    assertThat(ready("preview", "--subject", "x").said()).contains("\"body\" is missing");
    var kind = commands.run("notice-templates", "show", "nothing", "da", "full");
    assertThat(kind.code()).isEqualTo(2);
    assertThat(kind.said()).contains("\"kind\" must be one of pre-due");
    assertThat(ready("list-versions").done()).contains("There are no versions.");
  }

  @Test
  void previewReadsAsAPatronWouldReadIt() {
    assertThat(commands.run("notice-templates", "preview", "digest", "da", "short").done())
        .contains("Klar til afhentning: Skyggen");
    assertThat(ready("preview", "--subject", "{{count}}", "--body", "{{library}}").done())
        .contains("subject:   2", "body:      Main");
    assertThat(versions()).isEmpty();
  }
}
