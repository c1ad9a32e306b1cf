package org.samling.routes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a protocol: one for each type of request, and those of failures. A {@link
 * Switchboard} makes a Camel route of them.
 *
 * @param <X> the messages, each with its request and its circumstances
 * @param <R> the requests: a sealed family, or an enum
 * @param <A> the answers
 */
public abstract class ProtocolRoutes<X extends Message<A>, R, A> {

  private final String name;
  private final Class<R> family;
  private final Function<X, ? extends R> request;
  private final Map<Object, Handler<X, A>> handlers = new HashMap<>();
  private final Map<Class<? extends Exception>, BiFunction<X, Exception, A>> failures =
      new LinkedHashMap<>();
  private final Set<Object> unrouted = new HashSet<>();

  /**
   * Creates routes without handlers.
   *
   * @param name the protocol's name, unique among the routes of a server
   * @param family the requests; each of them needs a handler
   * @param request returns a message's request
   */
  protected ProtocolRoutes(String name, Class<R> family, Function<X, ? extends R> request) {
    this.name = name;
    this.family = family;
    this.request = request;
  }

  /** Routes with one handler for a whole family of messages. */
  public static <X extends Message<A>, A> ProtocolRoutes<X, X, A> of(
      String name, Class<X> family, Handler<X, A> handler) {
    ProtocolRoutes<X, X, A> routes = new ProtocolRoutes<>(name, family, Function.identity()) {};
    keys(family).forEach(type -> routes.handlers.put(type, handler));
    return routes;
  }

  /** Sets the handler of a type of request. */
  protected final <M extends R> void handle(Class<M> type, BiFunction<X, M, A> handler) {
    handlers.put(type, message -> handler.apply(message, type.cast(request.apply(message))));
  }

  /** Sets the handler of a request that is a constant. */
  protected final void handle(R constant, Handler<X, A> handler) {
    handlers.put(constant, handler);
  }

  /** Says that a type of request is answered before it reaches the route. */
  protected final void unrouted(Class<? extends R> type) {
    unrouted.add(type);
  }

  /**
   * Sets the answer to failures of handlers; the most specific type counts. Other failures leave
   * the route as exceptions.
   */
  public final <E extends Exception> ProtocolRoutes<X, R, A> onFailure(
      Class<E> type, BiFunction<X, E, A> answer) {
    failures.put(type, (message, failure) -> answer.apply(message, find(type, failure)));
    return this;
  }

  /** The types of request that have a handler. */
  protected final Stream<Class<?>> handled() {
    return handlers.keySet().stream()
        .flatMap(key -> key instanceof Class<?> type ? Stream.of(type) : Stream.empty());
  }

  final String name() {
    return name;
  }

  /** The types of failures that are answered. */
  final Set<Class<? extends Exception>> failures() {
    return failures.keySet();
  }

  /**
   * Checks that every request has a handler.
   *
   * @throws IllegalStateException when one has none
   */
  final void check() {
    var missing =
        keys(family).filter(key -> !handlers.containsKey(key) && !unrouted.contains(key)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalStateException("%s: nothing handles %s".formatted(name, missing));
    }
  }

  final A answer(X message) throws Exception {
    var key = key(request.apply(message));
    var handler = handlers.get(key);
    if (handler == null) {
      throw new IllegalStateException("%s: nothing handles %s".formatted(name, key));
    }
    return handler.answer(message);
  }

  final A failed(X message, Class<? extends Exception> type, Exception failure) {
    var answer = failures.get(type);
    if (answer == null) {
      throw new IllegalStateException("%s: nothing answers %s".formatted(name, type), failure);
    }
    return answer.apply(message, failure);
  }

  /**
   * The failure if it is of that type, or the first of its causes that is: Camel looks there, too.
   */
  private static <E extends Exception> E find(Class<E> type, Exception failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    throw new IllegalStateException("no " + type.getSimpleName(), failure);
  }

  private static Object key(Object request) {
    return request instanceof Enum<?> ? request : request.getClass();
  }

  /** An enum's constants, or the classes at the ends of a sealed family. */
  private static Stream<Object> keys(Class<?> family) {
    if (family.isEnum()) {
      return Stream.of(family.getEnumConstants());
    }
    return family.isSealed()
        ? List.of(family.getPermittedSubclasses()).stream().flatMap(ProtocolRoutes::keys)
        : Stream.of(family);
  }
}
