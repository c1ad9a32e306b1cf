package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.util.Map;
import org.samling.core.StoreException;
import org.samling.routes.iso18626.Iso18626Answer;
import org.samling.routes.iso18626.Iso18626Call;
import org.samling.routes.iso18626.Iso18626Responder;
import org.samling.server.web.RequestExecutor.Answer;

/**
 * ISO 18626 over HTTP: {@code POST /iso18626}, or {@code POST /iso18626/TENANT} to name the tenant
 * in the URL. A virtual thread answers each message.
 */
public final class Iso18626Endpoint implements WebEndpoint {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;

  private final PostEndpoint endpoint;

  /**
   * Creates an instance.
   *
   * @param messageLimit the longest message, in bytes; a longer one gets HTTP status 413
   */
  public Iso18626Endpoint(Iso18626Responder responder, int messageLimit) {
    endpoint =
        new PostEndpoint(
            "ISO 18626",
            messageLimit,
            (context, body) -> {
              var call =
                  new Iso18626Call(
                      new Iso18626Call.Body(body),
                      context.pathParam("tenant"),
                      BasicLogin.credentials(context.request().getHeader("authorization")),
                      NcipLogins.admits(NcipLogins.peer(context)));
              return () -> answer(responder.answer(call));
            });
  }

  @Override
  public void addTo(Router router) {
    endpoint.addTo(router, "/iso18626", "/iso18626/:tenant");
  }

  private static Answer answer(Iso18626Answer answer) {
    var body = Buffer.buffer(answer.body());
    var limit = answer.limit();
    if (limit != null) {
      return Answer.limited(limit.retryAfter(), body);
    }
    return switch (answer.kind()) {
      case CONFIRMED -> Answer.xml(OK, Map.of(), body);
      case UNAUTHORIZED ->
          Answer.xml(
              UNAUTHORIZED, Map.of("www-authenticate", BasicLogin.challenge("ISO 18626")), body);
      case LATER -> Answer.xml(UNAVAILABLE, Answer.after(StoreException.RETRY_AFTER), body);
    };
  }
}
