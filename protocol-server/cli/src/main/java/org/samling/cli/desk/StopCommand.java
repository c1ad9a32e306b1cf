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
import org.samling.routes.jobs.StopWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stop}: the central stop switch. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "The central stop switch: for a period nothing falls due, is recalled, costs anything or is given up, at all branches or some (docs/settings.md).",
      "set CODE: sets it, or changes it. Due dates that fall within it are moved behind it at once. It ends by itself.",
      "end CODE: ends it early; due dates move back, but to no day that has passed.",
      "remove CODE: takes it away as though it had never been.",
      "list: all stops, running, planned and past."
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
      description = "For set: at this branch; several with commas (default: at all).")
  private @Nullable List<String> branches;

  @Option(
      names = "--what",
      split = ",",
      paramLabel = "WHAT",
      description =
          "For set: what stands still, of due-dates, recalls, fees and pickup-deadlines, with commas (default: all four).")
  private @Nullable List<String> stops;

  @Option(
      names = "--reason",
      paramLabel = "R",
      description = "For set: why, for patrons and staff.")
  private @Nullable String reason;

  @Option(
      names = "--on",
      converter = Day.class,
      paramLabel = "DAY",
      description = "For end: the last day on which it still holds (default: today).")
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
                "waits    %s: the loans that it %s are not all moved yet; the server goes on every minute"
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
      throw whichTenant.wrong("the CODE of a stop has 1 to 40 characters");
    }
    var at = branches == null ? List.<String>of() : branches;
    at.forEach(branch -> whichTenant.checkBranch(policy, branch));
    var first = whichTenant.given(what, "--from", from);
    var last = whichTenant.given(what, "--until", until);
    if (last.isBefore(first)) {
      throw whichTenant.wrong("--until %s lies before --from %s".formatted(last, first));
    }
    return new Suspension(
        name,
        Set.copyOf(at),
        first,
        last,
        stopped(),
        whichTenant.given(what, "--reason", reason),
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
                    whichTenant.wrong(
                        "--what is one or more of %s with commas, not \"%s\""
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
      throw whichTenant.wrong(
          "the stop %s begins on %s only; remove takes it away"
              .formatted(stop.code(), stop.from()));
    }
    if (!last.isBefore(stop.until())) {
      throw whichTenant.wrong(
          "the stop %s ends on %s by itself; set makes it longer"
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
          return whichTenant.wrong(
              "the tenant %s has no stop \"%s\"%s"
                  .formatted(
                      policy.tenant().code(),
                      name,
                      known.isEmpty() ? "" : "; it has " + String.join(", ", known)));
        });
  }

  private String code() {
    return whichTenant.given(what, "the CODE of a stop", code);
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
        new StopWork(
            store.policyRegister(),
            store.inquiries(),
            store.holdLists(),
            new Commands(store, DEADLINE));
    out.flush();
    try (var display = new StopProgress(out)) {
      for (var done : work.run(tenant, Terminal.user(), display)) {
        out.println(
            "%s: loans looked at: %,d, due on another day now: %,d"
                .formatted(done.code(), done.looked(), done.moved()));
        if (done.pickups() > 0) {
          out.println(
              "%s: holds to be fetched until another day now: %,d"
                  .formatted(done.code(), done.pickups()));
        }
      }
    }
  }

  /** Shows how far the work on each stop has come. */
  private static final class StopProgress implements StopWork.Progress, AutoCloseable {

    private final PrintWriter out;
    private @Nullable ProgressDisplay display;
    private String stop = "";

    StopProgress(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void looked(String code, long done, long all) {
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
