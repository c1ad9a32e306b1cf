package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.util.Map;
import org.samling.routes.ncip.NcipAnswer;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipCall.Credentials;
import org.samling.routes.ncip.NcipResponder;

/**
 * NCIP over HTTP (NISO Z39.83-2, HTTP binding): {@code POST /ncip}, or {@code POST /ncip/TENANT} to
 * name the tenant in the address. A virtual thread answers each message.
 */
public final class NcipEndpoint {

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
                      BasicCredentials.of(
                          context.request().getHeader("authorization"), Credentials::new));
              return () -> answer(responder.answer(call));
            });
  }

  void addTo(Router router) {
    endpoint.addTo(router, "/ncip", "/ncip/:tenant");
  }

  private static PostEndpoint.Answer answer(NcipAnswer answer) {
    return answer.isUnauthorized()
        ? new PostEndpoint.Answer(
            UNAUTHORIZED,
            Map.of("www-authenticate", "Basic realm=\"NCIP\", charset=\"UTF-8\""),
            Buffer.buffer(answer.body()))
        : new PostEndpoint.Answer(OK, Map.of(), Buffer.buffer(answer.body()));
  }
}
