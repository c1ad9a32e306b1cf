package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.requests.Allowances;
import org.samling.core.requests.ResourceLimit;
import org.samling.oaipmh.OaiRequestDecoder;
import org.samling.routes.oai.OaiAnswer;
import org.samling.routes.oai.OaiCall;
import org.samling.routes.oai.OaiResponder;
import org.samling.server.web.RequestExecutor.Answer;

/**
 * OAI-PMH over HTTP: {@code GET} and {@code POST /oai/TENANT}, and {@code /oai/union} for the union
 * catalogue. A virtual thread answers each request. A client that asks too often is told when to
 * retry (OAI-PMH 2.0, section 3.1.2.2: status 503 with Retry-After).
 */
public final class OaiEndpoint implements WebEndpoint {

  private static final String PATH = "/oai/:repository";

  /** How many requests are answered at once; any more are told to retry. */
  private static final int AT_ONCE = 50;

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private final OaiResponder responder;
  private final QueryRequests requests;
  private final @Nullable String publicUrl;
  private final RequestExecutor answerer =
      new RequestExecutor("OAI-PMH", ResourceLimit.REQUESTS, AT_ONCE);

  /**
   * Creates an instance.
   *
   * @param allowances how often an address may ask
   * @param publicUrl the public URL, to which a repository's code is appended; null for the URL of
   *     the request
   */
  public OaiEndpoint(
      OaiResponder responder, Allowances<String> allowances, @Nullable String publicUrl) {
    this.responder = responder;
    this.requests =
        new QueryRequests("OAI-PMH", PATH, OaiRequestDecoder.MAX_LENGTH, "arguments", allowances);
    this.publicUrl = publicUrl;
  }

  @Override
  public void addTo(Router router) {
    requests.addTo(router, this::take);
  }

  private void take(RoutingContext context, String arguments) {
    var repository = Objects.requireNonNull(context.pathParam("repository"));
    var call =
        new OaiCall(
            repository,
            baseUrl(context, repository),
            arguments,
            BasicLogin.credentials(context.request().getHeader("authorization")));
    answerer.answer(context, () -> answer(responder.answer(call)));
  }

  private String baseUrl(RoutingContext context, String repository) {
    if (publicUrl != null) {
      return publicUrl + "/" + repository;
    }
    var request = context.request();
    var scheme = RequestOrigin.of(context).isEncrypted() ? "https" : "http";
    return scheme + "://" + request.authority() + request.path();
  }

  private static Answer answer(OaiAnswer answer) {
    return switch (answer) {
      case OaiAnswer.Response document ->
          new Answer(OK, "text/xml; charset=utf-8", Map.of(), Buffer.buffer(document.body()));
      case OaiAnswer.Unknown() ->
          Answer.text(NOT_FOUND, Map.of(), "There is no such repository here.");
      case OaiAnswer.Unauthorized() ->
          Answer.text(
              UNAUTHORIZED,
              Map.of("www-authenticate", BasicLogin.challenge("OAI-PMH")),
              "Harvesting this catalogue requires an account.");
      case OaiAnswer.Limited(var limit) -> Answer.limited(limit);
      case OaiAnswer.Unavailable() ->
          RequestExecutor.later(Duration.ofSeconds(10), QueryRequests.LATER);
    };
  }
}
