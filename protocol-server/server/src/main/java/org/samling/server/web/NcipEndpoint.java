package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.routes.Credentials;
import org.samling.routes.ncip.NcipAnswer;
import org.samling.routes.ncip.NcipCall;
import org.samling.routes.ncip.NcipResponder;
import org.samling.server.web.Answerer.Answer;

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
                      new NcipCall.Body(body), context.pathParam("tenant"), credentials(context));
              return () -> answer(responder.answer(call));
            });
  }

  @Override
  public void addTo(Router router) {
    endpoint.addTo(router, "/ncip", "/ncip/:tenant", "/ncip/:tenant/:key");
  }

  /** HTTP Basic, or else a key in a header or in the address. */
  private static @Nullable Credentials credentials(RoutingContext context) {
    var basic = BasicLogin.credentials(context.request().getHeader("authorization"));
    if (basic != null) {
      return basic;
    }
    return Stream.of(
            Optional.ofNullable(context.request().getHeader("x-api-key")),
            Optional.ofNullable(context.request().getHeader("apikey")),
            Optional.ofNullable(context.pathParam("key")))
        .flatMap(Optional::stream)
        .findFirst()
        .map(NcipEndpoint::key)
        .orElse(null);
  }

  /** {@code NAME:PASSWORD}; what has no colon is a name without a password, which opens nothing. */
  private static Credentials key(String key) {
    var colon = key.indexOf(':');
    return colon < 0
        ? new Credentials(key, new Secret(""))
        : new Credentials(key.substring(0, colon), new Secret(key.substring(colon + 1)));
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
