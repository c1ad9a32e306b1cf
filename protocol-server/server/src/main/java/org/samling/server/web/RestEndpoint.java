package org.samling.server.web;

import static java.util.stream.Collectors.joining;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Secret;
import org.samling.core.requests.Allowances;
import org.samling.core.requests.Deadline;
import org.samling.core.requests.Places;
import org.samling.core.requests.ResourceLimit;
import org.samling.library.Version;
import org.samling.library.config.RestLimit;
import org.samling.library.network.AddressRange;
import org.samling.operations.Download;
import org.samling.operations.Operation;
import org.samling.rest.OpenApi;
import org.samling.rest.RestCall;
import org.samling.rest.RestOperation;
import org.samling.rest.RestService;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestGate;
import org.samling.rest.form.RestJson;
import org.samling.routes.IncomingFile;
import org.samling.server.web.RequestExecutor.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The REST API over HTTP: JSON, HTTP Basic, and problem details (RFC 9457) for errors. */
public final class RestEndpoint implements WebEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(RestEndpoint.class);

  private static final String ROOT = Operation.ROOT;

  /**
   * How many long bodies are received at once: each is in memory before it is known whose it is.
   */
  private static final int LONG_BODIES = 8;

  /** How many files are received at once. */
  private static final int FILES = 20;

  private static final Pattern FORM =
      Pattern.compile("(multipart/|application/x-www-form-urlencoded)", Pattern.CASE_INSENSITIVE);
  private static final Set<String> ENCODINGS = Set.of("identity", "gzip", "x-gzip");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> ANSWER =
      new TypeReference<>() {};

  private final RestService service;
  private final RestLimit limit;
  private final Duration answerWithin;
  private @Nullable Buffer description;
  private final RequestExecutor answerer = new RequestExecutor("REST");
  private final RequestExecutor fileAnswerer =
      new RequestExecutor("REST file", ResourceLimit.FILES, FILES);
  private final Allowances<UUID> requests;
  private final Places longBodies = new Places(ResourceLimit.LONG_BODIES, LONG_BODIES);

  /**
   * Creates an instance.
   *
   * @param limit how often an account may ask
   * @param answerWithin how long an answer may take
   */
  public RestEndpoint(RestService service, RestLimit limit, Duration answerWithin) {
    this.service = service;
    this.answerWithin = answerWithin;
    this.limit = limit;
    this.requests = new Allowances<>(limit.requestsPerSecond(), limit.burst());
  }

  /** Converts stored answers to and from JSON. */
  public static RestJson json() {
    return new RestJson() {
      @Override
      public String write(Map<String, ?> object) {
        return JSON.writeValueAsString(object);
      }

      @Override
      public Map<String, ?> read(String document) {
        return JSON.readValue(document, ANSWER);
      }
    };
  }

  /** What the API offers. */
  public List<RestOperation> operations() {
    return service.operations();
  }

  @Override
  public void addTo(Router router) {
    router
        .get(ROOT + "/openapi.json")
        .handler(c ->
            RequestExecutor.send(
                c, new Answer(Status.OK.code(), "application/json", Map.of(), description())));
    for (var operation : service.operations()) {
      var method = HttpMethod.valueOf(operation.method().name());
      if (operation.takesFile()) {
        router
            .route(method, ROOT + operation.path())
            .handler(context -> takeFile(context, operation));
      } else {
        var limit = operation.bodyLimit();
        var route = router.route(method, ROOT + operation.path());
        if (limit > Operation.BODY) {
          route.handler((PlatformHandler) this::receiveLongBody);
        }
        route
            .handler(BodyHandler.create(false).setBodyLimit(limit))
            .handler(context -> takeObject(context, operation))
            .failureHandler(context -> refuse(context, limit));
      }
    }
    for (var operation : service.operations()) {
      router
          .route(ROOT + operation.path())
          .handler(context -> otherMethod(context, operation.path()));
    }
    router.route(ROOT + "/*").handler(c -> problem(c, Status.NOT_FOUND, "There is nothing here."));
  }

  /** Made when first asked for, so that a start need not wait for it. */
  private synchronized Buffer description() {
    var made = description;
    if (made == null) {
      made = json(OpenApi.document(service.operations(), Version.text()));
      description = made;
    }
    return made;
  }

  private void otherMethod(RoutingContext context, String path) {
    var allowed =
        service.operations().stream()
            .filter(o -> o.path().equals(path))
            .map(o -> o.method().name())
            .collect(joining(", "));
    context.response().putHeader("allow", allowed);
    problem(context, Status.METHOD_NOT_ALLOWED, "Allowed here: " + allowed + ".");
  }

  private void receiveLongBody(RoutingContext context) {
    if (!mayBeLong(context.request())) {
      context.next();
    } else if (longBodies.take()) {
      context.addEndHandler(_ -> longBodies.giveBack());
      context.next();
    } else {
      problem(context, Status.TOO_MANY, "Too many long bodies are received now: wait.");
    }
  }

  /** Whether a body is longer than other operations take, or does not say how long it is. */
  private static boolean mayBeLong(HttpServerRequest request) {
    var length = request.getHeader("content-length");
    return length == null
        || request.getHeader("transfer-encoding") != null
        || !length.matches("[0-9]{1,6}")
        || Integer.parseInt(length) > Operation.BODY;
  }

  private static void refuse(RoutingContext context, int limit) {
    if (context.statusCode() == Status.TOO_LARGE.code()) {
      problem(context, Status.TOO_LARGE, "A body may have at most %d bytes.".formatted(limit));
    } else {
      context.next();
    }
  }

  private void takeObject(RoutingContext context, RestOperation operation) {
    var body = body(context);
    if (body.isEmpty()) {
      problem(context, Status.BAD_REQUEST, "The body is not a JSON object.");
      return;
    }
    take(context, operation, body.get(), IncomingFile.NONE, answerer);
  }

  private void takeFile(RoutingContext context, RestOperation operation) {
    var file = new StreamedBody(context);
    var fault = fileFault(context.request());
    if (fault.isPresent()) {
      problem(context, Status.UNSUPPORTED_TYPE, fault.get());
      return;
    }
    take(context, operation, Map.of(), file, fileAnswerer);
  }

  /** Why the body can't be a file; the import checks the file's content. */
  private static Optional<String> fileFault(HttpServerRequest request) {
    var type = request.getHeader("content-type");
    var encoding = request.getHeader("content-encoding");
    if (type != null && FORM.matcher(type).lookingAt()) {
      return Optional.of(
          "The body must be the file itself, as application/octet-stream, not a form: use curl"
              + " with -X POST -T FILE.");
    }
    return encoding == null || ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of("A body must be uncompressed, or compressed with gzip.");
  }

  private void take(
      RoutingContext context,
      RestOperation operation,
      Map<String, Object> body,
      IncomingFile file,
      RequestExecutor by) {
    var gate = gate(RequestScope.address(context));
    var call =
        new RestCall(
            operation,
            context.pathParams(),
            query(context),
            body,
            file,
            context.request().getHeader("idempotency-key"),
            BasicLogin.credentials(context.request().getHeader("authorization")),
            token(context.request().getHeader("authorization")),
            context.request().getHeader(Operation.TENANT));
    by.answer(
        context,
        () ->
            operation.takesItsTime()
                ? answer(service.answer(call, gate))
                : Deadline.within(answerWithin, () -> answer(service.answer(call, gate))));
  }

  private static @Nullable Secret token(@Nullable String authorization) {
    var token = BearerTokens.token(authorization);
    return token == null ? null : new Secret(token);
  }

  private RestGate gate(InetAddress address) {
    return new RestGate() {
      @Override
      public boolean admits(Account account) {
        return RestEndpoint.admits(account, address);
      }

      @Override
      public Allowed take(Account account) {
        requests.forget();
        var allowance = requests.of(account.id());
        var isAllowed = allowance.takeIfDue();
        if (!isAllowed) {
          ResourceLimit.REQUESTS_OF_ACCOUNT.reach();
        }
        return new Allowed(
            isAllowed, limit.burst(), limit.window(), allowance.left(), allowance.due());
      }
    };
  }

  /**
   * Whether an account may be used from an address; not if it requires a certificate, since REST
   * asks for none.
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
   * The body's object without its null members; an empty one where there is no body; nothing where
   * the body is not an object.
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

  static void problem(RoutingContext context, Status status, String detail) {
    RequestExecutor.send(context, answer(RestAnswer.problem(status, detail)));
  }

  private static Answer answer(RestAnswer answer) {
    var headers = new HashMap<>(answer.headers());
    var download = answer.download();
    if (download != null) {
      headers.put("content-disposition", "attachment; filename=\"%s\"".formatted(download.name()));
      return new Answer(
          answer.status().code(), download.mediaType(), headers, sending(download.content()));
    }
    if (answer.status() == Status.UNAUTHORIZED) {
      headers.put(
          "www-authenticate", BasicLogin.challenge("Samling") + ", Bearer realm=\"Samling\"");
    }
    return new Answer(
        answer.status().code(),
        answer.isProblem() ? "application/problem+json" : "application/json",
        headers,
        answer.body() == null ? Buffer.buffer() : json(answer.body()));
  }

  private static RequestExecutor.Sending sending(Download.Content content) {
    return switch (content) {
      case Download.Content.Kept(var file) -> response -> response.sendFile(file.toString());
      case Download.Content.Made(var file) ->
          response -> response.sendFile(file).onComplete(_ -> close(file));
    };
  }

  private static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("a file that was sent can't be closed: {}", e.toString());
    }
  }

  private static Buffer json(Map<String, ?> body) {
    return Buffer.buffer(JSON.writeValueAsBytes(body));
  }
}
