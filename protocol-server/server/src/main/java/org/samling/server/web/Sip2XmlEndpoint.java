package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.samling.core.StoreException;
import org.samling.library.network.Peer;
import org.samling.routes.sip2.Sip2XmlAnswer;
import org.samling.routes.sip2.Sip2XmlResponder;
import org.samling.server.sip2.Sip2Access;
import org.samling.server.sip2.Sip2WireLog;
import org.samling.server.web.RequestExecutor.Answer;

/** SIP2 in XML over HTTP, as sent by machines made for FBS: {@code POST /rest/sip2/ISIL}. */
public final class Sip2XmlEndpoint implements WebEndpoint {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  /** The longest message, in bytes: a SIP2 message with all its fields has a few hundred. */
  private static final int MESSAGE_LIMIT = 64 * 1024;

  private final PostEndpoint endpoint;

  /**
   * Creates an instance.
   *
   * @param access who may log in
   * @param wireLog logs messages of accounts for which that is switched on
   */
  public Sip2XmlEndpoint(Sip2XmlResponder responder, Sip2Access access, Sip2WireLog wireLog) {
    endpoint =
        new PostEndpoint(
            "SIP2",
            MESSAGE_LIMIT,
            (context, body) -> {
              var isil = Objects.requireNonNull(context.pathParam("isil"));
              var gate = access.gate(peer(context));
              return () -> {
                var received = Instant.now();
                var answer = responder.answer(isil, body, gate);
                var exchanged = answer.messages();
                if (exchanged != null) {
                  wireLog.logXml(received, exchanged);
                }
                return answer(answer);
              };
            });
  }

  private static Peer peer(RoutingContext context) {
    return new Peer(RequestOrigin.of(context).address(), null);
  }

  @Override
  public void addTo(Router router) {
    endpoint.addTo(router, "/rest/sip2/:isil");
  }

  private static Answer answer(Sip2XmlAnswer answer) {
    var limit = answer.limit();
    if (limit != null) {
      return Answer.limited(limit.retryAfter(), Buffer.buffer(answer.body()));
    }
    var body = Buffer.buffer(answer.body());
    return switch (answer.status()) {
      case ANSWERED -> Answer.xml(OK, Map.of(), body);
      case UNREADABLE -> Answer.xml(BAD_REQUEST, Map.of(), body);
      case UNAVAILABLE -> Answer.xml(UNAVAILABLE, Answer.after(StoreException.RETRY_AFTER), body);
    };
  }
}
