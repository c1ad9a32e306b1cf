package org.samling.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family.Served;
import org.samling.operations.Operation;
import org.samling.operations.Operation.Method;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.schema.Input;
import org.samling.operations.schema.Shape;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;

/**
 * An operation of the module operations, as REST offers it.
 *
 * <p>Safe for use by many threads.
 *
 * @param <F> what answers it
 * @param <I> what it takes
 * @param <O> what it returns
 */
final class DeclaredOperation<F, I extends Record, O extends Record> implements RestOperation {

  /** The path of the API. */
  private static final String ROOT = "/rest/v1";

  private final Operation<F, I, O> operation;
  private final F handlers;
  private final Input<I> input;

  DeclaredOperation(Operation<F, I, O> operation, F handlers) {
    this.operation = operation;
    this.handlers = handlers;
    this.input = new Input<>(operation);
  }

  /** The operations of a family. */
  static <F> Stream<DeclaredOperation<F, ?, ?>> of(Served<F> served) {
    return served.family().operations().stream()
        .map(operation -> new DeclaredOperation<>(operation, served.handlers()));
  }

  @Override
  public String text() {
    return operation.name();
  }

  @Override
  public Method method() {
    return operation.method();
  }

  @Override
  public String path() {
    return operation.path();
  }

  @Override
  public Scope scope() {
    return operation.scope();
  }

  @Override
  public String summary() {
    return operation.summary();
  }

  @Override
  public List<String> parameters() {
    return input.parameters();
  }

  @Override
  public Map<String, Object> parameter(String name) {
    return switch (name) {
      case "after" -> Map.of("type", "string");
      case "limit" -> Map.of("type", "integer", "minimum", 1, "maximum", operation.pageLimit());
      default -> present(properties(input.shape().schema()).get(name));
    };
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

  @Override
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

  @Override
  public Status status() {
    if (operation.creates()) {
      return Status.CREATED;
    }
    return operation.returnsSomething() ? Status.OK : Status.NO_CONTENT;
  }

  @Override
  public @Nullable Map<String, Object> result() {
    return operation.returnsSomething() ? Shape.of(operation.output()).schema() : null;
  }

  @Override
  public Optional<String> fault(RestCall call) {
    try {
      read(call);
      return Optional.empty();
    } catch (Problem problem) {
      return Optional.of(problem.detail());
    }
  }

  private I read(RestCall call) {
    return input.read(call.path(), call.query(), call.body());
  }

  @Override
  public boolean changes() {
    return operation.changes();
  }

  @Override
  public boolean keepsKey() {
    return operation.keepsKey();
  }

  @Override
  public boolean takesFile() {
    return false;
  }

  @Override
  public boolean takesItsTime() {
    return operation.takesItsTime();
  }

  /** Carries it out. */
  RestAnswer answer(RestExchange exchange) {
    var call = exchange.call();
    var result =
        operation.answer(
            handlers,
            new Request<>(
                operation.name(),
                exchange.account(),
                read(call),
                operation.isPaged() ? input.paging(call.query()) : Paging.FIRST,
                RestParameters.key(call.idempotencyKey())));
    if (!operation.returnsSomething()) {
      return RestAnswer.done();
    }
    var body = Shape.write(result);
    return operation.creates()
        ? RestAnswer.created("%s%s/%s".formatted(ROOT, path(), first(body)), body)
        : RestAnswer.of(body);
  }

  private static Object first(Map<String, Object> members) {
    return members.values().iterator().next();
  }
}
