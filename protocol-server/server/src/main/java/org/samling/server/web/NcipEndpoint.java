package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.util.Map;
import org.samling.core.StoreException;
import org.samling.library.config.Configuration;
import org.samling.routes.ncip.NcipAnswer;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipResponder;
import org.samling.server.web.RequestExecutor.Answer;

/**
 * NCIP over HTTP (NISO Z39.83-2, HTTP binding): {@code POST /ncip}, {@code POST /ncip/TENANT} to
 * name the tenant in the URL, or {@code POST /ncip/TENANT/NAME:PASSWORD} for systems that can only
 * call a URL. A virtual thread answers each message.
 */
public final class NcipEndpoint implements WebEndpoint {

  private static final String WITH_CREDENTIALS = "/ncip/:tenant/:key";
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int OK = 200;

  private final PostEndpoint endpoint;
  private final boolean credentialsInPath;

  /**
   * Creates an instance.
   *
   * @param logins identifies the senders
   * @param ncip the longest message, and whether credentials are accepted in the path
   */
  public NcipEndpoint(NcipResponder responder, NcipLogins logins, Configuration.Ncip ncip) {
    credentialsInPath = ncip.credentialsInPath();
    endpoint =
        new PostEndpoint(
            "NCIP",
            ncip.messageLimit(),
            (context, body) -> {
              var tenant = context.pathParam("tenant");
              var shown = NcipLogins.RequestIdentity.of(context);
              // Checking a token may block while the issuer's keys are fetched.
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
    endpoint.addTo(router, "/ncip", "/ncip/:tenant");
    if (credentialsInPath) {
      endpoint.addTo(router, WITH_CREDENTIALS);
    } else {
      router
          .route(WITH_CREDENTIALS)
          .handler(c ->
              RequestExecutor.send(
                  c,
                  Answer.text(
                      FORBIDDEN,
                      Map.of(),
                      "Credentials are not accepted in the path: send them by HTTP Basic, or in the"
                          + " header X-Api-Key. They were seen on the way: change the password.")));
    }
  }

  /** Asks for a token (RFC 6750, section 3) where one was sent, otherwise for a password. */
  private static Answer answer(NcipAnswer answer, NcipLogins.RequestIdentity shown) {
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
        : Answer.xml(
            OK,
            answer.isTemporary() ? Answer.after(StoreException.RETRY_AFTER) : Map.of(),
            Buffer.buffer(answer.body()));
  }
}
