package org.samling.routes.sip2;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Date;
import org.samling.sip2.Sip2Frame;

/** A machine at the library of the tests, logged in, without a socket. */
final class Machine implements AutoCloseable {

  private static final Sip2Charset UTF8 = Sip2Charset.UTF_8;

  final TestLibrary library;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Sip2Service service;
  private Sip2Session session = new Sip2Session(Instant.now());

  Machine() {
    this(Sip2Settings.DEFAULT);
  }

  Machine(Sip2Settings settings) {
    this(settings, new TestLibrary());
  }

  private Machine(Sip2Settings settings, TestLibrary library) {
    this(settings, library, library.store);
  }

  /** One whose library, which is closed with it, is served from another store. */
  Machine(Sip2Settings settings, TestLibrary library, PostgresStore store) {
    this.library = library;
    camel.start();
    service =
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
            settings,
            (_, _, _) -> {});
    connect();
  }

  /** Connects anew and logs in. */
  void connect() {
    session = new Sip2Session(Instant.now());
    ask("9300CNnorth-kiosk|COsecret|");
  }

  /** Sends a message, with the time for each {@code {d}}, and gives the reply. */
  String ask(String text) {
    return answer(text) instanceof Sip2Answer.Reply reply
        ? new String(reply.frame().bytes(), UTF8.charset())
        : "";
  }

  Sip2Answer answer(String text) {
    return service.answer(session, Sip2Frame.of(text.replace("{d}", now()), UTF8));
  }

  static String now() {
    return Sip2Date.of(Instant.now(), ZoneId.of("Europe/Copenhagen")).wire();
  }

  Origin origin() {
    return new Origin(
        library.north,
        CommandKey.of(Duration.ofMinutes(10), UUID.randomUUID()),
        "staff",
        TestLibrary.MAIN,
        Instant.now().plusSeconds(30));
  }

  <O extends Outcome> O submit(Command<O> command) {
    return library.submit(command);
  }

  @Override
  public void close() {
    camel.stop();
    library.close();
  }
}
