package org.samling.server.sip2;

import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.samling.postgres.TestLibrary;
import org.samling.routes.sip2.Sip2Service;
import org.samling.routes.sip2.Sip2Settings;
import org.samling.server.tcp.Admission;
import org.samling.server.tcp.Refusals;
import org.samling.server.tcp.TcpLimits;
import org.samling.server.tcp.TcpListener;

/** A library behind a SIP2 port that anybody may connect to, put together as the server does it. */
final class TestSip2Server implements AutoCloseable {

  private static final int FRAME_LIMIT_BEFORE_LOGIN = 1_024;

  final TestLibrary library = new TestLibrary();
  final Sip2WireLog wireLog;

  private final DefaultCamelContext camel = new DefaultCamelContext();
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
    this.limits = limits;
    this.frameLimit = frameLimit;
    camel.start();
    var store = library.store;
    service =
        new Sip2Service(
            camel,
            new Sip2Service.Ports(
                store.accounts(),
                store.patronAuthentication(),
                store,
                store.inquiries(),
                store.descriptions(),
                store.ownTexts(),
                store::isReady),
            Sip2Settings.DEFAULT,
            (_, _, _) -> {});
    presence = new Sip2Presence(store.accounts());
    wireLog = new Sip2WireLog(wireLogs, store.accounts());
    listener = listen(0);
  }

  /** Listens at one more port. */
  TcpListener listen(int port) {
    var refusals = new Refusals(_ -> {});
    var access =
        new Sip2Access(
            Sip2Rules.ALL,
            new Sip2Limits(null, null, 50),
            library.store.accounts(),
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
    camel.stop();
    library.close();
  }
}
