package org.samling.operations.stops;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.PolicyRegister.PendingSuspension;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.Validity;
import org.samling.operations.stops.Stops.Ending;
import org.samling.operations.stops.Stops.Listed;
import org.samling.operations.stops.Stops.State;
import org.samling.operations.stops.Stops.Stop;
import org.samling.operations.stops.Stops.Wanted;
import org.samling.operations.stops.Stops.WhichStop;

/** The stop switch. A job of the server moves the affected dates within a minute. */
public final class StopOperations {

  /** The operations. */
  public static final Family<StopOperations> FAMILY =
      new Family<>(
          "stops",
          "stop",
          "The stop switch",
          List.of(
              Operation.get(
                      "list-stops",
                      "/stops",
                      Scope.CONFIGURATION_READ,
                      "Lists the stops, newest first")
                  .paged()
                  .of(Nothing.class, Listed.class, StopOperations::list),
              Operation.post(
                      "put-stop",
                      "/stops",
                      Scope.CONFIGURATION_CHANGE,
                      "Sets a stop, or changes the one with the same code")
                  .of(Wanted.class, Stop.class, StopOperations::put),
              Operation.post(
                      "end-stop",
                      "/stops/:stop/ending",
                      Scope.CONFIGURATION_CHANGE,
                      "Ends a stop before its last day")
                  .of(Ending.class, Stop.class, StopOperations::end),
              Operation.delete(
                      "remove-stop",
                      "/stops/:stop",
                      Scope.CONFIGURATION_CHANGE,
                      "Removes a stop as though it had never existed")
                  .of(WhichStop.class, Nothing.class, StopOperations::remove)));

  private static final String CODE = "[A-Za-z0-9][A-Za-z0-9-]{0,39}";

  private final Inquiries inquiries;
  private final PolicyRegister register;

  /** Operations on a store. */
  public StopOperations(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private LendingPolicy policy(Request<?> request) {
    return inquiries.policy(request.tenantId());
  }

  private Listed list(Request<Nothing> request) {
    var stops =
        all(request).stream()
            .sorted(Comparator.comparing(Stop::from).reversed().thenComparing(Stop::code))
            .toList();
    var page = request.paging().within(stops, Stop::code);
    return new Listed(page.entries(), page.next());
  }

  /** The stops, and those that were removed but have still to move dates back. */
  private List<Stop> all(Request<?> request) {
    var policy = policy(request);
    var today = policy.day(Instant.now());
    var pending = register.pendingSuspensions(request.tenantId());
    var waiting = pending.stream().map(p -> p.suspension().code()).toList();
    var all = new ArrayList<Stop>();
    policy
        .suspensions()
        .forEach(
            stop -> all.add(Stop.of(stop, State.of(stop, today), waiting.contains(stop.code()))));
    pending.stream()
        .filter(PendingSuspension::isRemoved)
        .forEach(p -> all.add(Stop.of(p.suspension(), State.REMOVED, true)));
    return all;
  }

  private Stop shown(Request<?> request, String code) {
    return all(request).stream()
        .filter(stop -> stop.code().equals(code))
        .findFirst()
        .orElseThrow(() -> none(code));
  }

  private static Problem none(String code) {
    return Problem.unknown("There is no stop \"%s\".".formatted(code));
  }

  private Stop put(Request<Wanted> request) {
    var policy = policy(request);
    var wanted = request.input();
    var code = Texts.needed("code", wanted.code());
    if (!code.matches(CODE)
        && policy.suspensions().stream().noneMatch(s -> s.code().equals(code))) {
      throw Problem.invalid("\"code\" must have 1 to 40 letters, digits and hyphens.");
    }
    var branches = setOf(wanted.branches());
    branches.forEach(branch -> Places.checkBranch(policy, branch));
    Validity.checkPlanned("from", wanted.from());
    Validity.checkPlanned("until", wanted.until());
    var stops = setOf(wanted.stops());
    try {
      register.putSuspension(
          request.tenantId(),
          new Suspension(
              code,
              branches,
              wanted.from(),
              wanted.until(),
              stops.isEmpty() ? Set.of(Stopped.values()) : stops,
              Texts.needed("reason", wanted.reason()),
              request.account().username()));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(e.getMessage() + ".");
    }
    return shown(request, code);
  }

  private static <T> Set<T> setOf(@Nullable List<T> entries) {
    return entries == null ? Set.of() : Set.copyOf(entries);
  }

  private static Suspension known(LendingPolicy policy, String code) {
    return policy.suspensions().stream()
        .filter(s -> s.code().equals(code))
        .findFirst()
        .orElseThrow(() -> none(code));
  }

  private Stop end(Request<Ending> request) {
    var policy = policy(request);
    var stop = known(policy, request.input().stop());
    var on = request.input().on();
    Validity.checkPlanned("on", on);
    var last = on == null ? policy.day(Instant.now()) : on;
    if (last.isBefore(stop.from())) {
      throw Problem.refused(
          "The stop %s begins only on %s; remove it instead.".formatted(stop.code(), stop.from()));
    }
    if (!last.isBefore(stop.until())) {
      throw Problem.refused(
          "The stop %s ends on %s by itself; set it again to make it longer."
              .formatted(stop.code(), stop.until()));
    }
    register.putSuspension(
        request.tenantId(),
        new Suspension(
            stop.code(),
            stop.branches(),
            stop.from(),
            last,
            stop.stops(),
            stop.reason(),
            request.account().username()));
    return shown(request, stop.code());
  }

  private Nothing remove(Request<WhichStop> request) {
    var stop = known(policy(request), request.input().stop());
    if (!register.removeSuspension(request.tenantId(), stop.code())) {
      throw none(stop.code());
    }
    return Nothing.NOTHING;
  }
}
