package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.samling.routes.sip2.Sip2XmlAnswer;
import org.samling.routes.sip2.Sip2XmlResponder;
import org.samling.server.sip2.Sip2Access;
import org.samling.server.sip2.Sip2WireLog;
import org.samling.server.tcp.Peer;
import org.samling.server.web.Answerer.Answer;

/**
 * SIP2 within XML over HTTP, as machines that were made for FBS send it: {@code POST
 * /rest/sip2/ISIL}.
 */
public final class Sip2XmlEndpoint implements WebEndpoint {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  /** How many bytes a message may have: one of SIP2 with all its fields has a few hundred. */
  private static final int MESSAGE_LIMIT = 64 * 1024;

  private final PostEndpoint endpoint;

  /**
   * Makes it.
   *
   * @param responder answers the messages
   * @param access who may log in
   * @param wireLog writes them down where that is wanted
   */
  public Sip2XmlEndpoint(Sip2XmlResponder responder, Sip2Access access, Sip2WireLog wireLog) {
    endpoint =
        new PostEndpoint(
            "SIP2",
            MESSAGE_LIMIT,
            (context, body) -> {
              var isil = Objects.requireNonNull(context.pathParam("isil"));
              var from = context.request().remoteAddress();
              return () -> {
                var received = Instant.now();
                var answer = responder.answer(isil, body, access.gate(peer(from)));
                var exchanged = answer.exchanged();
                if (exchanged != null) {
                  wireLog.within(received, exchanged);
                }
                return answer(answer);
              };
            });
  }

  private static Peer peer(SocketAddress from) {
    return new Peer(
        new InetSocketAddress(InetAddress.ofLiteral(from.hostAddress()), from.port()), null, null);
  }

  @Override
  public void addTo(Router router) {
    endpoint.addTo(router, "/rest/sip2/:isil");
  }

  private static Answer answer(Sip2XmlAnswer answer) {
    var status =
        switch (answer.status()) {
          case ANSWERED -> OK;
          case UNREADABLE -> BAD_REQUEST;
          case UNAVAILABLE -> UNAVAILABLE;
        };
    return Answer.xml(status, Map.of(), Buffer.buffer(answer.body()));
  }
}
