package org.samling.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeContacts.Bounce;
import org.samling.core.notices.NoticeContacts.BouncePlace;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.Notices.Composition;
import org.samling.core.notices.Notices.NewMessage;
import org.samling.core.notices.Notices.NewNotice;
import org.samling.core.notices.Notices.NoticeFilter;
import org.samling.core.notices.Notices.NoticePlace;
import org.samling.core.notices.Notices.Occasion;
import org.samling.core.notices.Notices.WaitingNotice;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;

/** The commands {@code notices ...}, as a library's staff would type them. */
class NoticesCommandsTest {

  private TestServer server;
  private TestLibrary library;
  private ClientCommands commands;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    commands = new ClientCommands(server);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String done(String... arguments) {
    return commands.run(arguments).done();
  }

  private void assertRefused(int code, String why, String... arguments) {
    var ran = commands.run(arguments);
    assertThat(ran.code()).as(ran.said()).isEqualTo(code);
    assertThat(ran.said()).contains(why);
  }

  private UUID patron() {
    return library.store.inquiries().patron(library.north, "A").orElseThrow().patron().id();
  }

  private Map<NoticeKind, NoticePreference> wishes() {
    return library.store.noticeContacts().preferences(library.north, patron());
  }

  private void note(String key) {
    var occasion =
        new Occasion(
            key,
            NoticeKind.HOLD_EXPIRED,
            patron(),
            TestLibrary.MAIN,
            null,
            UUID.randomUUID(),
            0,
            Instant.EPOCH);
    library
        .store
        .notices()
        .note(
            library.north,
            List.of(new NewNotice(occasion, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH)),
            null);
  }

  private void compose(List<NoticeState> unsent) {
    library
        .store
        .notices()
        .compose(
            library.north,
            Instant.now(),
            1,
            waiting -> {
              var ids = waiting.notices().stream().map(WaitingNotice::id).toList();
              return unsent.isEmpty()
                  ? new Composition(List.of(message(ids)), Map.of(), Map.of())
                  : new Composition(List.of(), Map.of(ids.getFirst(), unsent.getFirst()), Map.of());
            });
  }

  private static NewMessage message(List<UUID> notices) {
    return new NewMessage(
        MessageKind.HOLD_EXPIRED,
        "sms",
        "+4500000001",
        NoticeLanguage.DA,
        NoticeForm.SHORT,
        TestLibrary.MAIN,
        notices);
  }

  @Test
  void noticesAreListedWithTheirMessages() {
    assertThat(done("notices", "list")).contains("There are no notices.");
    note("hold-expired:1");
    assertThat(done("notices", "list", "--patron", "A"))
        .contains("hold-expired", "waiting")
        .doesNotContain("sms");
    compose(List.of());
    assertThat(done("notices", "list", "--kind", "hold-expired", "--state", "written"))
        .contains("sms", "+4500000001");
    assertThat(done("notices", "list", "--state", "sent")).contains("There are no notices.");
    assertThat(done("notices", "list", "--patron", "B")).contains("There are no notices.");
    assertThat(new ClientCommands(server, "south").run("notices", "list").done())
        .contains("There are no notices.");

    var number = library.text(library.north, "select id from notice_message");
    assertThat(done("notices", "show-message", number))
        .contains("hold-expired", "language:", "+4500000001", "hold-expired:1", "body:");
    assertThat(new ClientCommands(server, "south").run("notices", "show-message", number).code())
        .isEqualTo(3);
    assertRefused(3, "There is no message", "notices", "show-message", "404");
    assertRefused(3, "There is no such patron", "notices", "list", "--patron", "nobody");
    assertRefused(2, "\"state\" must be one of waiting", "notices", "list", "--state", "lost");
  }

  @Test
  void listGoesOnWhereAPageEnds() {
    for (var i = 0; i < 3; i++) {
      note("hold-expired:" + i);
    }
    var notices = library.store.notices();
    var all = notices.list(library.north, NoticeFilter.ALL, 10);
    assertThat(done("notices", "list", "--limit", "2", "--output", "csv").lines()).hasSize(3);
    var first = commands.lines("notices", "list", "--limit", "2", "--output", "json");
    assertThat(String.join("", first)).contains("\"next\" : \"");
    var second = all.get(1);
    assertThat(
            notices.list(
                library.north,
                NoticeFilter.ALL,
                new NoticePlace(second.createdAt(), second.id()),
                10))
        .containsExactly(all.get(2));
  }

  @Test
  void readingANoticeIsNotedInTheAccessLog() {
    note("hold-expired:1");
    done("notices", "list");
    Eventually.holds(
        "the access log tells who read the notice",
        () ->
            library.store.accessLog().reads(library.north, patron(), 10).stream()
                .anyMatch(read -> read.access().operation().equals("list-notices")));
  }

  @Test
  void failedNoticesLookForAnAddressAgain() {
    note("hold-expired:1");
    compose(List.of(NoticeState.NO_ADDRESS));
    assertThat(done("notices", "list")).contains("no-address");
    assertThat(done("notices", "retry")).contains("notices:  1");
    assertThat(done("notices", "list")).contains("waiting");
    assertThat(done("notices", "retry")).contains("notices:  0");
  }

  @Test
  void trialNoticeGoesByAChannelToNoPatron(@TempDir Path directory) throws IOException {
    var folder = directory.resolve("sent");
    var channels =
        """
        notices: {channels: [{name: letters, type: file, folder: "%s"}, \
        {name: mail, type: smtp, host: 127.0.0.1, port: 1, from: a@example.org, security: none}]}\
        """
            .formatted(folder);
    try (var own = new TestLibrary();
        var sending = TestServer.before(own, channels)) {
      var there = new ClientCommands(sending);
      assertThat(
              there.run("notices", "send-trial", "--channel", "letters", "--language", "en").done())
          .contains("message:", "channel:  letters");
      try (var files = Files.list(folder)) {
        var sent = files.toList();
        assertThat(sent).hasSize(1);
        assertThat(Files.readString(sent.getFirst())).contains("Ready to be picked up", "Frida");
      }
      assertThat(own.store.notices().list(own.north, NoticeFilter.ALL, 10)).isEmpty();

      var unknown = there.run("notices", "send-trial", "--channel", "pigeon");
      assertThat(unknown.code()).isEqualTo(3);
      assertThat(unknown.said())
          .contains("There is no channel \"pigeon\"; there are letters, mail");
      var addressed =
          there.run("notices", "send-trial", "--channel", "letters", "--to", "a@example.org");
      assertThat(addressed.code()).isEqualTo(2);
      assertThat(addressed.said()).contains("leave \"to\" out");
      var several = there.run("notices", "send-trial", "--channel", "mail", "--to", "a@b,c@d");
      assertThat(several.code()).isEqualTo(2);
      assertThat(several.said()).contains("must be one e-mail address");
      assertThat(there.run("notices", "send-trial", "--channel", "mail").said())
          .contains("\"to\" is missing");
      var unreachable = there.run("notices", "send-trial", "--channel", "mail", "--to", "a@b");
      assertThat(unreachable.code()).isEqualTo(4);
      assertThat(unreachable.said()).contains("The channel mail did not take the notice");
    }
  }

  @Test
  void wishesOfAPatronAreSetAndCleared() {
    assertThat(done("notices", "show-wishes", "A")).contains("language:  da");
    done("notices", "change-wishes", "A", "--kinds", "pre-due", "--no-wanted");
    assertThat(wishes()).isEqualTo(Map.of(NoticeKind.PRE_DUE, NoticePreference.OFF));
    assertThat(done("notices", "change-wishes", "A", "--channel", "sms"))
        .contains("wishes.pre-due.channel:", "wishes.ready.channel:");
    assertThat(wishes()).hasSize(NoticeKind.values().length);
    done("notices", "change-wishes", "A", "--kinds", "ready,recall", "--channel", "sms", "--daily");
    assertThat(wishes().get(NoticeKind.RECALL)).isEqualTo(new NoticePreference(true, "sms", true));
    done("notices", "change-wishes", "A", "--kinds", "ready", "--no-daily");
    assertThat(wishes().get(NoticeKind.READY)).isEqualTo(new NoticePreference(true, null, false));
    done("notices", "clear-wishes", "A", "--kind", "ready");
    assertThat(wishes())
        .doesNotContainKey(NoticeKind.READY)
        .hasSize(NoticeKind.values().length - 1);
    done("notices", "clear-wishes", "A");
    assertThat(wishes()).isEmpty();

    assertRefused(3, "There is no such patron", "notices", "show-wishes", "nobody");
    assertRefused(3, "There is no such patron", "notices", "clear-wishes", "nobody");
    assertRefused(2, "a-z", "notices", "change-wishes", "A", "--channel", "S M S");
    assertRefused(2, "for these \"kinds\"", "notices", "change-wishes", "A", "--kinds", "ready");
    var ready = "{\"ready\": {}}";
    assertRefused(2, "not both", "notices", "change-wishes", "A", "--daily", "--wishes", ready);
  }

  @Test
  void bouncesAreNotedAndTakenAway() {
    assertThat(done("notices", "list-bounces")).contains("There are no bounces.");
    done("notices", "report-bounce", "--address", "Anna@example.org", "--reason", "mailbox full");
    done("notices", "report-bounce", "--address", "anna@example.org");
    done("notices", "report-bounce", "--address", "+45 00/1");
    assertThat(done("notices", "list-bounces")).contains("anna@example.org", "mailbox full");
    assertThat(done("notices", "list-bounces", "--limit", "1"))
        .contains("+45 00/1", "There are more")
        .doesNotContain("anna");
    var contacts = library.store.noticeContacts();
    var latest = contacts.bounces(library.north, null, 1).getFirst();
    assertThat(contacts.bounces(library.north, new BouncePlace(latest.at(), latest.address()), 10))
        .extracting(Bounce::address)
        .containsExactly("anna@example.org");
    done("notices", "remove-bounce", "ANNA@example.org");
    done("notices", "remove-bounce", "+45 00/1");
    assertThat(contacts.bounces(library.north, null, 10)).isEmpty();
    assertRefused(3, "is not on the list", "notices", "remove-bounce", "anna@example.org");
    assertRefused(2, "Give a \"message\"", "notices", "report-bounce");
  }
}
