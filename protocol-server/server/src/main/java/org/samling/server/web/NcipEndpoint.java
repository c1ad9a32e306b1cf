package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.util.Map;
import org.samling.routes.ncip.NcipAnswer;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipResponder;
import org.samling.server.web.Answerer.Answer;

/**
 * NCIP over HTTP (NISO Z39.83-2, HTTP binding): {@code POST /ncip}, or {@code POST /ncip/TENANT} to
 * name the tenant in the address. A virtual thread answers each message.
 */
public final class NcipEndpoint implements WebEndpoint {

  private static final int UNAUTHORIZED = 401;
  private static final int OK = 200;

  private final PostEndpoint endpoint;

  /**
   * Makes it.
   *
   * @param responder answers the messages
   * @param messageLimit how many bytes a message may have; more is HTTP's status 413
   */
  public NcipEndpoint(NcipResponder responder, int messageLimit) {
    endpoint =
        new PostEndpoint(
            "NCIP",
            messageLimit,
            (context, body) -> {
              var call =
                  new NcipCall(
                      new NcipCall.Body(body),
                      context.pathParam("tenant"),
                      BasicLogin.credentials(context.request().getHeader("authorization")));
              return () -> answer(responder.answer(call));
            });
  }

  @Override
  public void addTo(Router router) {
    endpoint.addTo(router, "/ncip", "/ncip/:tenant");
  }

  private static Answer answer(NcipAnswer answer) {
    return answer.isUnauthorized()
        ? Answer.xml(
            UNAUTHORIZED,
            Map.of("www-authenticate", BasicLogin.challenge("NCIP")),
            Buffer.buffer(answer.body()))
        : Answer.xml(OK, Map.of(), Buffer.buffer(answer.body()));
  }
}
