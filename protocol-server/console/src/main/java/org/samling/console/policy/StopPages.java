package org.samling.console.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.PolicyRegister.PendingSuspension;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Unit;
import org.samling.core.policy.Unit.Level;

/** The stop switch. A server job moves the due dates within a minute. */
final class StopPages {

  private static final String PAGE = "policy/stops";
  private static final int LONGEST_REASON = 200;
  private static final List<String> FIELDS = List.of("code", "at", "from", "until", "reason");

  private final Inquiries inquiries;
  private final PolicyRegister register;

  StopPages(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private Tree tree(Visit visit) {
    return Tree.of(visit, inquiries.policy(visit.tenant().id()));
  }

  /** Lists the stops that concern any branch the visitor sees. */
  Reply list(Visit visit) {
    var typed = Map.of("from", tree(visit).today().toString());
    var all = List.of(Stopped.values()).stream().map(Enum::name).toList();
    return Reply.page(PAGE, page(visit, typed, all, Map.of(), null));
  }

  private StopsPage page(
      Visit visit,
      Map<String, String> typed,
      List<String> ticked,
      Map<String, String> problems,
      StopsPage.@Nullable Change change) {
    var tree = tree(visit);
    var pending = register.pendingSuspensions(visit.tenant().id());
    var rows = new ArrayList<StopsPage.Row>();
    tree.policy().suspensions().stream()
        .filter(s -> sees(tree, s))
        .sorted(Comparator.comparing(Suspension::from).reversed().thenComparing(Suspension::code))
        .map(s -> row(visit, tree, s, pending, false))
        .forEach(rows::add);
    pending.stream()
        .filter(p -> p.isRemoved() && sees(tree, p.suspension()))
        .map(p -> row(visit, tree, p.suspension(), pending, true))
        .forEach(rows::add);
    return new StopsPage(rows, typed, ticked, places(visit, tree), problems, change);
  }

  private static boolean sees(Tree tree, Suspension stop) {
    return stop.branches().isEmpty()
        || stop.branches().stream().anyMatch(b -> tree.branch(b).isPresent());
  }

  /** Whether the visitor may change a stop: only if they see all its branches. */
  private static boolean mayChange(Tree tree, Suspension stop) {
    return stop.branches().isEmpty()
        ? tree.mayChangeAll()
        : stop.branches().stream().allMatch(b -> tree.branch(b).isPresent());
  }

  private StopsPage.Row row(
      Visit visit, Tree tree, Suspension stop, List<PendingSuspension> pending, boolean isRemoved) {
    var today = tree.today();
    var waits = pending.stream().anyMatch(p -> p.suspension().code().equals(stop.code()));
    return new StopsPage.Row(
        stop.code(),
        where(visit, tree, stop.branches()),
        stop.from(),
        stop.until(),
        stop.stops().stream().sorted().toList(),
        stop.reason(),
        stop.by(),
        stop.from().isAfter(today)
            ? "policy.planned"
            : stop.until().isBefore(today) ? "policy.past" : "policy.now",
        waits ? inquiries.countStoppedLoans(visit.tenant().id(), stop) : null,
        new StopsPage.Row.Options(
            isRemoved, !isRemoved && mayChange(tree, stop), !isRemoved && isLonger(stop, today)));
  }

  private static boolean isLonger(Suspension stop, LocalDate today) {
    return !stop.from().isAfter(today) && stop.until().isAfter(today);
  }

  private static String where(Visit visit, Tree tree, Set<String> branches) {
    return branches.isEmpty()
        ? visit.words().of("policy.everywhere")
        : branches.stream()
            .sorted()
            .map(b -> tree.name(new Unit(Level.BRANCH, b)))
            .collect(Collectors.joining(", "));
  }

  private static Map<String, String> places(Visit visit, Tree tree) {
    var places = new LinkedHashMap<String, String>();
    if (tree.mayChangeAll()) {
      places.put(Tree.text(tree.root()), visit.words().of("policy.everywhere"));
    }
    for (var unit : tree.units()) {
      if (unit.level() == Level.AGENCY || unit.level() == Level.BRANCH) {
        places.put(Tree.text(unit), tree.name(unit));
      }
    }
    return places;
  }

  /** Returns the branches of a chosen place; empty for all of the tenant's. */
  private static Set<String> branches(Tree tree, Unit unit) {
    return switch (unit.level()) {
      case TENANT -> Set.of();
      case AGENCY ->
          tree.branches().stream()
              .filter(b -> b.agencies().contains(unit.code()))
              .map(Branch::code)
              .collect(Collectors.toSet());
      case BRANCH, DEPARTMENT, LOCATION, SUBLOCATION, SECTION -> Set.of(unit.code());
    };
  }

  /** Previews a stop, and sets it once the preview is confirmed. */
  Reply put(Visit visit) {
    var request = visit.request();
    var typing = new FormInput(request::field, visit.words(), FIELDS);
    var ticked = request.fields("stops");
    var tree = tree(visit);
    var read = stop(typing, ticked, visit, tree);
    if (read.isEmpty()) {
      return Reply.unfit(PAGE, page(visit, typing.typed(), ticked, typing.problems(), null));
    }
    var stop = read.get();
    return switch (request.field("step")) {
      case "save" -> {
        register.putSuspension(visit.tenant().id(), stop);
        visit.note("stop-put", stop.code(), summary(stop));
        yield Reply.to(visit.path("/policy/stops"));
      }
      case "plan" ->
          Reply.page(
              PAGE,
              page(
                  visit,
                  typing.typed(),
                  ticked,
                  Map.of(),
                  new StopsPage.Change(
                      where(visit, tree, stop.branches()),
                      stop.from(),
                      stop.until(),
                      stop.stops().stream().sorted().toList(),
                      inquiries.countStoppedLoans(visit.tenant().id(), stop))));
      default -> Reply.page(PAGE, page(visit, typing.typed(), ticked, Map.of(), null));
    };
  }

  private static String summary(Suspension stop) {
    return "%s to %s at %s"
        .formatted(stop.from(), stop.until(), stop.branches().isEmpty() ? "all" : stop.branches());
  }

  private static Optional<Suspension> stop(
      FormInput typing, List<String> ticked, Visit visit, Tree tree) {
    var code = typing.text("code");
    if (!code.matches("[A-Za-z0-9][A-Za-z0-9-]{0,39}")) {
      typing.unfit("code", "policy.code-unfit");
    } else if (tree.policy().suspensions().stream()
        .anyMatch(s -> s.code().equals(code) && !mayChange(tree, s))) {
      typing.unfit("code", "policy.code-taken");
    }
    var at = tree.find(typing.text("at")).filter(tree::mayChange);
    var branches = at.map(unit -> branches(tree, unit)).orElse(Set.of());
    if (at.isEmpty() || (branches.isEmpty() && at.get().level() != Level.TENANT)) {
      typing.unfit("at", "policy.choice-unfit");
    }
    var from = typing.day("from");
    var until = typing.day("until");
    if (typing.text("from").isEmpty()) {
      typing.unfit("from", "policy.day-unfit");
    }
    if (typing.text("until").isEmpty()) {
      typing.unfit("until", "policy.day-unfit");
    }
    typing.period(from, until, "until");
    var reason = typing.text("reason", LONGEST_REASON);
    var stops =
        List.of(Stopped.values()).stream()
            .filter(s -> ticked.contains(s.name()))
            .collect(Collectors.toSet());
    if (stops.isEmpty()) {
      typing.unfit("stops", "policy.nothing-stopped");
    }
    return typing.isFit() && from != null && until != null
        ? Optional.of(
            new Suspension(code, branches, from, until, stops, reason, visit.member().username()))
        : Optional.empty();
  }

  /** Runs an action on the stop that the URL names, if the visitor may change it. */
  private Optional<Suspension> named(Visit visit, Tree tree) {
    return tree.policy().suspensions().stream()
        .filter(s -> s.code().equals(visit.request().part("stop")))
        .filter(s -> mayChange(tree, s))
        .findFirst();
  }

  /** Ends a running stop: today becomes its last day. */
  Reply end(Visit visit) {
    var tree = tree(visit);
    return named(visit, tree)
        .map(stop -> {
          var today = tree.today();
          if (isLonger(stop, today)) {
            var ended =
                new Suspension(
                    stop.code(),
                    stop.branches(),
                    stop.from(),
                    today,
                    stop.stops(),
                    stop.reason(),
                    visit.member().username());
            register.putSuspension(visit.tenant().id(), ended);
            visit.note("stop-ended", stop.code(), summary(ended));
          }
          return Reply.to(visit.path("/policy/stops"));
        })
        .orElseGet(Reply::notFound);
  }

  /** Removes a stop as if it had never been set. */
  Reply remove(Visit visit) {
    var tree = tree(visit);
    return named(visit, tree)
        .map(stop -> {
          if (register.removeSuspension(visit.tenant().id(), stop.code())) {
            visit.note("stop-removed", stop.code(), summary(stop));
          }
          return Reply.to(visit.path("/policy/stops"));
        })
        .orElseGet(Reply::notFound);
  }
}
