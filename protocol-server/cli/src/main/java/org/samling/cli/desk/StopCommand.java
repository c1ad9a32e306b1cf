package org.samling.cli.desk;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.cli.common.Day;
import org.samling.cli.common.ProgressDisplay;
import org.samling.cli.common.TenantCommand;
import org.samling.cli.common.Terminal;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.postgres.PostgresStore;
import org.samling.routes.Commands;
import org.samling.routes.jobs.StopApplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stop}: the central stop switch. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "The central stop switch: for a period, at all branches or some, no loans fall due, nothing is recalled, no fees accrue and no holds lapse (docs/settings.md).",
      "set CODE: sets or changes a stop. Due dates within it are moved past its end at once. It ends by itself.",
      "end CODE: ends it early; due dates move back, but not into the past.",
      "remove CODE: removes it as though it had never existed.",
      "list: lists all stops: current, planned and past."
    })
public final class StopCommand extends TenantCommand {

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** What can be done. */
  enum What {
    list,
    set,
    end,
    remove
  }

  @Parameters(index = "0", paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CODE",
      description = "The stop's short name; not for list.")
  private @Nullable String code;

  @Option(
      names = "--from",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For set: the first day.")
  private @Nullable LocalDate from;

  @Option(
      names = "--until",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For set: the last day.")
  private @Nullable LocalDate until;

  @Option(
      names = "--branch",
      split = ",",
      paramLabel = "B",
      description = "For set: the branches, separated by commas (default: all).")
  private @Nullable List<String> branches;

  @Option(
      names = "--what",
      split = ",",
      paramLabel = "WHAT",
      description =
          "For set: what is suspended: due-dates, recalls, fees, pickup-deadlines, separated by commas (default: all four).")
  private @Nullable List<String> stops;

  @Option(
      names = "--reason",
      paramLabel = "R",
      description = "For set: the reason, for patrons and staff.")
  private @Nullable String reason;

  @Option(
      names = "--on",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For end: the last day on which it applies (default: today).")
  private @Nullable LocalDate on;

  @SuppressWarnings("NullAway.Init") // picocli sets the options
  StopCommand() {}

  @Override
  protected int run(PostgresStore store) {
    var tenant = whichTenant.in(store.tenants());
    var policy = store.inquiries().policy(tenant.id());
    var out = spec.commandLine().getOut();
    switch (what) {
      case list -> list(store, tenant, policy, out);
      case set -> put(store, tenant, stop(policy), "is set", out);
      case end -> put(store, tenant, ended(known(policy), policy), "ends early", out);
      case remove -> {
        var stop = known(policy);
        store.policyRegister().removeSuspension(tenant.id(), stop.code());
        out.println("The stop %s is removed.".formatted(stop.code()));
        workOff(store, tenant, out);
      }
    }
    out.flush();
    return 0;
  }

  private static void list(
      PostgresStore store, Tenant tenant, LendingPolicy policy, PrintWriter out) {
    var today = policy.day(Instant.now());
    var stops = policy.suspensions();
    if (stops.isEmpty()) {
      out.println("There are no stops.");
    }
    stops.stream()
        .sorted(Comparator.comparing(Suspension::from).thenComparing(Suspension::code))
        .forEach(stop -> {
          var state =
              stop.from().isAfter(today)
                  ? "planned"
                  : stop.until().isBefore(today) ? "past" : "running";
          out.println("%-8s %s".formatted(state, line(stop)));
        });
    store
        .policyRegister()
        .pendingSuspensions(tenant.id())
        .forEach(pending ->
            out.println(
                "waits    %s: not all loans that it %s have been moved; the server continues every minute"
                    .formatted(
                        pending.suspension().code(),
                        pending.isRemoved() ? "no longer concerns" : "concerns")));
  }

  private static String line(Suspension stop) {
    return "%s  %s to %s  %s  %s  \"%s\", by %s"
        .formatted(
            stop.code(),
            stop.from(),
            stop.until(),
            stop.stops().stream().sorted().map(StopCommand::word).collect(Collectors.joining(",")),
            stop.branches().isEmpty()
                ? "at all branches"
                : "at " + stop.branches().stream().sorted().collect(Collectors.joining(",")),
            stop.reason(),
            stop.by());
  }

  private Suspension stop(LendingPolicy policy) {
    var name = code();
    if (name.length() > 40 || name.isBlank()) {
      throw whichTenant.usageError("the CODE of a stop must have 1 to 40 characters");
    }
    var at = branches == null ? List.<String>of() : branches;
    at.forEach(branch -> whichTenant.checkBranch(policy, branch));
    var first = whichTenant.required(what, "--from", from);
    var last = whichTenant.required(what, "--until", until);
    if (last.isBefore(first)) {
      throw whichTenant.usageError("--until %s is before --from %s".formatted(last, first));
    }
    return new Suspension(
        name,
        Set.copyOf(at),
        first,
        last,
        stopped(),
        whichTenant.required(what, "--reason", reason),
        Terminal.user());
  }

  private Set<Stopped> stopped() {
    if (stops == null) {
      return EnumSet.allOf(Stopped.class);
    }
    return stops.stream()
        .map(word ->
            EnumSet.allOf(Stopped.class).stream()
                .filter(s -> word(s).equals(word.strip()))
                .findFirst()
                .orElseThrow(() ->
                    whichTenant.usageError(
                        "--what must be one or more of %s, separated by commas, not \"%s\""
                            .formatted(
                                EnumSet.allOf(Stopped.class).stream()
                                    .map(StopCommand::word)
                                    .collect(Collectors.joining(", ")),
                                word))))
        .collect(Collectors.toSet());
  }

  private static String word(Stopped stopped) {
    return stopped.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Suspension ended(Suspension stop, LendingPolicy policy) {
    var last = on == null ? policy.day(Instant.now()) : on;
    if (last.isBefore(stop.from())) {
      throw whichTenant.usageError(
          "the stop %s begins only on %s; use remove instead".formatted(stop.code(), stop.from()));
    }
    if (!last.isBefore(stop.until())) {
      throw whichTenant.usageError(
          "the stop %s ends on %s by itself; use set to make it longer"
              .formatted(stop.code(), stop.until()));
    }
    return new Suspension(
        stop.code(),
        stop.branches(),
        stop.from(),
        last,
        stop.stops(),
        stop.reason(),
        Terminal.user());
  }

  private Suspension known(LendingPolicy policy) {
    var name = code();
    return policy.suspensions().stream()
        .filter(s -> s.code().equals(name))
        .findFirst()
        .orElseThrow(() -> {
          var known = policy.suspensions().stream().map(Suspension::code).sorted().toList();
          return whichTenant.usageError(
              "the tenant %s has no stop \"%s\"%s"
                  .formatted(
                      policy.tenant().code(),
                      name,
                      known.isEmpty() ? "" : "; it has " + String.join(", ", known)));
        });
  }

  private String code() {
    return whichTenant.required(what, "the CODE of a stop", code);
  }

  private static void put(
      PostgresStore store, Tenant tenant, Suspension stop, String done, PrintWriter out) {
    store.policyRegister().putSuspension(tenant.id(), stop);
    out.println("The stop %s: %s".formatted(done, line(stop)));
    workOff(store, tenant, out);
  }

  /** Does the same work as the server's job. */
  private static void workOff(PostgresStore store, Tenant tenant, PrintWriter out) {
    var work =
        new StopApplier(
            store.policyRegister(),
            store.inquiries(),
            store.holdLists(),
            new Commands(store, DEADLINE));
    out.flush();
    try (var display = new StopProgress(out)) {
      for (var done : work.run(tenant, Terminal.user(), display)) {
        out.println(
            "%s: loans checked: %,d, due dates changed: %,d"
                .formatted(done.code(), done.looked(), done.moved()));
        if (done.pickups() > 0) {
          out.println("%s: pickup deadlines changed: %,d".formatted(done.code(), done.pickups()));
        }
      }
    }
  }

  /** Shows how far the work on each stop has come. */
  private static final class StopProgress implements StopApplier.Progress, AutoCloseable {

    private final PrintWriter out;
    private @Nullable ProgressDisplay display;
    private String stop = "";

    StopProgress(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void processed(String code, long done, long all) {
      if (display == null || !stop.equals(code)) {
        close();
        display = new ProgressDisplay("Moving due dates", all, out);
        stop = code;
      }
      display.to(done, "loans");
    }

    @Override
    public void close() {
      if (display != null) {
        display.close();
      }
    }
  }
}
