package org.samling.operations.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.operations.Operation;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Sentence;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operation takes, and how it is read from what came over HTTP or from a command line.
 *
 * <p>Safe for use by many threads.
 *
 * @param <I> the operation's input
 */
public final class Input<I extends Record> {

  /** The members of every list that is returned page by page. */
  private static final List<String> PAGING = List.of("after", "limit");

  private final Operation<?, I, ?> operation;

  /** The input of an operation. */
  public Input(Operation<?, I, ?> operation) {
    this.operation = operation;
  }

  /** The form of all its members. */
  public Shape<I> shape() {
    return Shape.of(operation.input());
  }

  /** The members that the path doesn't name. */
  private List<String> free() {
    var members = shape().members();
    var path = operation.pathParameters();
    if (!members.containsAll(path)) {
      throw new IllegalStateException(
          "%s: %s has not all members of the path %s"
              .formatted(operation.name(), operation.input(), operation.path()));
    }
    return members.stream().filter(member -> !path.contains(member)).toList();
  }

  /** The parameters of the query. */
  public List<String> parameters() {
    var parameters = new ArrayList<>(operation.takesBody() ? List.<String>of() : free());
    if (operation.isPaged()) {
      parameters.addAll(PAGING);
    }
    return parameters;
  }

  /** The members of the body. */
  public List<String> bodyMembers() {
    return operation.takesBody() ? free() : List.of();
  }

  /**
   * Reads the input.
   *
   * @param path the parameters of the path
   * @param query those of the query
   * @param body the members of the body, none of them null
   * @throws Problem when it has not the form of the operation's input
   */
  public I read(Map<String, String> path, Map<String, String> query, Map<String, ?> body) {
    known(new Sentence("parameter", "parameter"), query, parameters());
    known(new Sentence("member", "oplysning"), body, bodyMembers());
    var shape = shape();
    var free = free();
    body.values().forEach(Input::checkStorable);
    query.forEach((name, value) -> {
      if (free.contains(name)) {
        checkVisible(name, value);
      }
    });
    var object = Json.MAPPER.createObjectNode();
    path.forEach((name, value) -> put(object, name, value));
    body.forEach((name, value) -> object.set(name, Json.MAPPER.valueToTree(value)));
    query.forEach((name, value) -> {
      if (free.contains(name)) {
        put(object, name, value);
      }
    });
    shape
        .fault(object)
        .ifPresent(fault -> {
          throw Problem.invalid(fault);
        });
    return shape.read(object);
  }

  /** Reads which page is wanted. */
  public Paging paging(Map<String, String> query) {
    var limit = query.get("limit");
    var after = query.getOrDefault("after", "");
    if (limit == null) {
      return new Paging(after, operation.pageSize());
    }
    try {
      var number = Integer.parseInt(limit);
      if (number >= 1 && number <= operation.pageLimit()) {
        return new Paging(after, number);
      }
    } catch (NumberFormatException _) {
      // Answered below.
    }
    throw Problem.invalid(
        Sentence.unfit("limit", Expectation.number(1L, (long) operation.pageLimit())));
  }

  private static void known(Sentence what, Map<String, ?> given, List<String> names) {
    for (var name : given.keySet()) {
      if (!names.contains(name)) {
        throw Problem.invalid(
            Sentence.of(
                "There is no %s \"%s\" here; there are %s.",
                "Der er ikke nogen %s \"%s\" her; der er %s.",
                what,
                name,
                names.isEmpty() ? new Sentence("none", "ingen") : String.join(", ", names)));
      }
    }
  }

  /** No text has a NUL, which can't be stored and is in no name. */
  private static void checkStorable(Object value) {
    switch (value) {
      case String text when text.indexOf('\0') >= 0 ->
          throw Problem.invalid(
              new Sentence(
                  "A text in the body has the character U+0000.", "En tekst har tegnet U+0000."));
      case Map<?, ?> members -> members.values().forEach(Input::checkIfThere);
      case List<?> all -> all.forEach(Input::checkIfThere);
      default -> {}
    }
  }

  private static void checkIfThere(@Nullable Object value) {
    if (value != null) {
      checkStorable(value);
    }
  }

  /** No parameter of a query has control characters: most of them end in a search. */
  private void checkVisible(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid(Sentence.unfit(name, Expectation.of(shape().member(name))));
    }
  }

  /** Puts a text in as the type that is expected; one that is none of that type stays a text. */
  private void put(ObjectNode object, String name, String value) {
    switch (Expectation.type(shape().member(name))) {
      case "integer" -> {
        try {
          object.put(name, Long.parseLong(value));
        } catch (NumberFormatException _) {
          object.put(name, value);
        }
      }
      case "boolean" -> {
        if (value.equals("true") || value.equals("false")) {
          object.put(name, value.equals("true"));
        } else {
          object.put(name, value);
        }
      }
      default -> object.put(name, value);
    }
  }
}
