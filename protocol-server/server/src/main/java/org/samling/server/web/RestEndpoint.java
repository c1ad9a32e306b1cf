package org.samling.server.web;

import static java.util.stream.Collectors.joining;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.samling.core.organisation.Account;
import org.samling.routes.rest.RestAnswer;
import org.samling.routes.rest.RestAnswer.Status;
import org.samling.routes.rest.RestCall;
import org.samling.routes.rest.RestOperation;
import org.samling.routes.rest.RestService;
import org.samling.server.tcp.AddressRange;
import org.samling.server.tcp.Allowances;
import org.samling.server.web.Answerer.Answer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The REST API over HTTP: JSON, HTTP Basic, and problem details (RFC 9457) for what is wrong. */
public final class RestEndpoint implements WebEndpoint {

  private static final String ROOT = "/rest/v1";

  /** How many bytes a body may have. */
  private static final int BODY_LIMIT = 64 * 1024;

  /** How many logins of an address may fail in a minute. */
  private static final int FAILED_LOGINS = 10;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private final RestService service;
  private final Answerer answerer = new Answerer("REST");
  private final Allowances<InetAddress> failedLogins =
      new Allowances<>(FAILED_LOGINS / 60.0, FAILED_LOGINS);

  /** Makes it of what answers the requests. */
  public RestEndpoint(RestService service) {
    this.service = service;
  }

  @Override
  public void addTo(Router router) {
    for (var operation : RestOperation.values()) {
      router
          .route(HttpMethod.valueOf(operation.method().name()), ROOT + operation.path())
          .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
          .handler(context -> take(context, operation))
          .failureHandler(RestEndpoint::refuse);
    }
    for (var operation : RestOperation.values()) {
      router
          .route(ROOT + operation.path())
          .handler(context -> otherMethod(context, operation.path()));
    }
    router.route(ROOT + "/*").handler(c -> problem(c, Status.NOT_FOUND, "There is nothing here."));
  }

  private static void otherMethod(RoutingContext context, String path) {
    var allowed =
        Stream.of(RestOperation.values())
            .filter(o -> o.path().equals(path))
            .map(o -> o.method().name())
            .collect(joining(", "));
    context.response().putHeader("allow", allowed);
    problem(context, Status.METHOD_NOT_ALLOWED, "Here is " + allowed + ".");
  }

  private static void refuse(RoutingContext context) {
    if (context.statusCode() == Status.TOO_LARGE.code()) {
      problem(context, Status.TOO_LARGE, "A body may have at most %d bytes.".formatted(BODY_LIMIT));
    } else {
      context.next();
    }
  }

  private void take(RoutingContext context, RestOperation operation) {
    var address =
        AddressRange.counted(
            InetAddress.ofLiteral(context.request().remoteAddress().hostAddress()));
    var failed = failedLogins.known(address);
    if (failed != null && failed.due().isPositive()) {
      context.response().putHeader("retry-after", Long.toString(failed.due().toSeconds() + 1));
      problem(context, Status.TOO_MANY, "Too many logins failed: wait.");
      return;
    }
    var body = body(context);
    if (body.isEmpty()) {
      problem(context, Status.BAD_REQUEST, "The body is not a JSON object.");
      return;
    }
    var call =
        new RestCall(
            operation,
            context.pathParams(),
            query(context),
            body.get(),
            BasicLogin.credentials(context.request().getHeader("authorization")));
    answerer.answer(context, () -> answer(call, address));
  }

  private Answer answer(RestCall call, InetAddress address) {
    var answer = service.answer(call, account -> admits(account, address));
    if (answer.status() == Status.UNAUTHORIZED && call.credentials() != null) {
      failedLogins.of(address).take();
      failedLogins.forget();
    }
    return answer(answer);
  }

  /**
   * Whether an account may be used from there: one that asks for a certificate can't be shown it.
   */
  private static boolean admits(Account account, InetAddress address) {
    var access = account.access();
    var allow = access.allow().stream().map(AddressRange::parse).toList();
    return access.certificate() == null
        && (allow.isEmpty() || AddressRange.anyContains(allow, address));
  }

  private static Map<String, String> query(RoutingContext context) {
    var query = new HashMap<String, String>();
    context.queryParams().forEach(e -> query.put(e.getKey(), e.getValue()));
    return query;
  }

  /**
   * The body's object without what is null in it, an empty one where there is no body; nothing
   * where it is something else.
   */
  private static Optional<Map<String, Object>> body(RoutingContext context) {
    var buffer = context.body().buffer();
    if (buffer == null || buffer.length() == 0) {
      return Optional.of(Map.of());
    }
    try {
      var object = JSON.readValue(buffer.getBytes(), OBJECT);
      object.values().removeIf(Objects::isNull);
      return Optional.of(object);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static void problem(RoutingContext context, Status status, String detail) {
    Answerer.send(context, answer(RestAnswer.problem(status, detail)));
  }

  private static Answer answer(RestAnswer answer) {
    return new Answer(
        answer.status().code(),
        answer.isProblem() ? "application/problem+json" : "application/json",
        answer.status() == Status.UNAUTHORIZED
            ? Map.of("www-authenticate", BasicLogin.challenge("Samling"))
            : Map.of(),
        answer.body() == null ? Buffer.buffer() : json(answer.body()));
  }

  private static Buffer json(Map<String, ?> body) {
    return Buffer.buffer(JSON.writeValueAsBytes(body));
  }
}
