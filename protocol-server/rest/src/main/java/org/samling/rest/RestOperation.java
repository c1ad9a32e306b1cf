package org.samling.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.patron.Cpr;
import org.samling.operations.Download;
import org.samling.operations.Family.Served;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Operation.Method;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.schema.Input;
import org.samling.operations.schema.Shape;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;

/**
 * An operation of the module operations, as REST offers it.
 *
 * <p>Safe for use by many threads.
 */
public final class RestOperation {

  /** Parameters that name things, whose numbers may look like CPR numbers; and marks of pages. */
  private static final Set<String> NAMING_THINGS =
      Set.of("after", "card", "crate", "item", "number", "reference", "record", "set");

  private static final String CPR_IN_ADDRESS =
      "What may be a CPR number can't stand in an address, which is logged on the way: look the"
          + " patron up with POST %s%s and {\"identifier\": \"...\"}, and use what it returns."
              .formatted(Operation.ROOT, Operation.PATRON_LOOKUPS);

  private final Operation<?, ?, ?> operation;
  private final Input<?> input;
  private final Function<RestExchange, Record> handler;

  private RestOperation(
      Operation<?, ?, ?> operation, Input<?> input, Function<RestExchange, Record> handler) {
    this.operation = operation;
    this.input = input;
    this.handler = handler;
  }

  /** The operations of a family. */
  static <F> Stream<RestOperation> of(Served<F> served) {
    return served.family().operations().stream().map(operation -> of(operation, served.handlers()));
  }

  private static <F, I extends Record> RestOperation of(Operation<F, I, ?> operation, F handlers) {
    var input = new Input<>(operation);
    return new RestOperation(
        operation,
        input,
        exchange -> operation.answer(handlers, request(operation, input, exchange)));
  }

  private static <I extends Record> Request<I> request(
      Operation<?, I, ?> operation, Input<I> input, RestExchange exchange) {
    var call = exchange.call();
    return new Request<>(
        operation.name(),
        exchange.account(),
        read(input, call),
        operation.isPaged() ? input.paging(call.query()) : Paging.FIRST,
        call.key(),
        call.file());
  }

  private static <I extends Record> I read(Input<I> input, RestCall call) {
    return input.read(call.path(), call.query(), call.body());
  }

  /** Its name in OpenAPI, metrics and logs, such as {@code list-bookings}. */
  public String text() {
    return operation.name();
  }

  /** The HTTP method. */
  public Method method() {
    return operation.method();
  }

  /** The path below the API's own; what begins with a colon is a parameter. */
  public String path() {
    return operation.path();
  }

  /** The scope that an account needs. */
  public Scope scope() {
    return operation.scope();
  }

  /** What it does, in one line. */
  public String summary() {
    return operation.summary();
  }

  /** The query parameters it accepts. */
  public List<String> parameters() {
    return input.parameters();
  }

  /** The JSON Schema of a query parameter. */
  public Map<String, Object> parameter(String name) {
    var member = properties(input.shape().schema()).get(name);
    if (member != null) {
      return present(member);
    }
    return name.equals("limit")
        ? Map.of("type", "integer", "minimum", 1, "maximum", operation.pageLimit())
        : Map.of("type", "string");
  }

  /** The schema of a value that is there: a parameter of the query is left out instead of null. */
  private static Map<String, Object> present(@Nullable Object schema) {
    var present = new LinkedHashMap<String, Object>();
    if (schema instanceof Map<?, ?> keywords) {
      keywords.forEach((keyword, value) -> {
        if (value instanceof List<?> choice && ("type".equals(keyword) || "enum".equals(keyword))) {
          var others = new ArrayList<Object>(choice);
          others.removeIf(one -> one == null || one.equals("null"));
          present.put(String.valueOf(keyword), "type".equals(keyword) ? others.getFirst() : others);
        } else if (value != null) {
          present.put(String.valueOf(keyword), value);
        }
      });
    }
    return present;
  }

  /** The JSON Schema of the body; null where none is taken, or a file. */
  public @Nullable Map<String, Object> body() {
    var members = input.bodyMembers();
    if (members.isEmpty()) {
      return null;
    }
    var schema = new LinkedHashMap<>(input.shape().schema());
    var properties = new LinkedHashMap<>(properties(schema));
    properties.keySet().retainAll(members);
    schema.put("properties", properties);
    if (schema.remove("required") instanceof List<?> required
        && required.stream().anyMatch(members::contains)) {
      schema.put("required", required.stream().filter(members::contains).toList());
    }
    return schema;
  }

  private static Map<String, Object> properties(Map<String, Object> schema) {
    var properties = new LinkedHashMap<String, Object>();
    if (schema.get("properties") instanceof Map<?, ?> named) {
      named.forEach((name, rules) -> properties.put(String.valueOf(name), rules));
    }
    return properties;
  }

  /** The status of an answer that is not a problem. */
  public Status status() {
    if (operation.creates()) {
      return Status.CREATED;
    }
    if (operation.accepts()) {
      return Status.ACCEPTED;
    }
    return operation.returnsSomething() ? Status.OK : Status.NO_CONTENT;
  }

  /** The JSON Schema of such an answer; null where it has no body, or is a file. */
  public @Nullable Map<String, Object> result() {
    return operation.returnsMembers() ? Shape.of(operation.output()).schema() : null;
  }

  /** The media types of the file that it returns; none where it returns none. */
  public List<String> mediaTypes() {
    return operation.mediaTypes();
  }

  /** What is wrong with a request, worded for the sender; empty where it can be carried out. */
  public Optional<String> fault(RestCall call) {
    if (operation.tellsSecret() && call.idempotencyKey() != null) {
      return Optional.of(
          "Ask without an Idempotency-Key: the answer has a secret, so it is not kept.");
    }
    if (addressed(call).anyMatch(given -> !NAMING_THINGS.contains(given.getKey()))) {
      return Optional.of(CPR_IN_ADDRESS);
    }
    try {
      read(input, call);
      return Optional.empty();
    } catch (Problem problem) {
      return Optional.of(problem.detail());
    }
  }

  /**
   * A problem as the sender is told of it. What is no thing's number may be a CPR number, and is
   * not repeated.
   */
  static Problem told(RestCall call, Problem problem) {
    return problem.kind() == Problem.Kind.UNKNOWN && addressed(call).findAny().isPresent()
        ? Problem.invalid(CPR_IN_ADDRESS)
        : problem;
  }

  /**
   * What may be a CPR number in the address of a request. Addresses are logged on the way, and kept
   * by browsers.
   */
  private static Stream<Map.Entry<String, String>> addressed(RestCall call) {
    return Stream.of(call.path(), call.query())
        .flatMap(parameters -> parameters.entrySet().stream())
        .filter(given -> Cpr.parse(given.getValue().strip()).isPresent());
  }

  /** Whether a request may have an Idempotency-Key. */
  public boolean takesKey() {
    return operation.takesKey();
  }

  /** Whether it handles its Idempotency-Key itself, and keeps it for longer than the others. */
  public boolean keepsKey() {
    return operation.keepsKey();
  }

  /** Whether its body is a file of any size instead of JSON. */
  public boolean takesFile() {
    return operation.takesFile();
  }

  /** The longest body, in bytes, unless that is a file. */
  public int bodyLimit() {
    return operation.bodyLimit();
  }

  /** Whether it may take longer than the time allowed for a message. */
  public boolean takesItsTime() {
    return operation.takesItsTime();
  }

  /** Carries it out. */
  RestAnswer answer(RestExchange exchange) {
    return switch (handler.apply(exchange)) {
      case Nothing() -> RestAnswer.done();
      case Download file -> RestAnswer.of(file);
      case Record members -> answer(Shape.write(members));
    };
  }

  private RestAnswer answer(Map<String, Object> body) {
    if (operation.creates()) {
      return RestAnswer.created(address(body), body);
    }
    return operation.accepts() ? RestAnswer.accepted(address(body), body) : RestAnswer.of(body);
  }

  /**
   * Where what the first member names is; null where that address has a parameter, which may be a
   * card number and is not repeated.
   */
  private @Nullable String address(Map<String, Object> body) {
    return operation.pathParameters().isEmpty()
        ? "%s%s/%s".formatted(Operation.ROOT, path(), body.values().iterator().next())
        : null;
  }
}
