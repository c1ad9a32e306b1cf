package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.oaipmh.OaiRequestDecoder;
import org.samling.routes.oai.OaiAnswer;
import org.samling.routes.oai.OaiCall;
import org.samling.routes.oai.OaiResponder;
import org.samling.server.tcp.Allowances;
import org.samling.server.web.Answerer.Answer;

/**
 * OAI-PMH over HTTP: {@code GET} and {@code POST /oai/TENANT}, and {@code /oai/union} for the union
 * catalogue. A virtual thread answers each request. Who asks too often is told when to come again
 * (OAI-PMH 2.0, section 3.1.2.2: status 503 with Retry-After).
 */
public final class OaiEndpoint implements WebEndpoint {

  private static final String PATH = "/oai/:repository";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** How many requests are answered at once; one more is told to come again. */
  private static final int AT_ONCE = 50;

  private static final String LATER = "Ask again later.";

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED_TYPE = 415;

  private final OaiResponder responder;
  private final Allowances<String> allowances;
  private final @Nullable String publicUrl;
  private final Answerer answerer = new Answerer("OAI-PMH", AT_ONCE);

  /**
   * Makes it.
   *
   * @param responder answers requests
   * @param allowances how often an address may ask
   * @param publicUrl the address that harvesters know, to which a repository's code is added; null
   *     for the one that they call
   */
  public OaiEndpoint(
      OaiResponder responder, Allowances<String> allowances, @Nullable String publicUrl) {
    this.responder = responder;
    this.allowances = allowances;
    this.publicUrl = publicUrl;
  }

  @Override
  public void addTo(Router router) {
    router.get(PATH).handler(c -> take(c, Objects.requireNonNullElse(c.request().query(), "")));
    router
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(OaiRequestDecoder.MAX_LENGTH))
        .handler(this::takeForm)
        .failureHandler(OaiEndpoint::refuse);
    router
        .route(PATH)
        .handler(c ->
            Answerer.send(
                c,
                Answer.words(
                    METHOD_NOT_ALLOWED,
                    Map.of("allow", "GET, POST"),
                    "OAI-PMH is asked by GET or POST.")));
  }

  private static void refuse(RoutingContext context) {
    if (context.statusCode() == TOO_LARGE) {
      Answerer.send(
          context,
          Answer.words(
              TOO_LARGE,
              Map.of(),
              "A request may have at most %d bytes.".formatted(OaiRequestDecoder.MAX_LENGTH)));
    } else {
      context.next();
    }
  }

  private void takeForm(RoutingContext context) {
    var type = Objects.requireNonNullElse(context.request().getHeader("content-type"), FORM);
    if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      Answerer.send(
          context,
          Answer.words(
              UNSUPPORTED_TYPE, Map.of(), "The arguments of a POST are sent as " + FORM + "."));
      return;
    }
    var body = context.body().buffer();
    take(context, body == null ? "" : body.toString(StandardCharsets.UTF_8));
  }

  private void take(RoutingContext context, String arguments) {
    allowances.forget();
    var allowance = allowances.of(context.request().remoteAddress().hostAddress());
    if (!allowance.takeIfDue()) {
      Answerer.send(context, Answerer.later(allowance.due(), LATER));
      return;
    }
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
    return request.scheme() + "://" + request.authority() + request.path();
  }

  private static Answer answer(OaiAnswer answer) {
    return switch (answer) {
      case OaiAnswer.Response document ->
          new Answer(OK, "text/xml; charset=utf-8", Map.of(), Buffer.buffer(document.body()));
      case OaiAnswer.Unknown() ->
          Answer.words(NOT_FOUND, Map.of(), "There is no such repository here.");
      case OaiAnswer.Unauthorized() ->
          Answer.words(
              UNAUTHORIZED,
              Map.of("www-authenticate", BasicLogin.challenge("OAI-PMH")),
              "This catalogue is harvested with an account.");
      case OaiAnswer.Unavailable() -> Answerer.later(Duration.ofSeconds(10), LATER);
    };
  }
}
