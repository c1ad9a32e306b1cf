package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.samling.postgres.TestLibrary;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.testing.Transcript;
import org.samling.testing.Transcript.Side;

/**
 * The conversations of test-fixtures/sip2, held with the routes and the store, without a socket.
 */
class Sip2ConversationTest {

  @TestFactory
  Stream<DynamicTest> conversationsGoAsWritten() {
    return Transcript.readAll().stream()
        .filter(t -> t.file().getFileName().toString().startsWith("conversation-"))
        .map(t -> DynamicTest.dynamicTest(t.file().getFileName().toString(), () -> hold(t)));
  }

  private static void hold(Transcript transcript) throws Exception {
    try (var library = new TestLibrary();
        var camel = new DefaultCamelContext()) {
      camel.start();
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
      var now = Sip2Date.of(Instant.now(), ZoneId.of("Europe/Copenhagen"));
      var connection = -1;
      var session = new Sip2Session(Instant.now());
      for (var exchange : transcript.exchanges()) {
        if (exchange.connection() != connection) {
          connection = exchange.connection();
          session = new Sip2Session(Instant.now());
        }
        Sip2Answer answer = new Sip2Answer.Silence();
        for (var line : exchange.lines()) {
          if (line.side() == Side.SC) {
            answer = service.answer(session, new Sip2Frame(line.bytes(now.wire()), Terminator.CR));
          } else {
            assertThat(answer).as(line.where()).isInstanceOf(Sip2Answer.Reply.class);
            var reply = ((Sip2Answer.Reply) answer).frame();
            assertThat(line.matches(reply.bytes()))
                .as(
                    "%s%n wanted %s%n got    %s",
                    line.where(), line.text(), new String(reply.bytes(), line.charset()))
                .isTrue();
          }
        }
      }
    }
  }
}
