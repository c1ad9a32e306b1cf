package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.facts.PatronName;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Frame;

/** What a kiosk is told, and not told, of a patron. */
class ProtectedAddressTest {

  private static final Sip2Charset UTF8 = Sip2Charset.UTF_8;

  @Test
  void kioskIsToldAnAddressButNotOneThatIsProtected() throws Exception {
    try (var library = new TestLibrary();
        var camel = new DefaultCamelContext()) {
      camel.start();
      TestPatrons.patron().put(library, library.north, "OPEN");
      TestPatrons.patron().protectedAddress().put(library, library.north, "HIDDEN");

      assertThat(ask(camel, library, "OPEN")).contains("|BDHemmelig Vej 7|");
      assertThat(ask(camel, library, "HIDDEN"))
          .contains("|AENavn, HIDDEN|")
          .doesNotContain("|BD")
          .doesNotContain("Hemmelig");
    }
  }

  @Test
  void kioskIsToldThatACardIsBlocked() throws Exception {
    try (var library = new TestLibrary();
        var camel = new DefaultCamelContext()) {
      camel.start();
      library.submit(
          new PatronCommand.BlockIdentifier(
              new Origin(
                  library.north,
                  CommandKey.of(Duration.ZERO, "block"),
                  "test",
                  TestLibrary.MAIN,
                  Instant.now().plusSeconds(60)),
              new PatronName.Identifier("A"),
              "lost"));

      assertThat(ask(camel, library, "A")).contains("|BLN|").contains("Dette kort er spærret.");
      assertThat(ask(camel, library, "no-such")).contains("|BLN|").contains("kendes ikke");
    }
  }

  private static String ask(DefaultCamelContext camel, TestLibrary library, String card) {
    var store = library.store;
    var service =
        new Sip2Service(
            camel,
            new Sip2Service.Ports(
                store.accounts(),
                store.patronAuthentication(),
                store,
                store.inquiries(),
                store.holdLists(),
                store.descriptions(),
                store.ownTexts(),
                store::isReady),
            Sip2Settings.DEFAULT,
            (_, _, _) -> {});
    var session = new Sip2Session(Instant.now());
    say(service, session, "9300CNnorth-kiosk|COsecret|");
    var now = Sip2Date.of(Instant.now(), ZoneId.of("Europe/Copenhagen"));
    return say(service, session, "63009%s          AO|AA%s|AD1234|".formatted(now.wire(), card));
  }

  private static String say(Sip2Service service, Sip2Session session, String text) {
    var answer = service.answer(session, Sip2Frame.of(text, UTF8));
    return new String(((Sip2Answer.Reply) answer).frame().bytes(), UTF8.charset());
  }
}
