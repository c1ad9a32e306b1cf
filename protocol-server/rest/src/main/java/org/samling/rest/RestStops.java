package org.samling.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.PolicyRegister.PendingSuspension;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestPlaces;
import org.samling.rest.form.RestProblem;

/** The stop switch. A job of the server moves the affected dates within a minute. */
final class RestStops {

  private static final int LONGEST = 200;
  private static final String CODE = "[A-Za-z0-9][A-Za-z0-9-]{0,39}";

  private final Inquiries inquiries;
  private final PolicyRegister register;

  RestStops(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private LendingPolicy policy(RestExchange exchange) {
    return inquiries.policy(exchange.tenant().id());
  }

  /** A stop as answers show it. */
  private record ListedStop(Suspension stop, boolean waits, boolean isRemoved) {

    static List<ListedStop> all(List<Suspension> stops, List<PendingSuspension> pending) {
      var all = new ArrayList<ListedStop>();
      stops.forEach(stop ->
          all.add(
              new ListedStop(
                  stop,
                  pending.stream().anyMatch(p -> p.suspension().code().equals(stop.code())),
                  false)));
      pending.stream()
          .filter(PendingSuspension::isRemoved)
          .forEach(p -> all.add(new ListedStop(p.suspension(), true, true)));
      return all;
    }
  }

  RestAnswer list(RestExchange exchange) {
    var policy = policy(exchange);
    var today = policy.day(Instant.now());
    return RestPages.page(
        exchange,
        "stops",
        listed(exchange, policy).stream()
            .sorted(
                Comparator.<ListedStop, LocalDate>comparing(t -> t.stop().from())
                    .reversed()
                    .thenComparing(t -> t.stop().code()))
            .toList(),
        s -> s.stop().code(),
        s -> fields(s, today));
  }

  private List<ListedStop> listed(RestExchange exchange, LendingPolicy policy) {
    return ListedStop.all(
        policy.suspensions(), register.pendingSuspensions(exchange.tenant().id()));
  }

  private RestAnswer answer(RestExchange exchange, String code) {
    var policy = policy(exchange);
    return listed(exchange, policy).stream()
        .filter(t -> t.stop().code().equals(code))
        .findFirst()
        .map(t -> RestAnswer.of(fields(t, policy.day(Instant.now()))))
        .orElseThrow(() -> none(code));
  }

  private static RestProblem none(String code) {
    return new RestProblem(Status.NOT_FOUND, "There is no stop \"%s\".".formatted(code));
  }

  /** Sets a stop, or changes the one with the same code. */
  RestAnswer put(RestExchange exchange) {
    var policy = policy(exchange);
    var body = exchange.body();
    var code = body.needed("code", LONGEST);
    if (!code.matches(CODE)
        && policy.suspensions().stream().noneMatch(s -> s.code().equals(code))) {
      throw bad("\"code\" must have 1 to 40 letters, digits and hyphens.");
    }
    var branches = Set.copyOf(body.listed("branches"));
    branches.forEach(b -> RestPlaces.check(policy, "branch", b, policy.branches().keySet()));
    var words = body.listed("stops");
    try {
      register.putSuspension(
          exchange.tenant().id(),
          new Suspension(
              code,
              branches,
              Objects.requireNonNull(body.planned("from")),
              Objects.requireNonNull(body.planned("until")),
              EnumSet.allOf(Stopped.class).stream()
                  .filter(s -> words.isEmpty() || words.contains(OfflineFields.word(s)))
                  .collect(Collectors.toSet()),
              body.needed("reason", LONGEST),
              exchange.account().username()));
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage() + ".");
    }
    return answer(exchange, code);
  }

  private static Suspension known(RestExchange exchange, LendingPolicy policy) {
    var code = exchange.path("stop");
    return policy.suspensions().stream()
        .filter(s -> s.code().equals(code))
        .findFirst()
        .orElseThrow(() -> none(code));
  }

  /** Ends a stop before its last day. */
  RestAnswer end(RestExchange exchange) {
    var policy = policy(exchange);
    var stop = known(exchange, policy);
    var on = exchange.body().planned("on");
    var last = on == null ? policy.day(Instant.now()) : on;
    if (last.isBefore(stop.from())) {
      throw new RestProblem(
          Status.CONFLICT,
          "The stop %s begins only on %s; remove it instead.".formatted(stop.code(), stop.from()));
    }
    if (!last.isBefore(stop.until())) {
      throw new RestProblem(
          Status.CONFLICT,
          "The stop %s ends on %s by itself; set it again to make it longer."
              .formatted(stop.code(), stop.until()));
    }
    register.putSuspension(
        exchange.tenant().id(),
        new Suspension(
            stop.code(),
            stop.branches(),
            stop.from(),
            last,
            stop.stops(),
            stop.reason(),
            exchange.account().username()));
    return answer(exchange, stop.code());
  }

  /** Removes a stop as though it had never been set. */
  RestAnswer remove(RestExchange exchange) {
    var stop = known(exchange, policy(exchange));
    if (!register.removeSuspension(exchange.tenant().id(), stop.code())) {
      throw none(stop.code());
    }
    return RestAnswer.done();
  }

  private static Map<String, @Nullable Object> fields(ListedStop listed, LocalDate today) {
    var stop = listed.stop();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("code", stop.code());
    fields.put("from", stop.from().toString());
    fields.put("until", stop.until().toString());
    fields.put("branches", stop.branches().stream().sorted().toList());
    fields.put("stops", stop.stops().stream().sorted().map(OfflineFields::word).toList());
    fields.put("reason", stop.reason());
    fields.put("by", stop.by());
    fields.put(
        "state",
        listed.isRemoved() ? "removed" : RestPlaces.state(stop.from(), stop.until(), today));
    fields.put("waits", listed.waits());
    return fields;
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
