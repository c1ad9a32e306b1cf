package org.samling.server.sip2;

import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.samling.core.organisation.Sip2Presets;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.embedded.ShutdownSequence;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2Settings;
import org.samling.server.tcp.Admission;
import org.samling.server.tcp.Refusals;
import org.samling.server.tcp.TcpLimits;
import org.samling.server.tcp.TcpListener;

/**
 * A library behind a SIP2 port that anybody may connect to, put together as the server does it. The
 * port is its own; what is behind it is kept for the next test, as is the library's store.
 */
final class TestSip2Server implements AutoCloseable {

  private static final int FRAME_LIMIT_BEFORE_LOGIN = 1_024;

  /** The next test may have another library in the same database: what is kept is looked at. */
  private static final Sip2Settings SETTINGS =
      new Sip2Settings(
          Sip2Settings.DEFAULT.retransmissionWindow(),
          Sip2Settings.DEFAULT.answerWithin(),
          Duration.ZERO,
          Sip2Settings.DEFAULT.unknownMessages(),
          Sip2Settings.DEFAULT.presets());

  private static final Map<PostgresStore, Sip2Service> SERVICES = new IdentityHashMap<>();

  final TestLibrary library = new TestLibrary();
  final Sip2WireLog wireLog;

  private final Sip2Service service;
  private final Sip2Presence presence;
  private final TcpLimits limits;
  private final int frameLimit;
  private final TcpListener listener;

  /**
   * Opens the library and the port.
   *
   * @param limits of the connections
   * @param frameLimit how many bytes a message may have
   * @param wireLogs where wire logs go, if any is asked for
   */
  TestSip2Server(TcpLimits limits, int frameLimit, Path wireLogs) {
    this(limits, frameLimit, wireLogs, library -> library.store);
  }

  /** The same, where messages are answered from another store of the library. */
  TestSip2Server(
      TcpLimits limits,
      int frameLimit,
      Path wireLogs,
      Function<TestLibrary, PostgresStore> answering) {
    this.limits = limits;
    this.frameLimit = frameLimit;
    service = SERVICES.computeIfAbsent(answering.apply(library), TestSip2Server::service);
    presence = new Sip2Presence(library.store.accounts());
    wireLog = new Sip2WireLog(wireLogs, library.store.accounts(), Sip2Presets.NONE);
    listener = listen(0);
  }

  private static Sip2Service service(PostgresStore store) {
    var camel = new DefaultCamelContext();
    camel.start();
    ShutdownSequence.add("a test's SIP2 routes", camel::stop);
    return new Sip2Service(
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
        SETTINGS,
        (_, _, _) -> {});
  }

  /** Listens at one more port. */
  TcpListener listen(int port) {
    var refusals = new Refusals(_ -> {});
    var access =
        new Sip2Access(
            Sip2Rules.ALL,
            new Sip2Limits(null, null, 50),
            library.store.accounts(),
            library.store.accountContacts(),
            presence,
            refusals);
    return new TcpListener(
        "SIP2",
        "127.0.0.1",
        port,
        Admission.ofAll(null, refusals),
        caller ->
            new Sip2Conversation(
                service, access.visit(caller), wireLog, frameLimit, FRAME_LIMIT_BEFORE_LOGIN),
        limits);
  }

  int port() {
    return listener.port();
  }

  /** How many connections there are. */
  int connections() {
    return listener.connections();
  }

  /** Takes no more connections and lets all that came be answered. */
  void drain() {
    listener.close();
  }

  @Override
  public void close() {
    listener.close();
    presence.close();
    wireLog.close();
    library.close();
  }
}
