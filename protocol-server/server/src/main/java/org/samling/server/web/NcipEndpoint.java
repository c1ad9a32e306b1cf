package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.util.Map;
import org.samling.routes.ncip.NcipAnswer;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipResponder;
import org.samling.server.web.RequestExecutor.Answer;

/**
 * NCIP over HTTP (NISO Z39.83-2, HTTP binding): {@code POST /ncip}, {@code POST /ncip/TENANT} to
 * name the tenant in the address, or {@code POST /ncip/TENANT/NAME:PASSWORD} for systems that can
 * do nothing but call an address. A virtual thread answers each message.
 */
public final class NcipEndpoint implements WebEndpoint {

  private static final int UNAUTHORIZED = 401;
  private static final int OK = 200;

  private final PostEndpoint endpoint;

  /**
   * Makes it.
   *
   * @param responder answers the messages
   * @param logins says who sends them
   * @param messageLimit how many bytes a message may have; more is HTTP's status 413
   */
  public NcipEndpoint(NcipResponder responder, NcipLogins logins, int messageLimit) {
    endpoint =
        new PostEndpoint(
            "NCIP",
            messageLimit,
            (context, body) -> {
              var tenant = context.pathParam("tenant");
              var shown = NcipLogins.Shown.of(context);
              // To check a token may take as long as it takes to get the issuer's keys.
              return () ->
                  answer(
                      responder.answer(
                          new NcipCall(
                              new NcipCall.Body(body),
                              tenant,
                              logins.login(shown),
                              NcipLogins.admits(shown.peer()))),
                      shown);
            });
  }

  @Override
  public void addTo(Router router) {
    endpoint.addTo(router, "/ncip", "/ncip/:tenant", "/ncip/:tenant/:key");
  }

  /** RFC 6750, section 3, where a token was shown; else how to log in by password. */
  private static Answer answer(NcipAnswer answer, NcipLogins.Shown shown) {
    var limit = answer.limit();
    if (limit != null) {
      return Answer.limited(limit.retryAfter(), Buffer.buffer(answer.body()));
    }
    return answer.isUnauthorized()
        ? Answer.xml(
            UNAUTHORIZED,
            Map.of(
                "www-authenticate",
                shown.token() == null
                    ? BasicLogin.challenge("NCIP")
                    : "Bearer realm=\"NCIP\", error=\"invalid_token\""),
            Buffer.buffer(answer.body()))
        : Answer.xml(OK, Map.of(), Buffer.buffer(answer.body()));
  }
}
