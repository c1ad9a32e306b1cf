package org.samling.routes.jobs;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.HoldLists.StoppedPickup;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.Inquiries.StoppedLoan;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.organisation.BranchCalendar.Closing;
import org.samling.core.organisation.Tenant;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.PolicyRegister.PendingSuspension;
import org.samling.core.policy.PolicyRegister.PendingWeekdays;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;

/**
 * Applies stops that were set, changed, ended early or removed, closings of branches that were
 * added, and weekdays on which they no longer open: moves the dates of every loan and every hold on
 * the shelf that they affect. Each is moved once for each change of a stop, closing or week, so
 * that the work can be interrupted, repeated, and done on several nodes at once.
 */
public final class StopApplier {

  /** As many as a writer takes together, so that kiosks wait for one batch at most. */
  private static final int AT_ONCE = 64;

  private static final LocalDate FOR_EVER = LocalDate.of(9999, 12, 31);

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final PolicyRegister register;
  private final Inquiries inquiries;
  private final HoldLists lists;
  private final Commands commands;

  /** Creates an instance. */
  public StopApplier(
      PolicyRegister register, Inquiries inquiries, HoldLists lists, Commands commands) {
    this.register = register;
    this.inquiries = inquiries;
    this.lists = lists;
    this.commands = commands;
  }

  /**
   * The result of one stop, closing or change of weekdays.
   *
   * @param code the stop's code, {@code closing:BRANCH:FROM}, or {@code weekdays:BRANCH}
   * @param looked how many loans were processed
   * @param moved how many loans got another due date
   * @param pickups how many ready holds got another pickup deadline
   */
  public record StopResult(String code, int looked, int moved, int pickups) {}

  /**
   * Applies the pending stops, closings and weekdays of a tenant.
   *
   * @param actor who does it, for the audit log
   * @return a result for each stop, and for each closing and branch that affects any loan or hold
   * @throws org.samling.core.StoreException when the library is busy or unreachable; what was done
   *     until then stays, and so does the pending stop
   */
  public List<StopResult> run(Tenant tenant, String actor) {
    var results = new ArrayList<StopResult>();
    for (var pending : register.pendingSuspensions(tenant.id())) {
      results.add(move(tenant, pending, Set.of(), actor));
      register.markApplied(tenant.id(), pending);
    }
    for (var pending : register.pendingClosings(tenant.id())) {
      var closing = pending.closing();
      var stop =
          asStop(
              "closing:%s:%s".formatted(pending.branch(), closing.from()),
              pending.branch(),
              closing,
              pending.changedAt(),
              actor);
      addAny(results, move(tenant, stop, Set.of(), actor));
      register.markApplied(tenant.id(), pending);
    }
    for (var pending : register.pendingWeekdays(tenant.id())) {
      moveFromClosedWeekdays(tenant, pending, actor).ifPresent(done -> addAny(results, done));
      register.markApplied(tenant.id(), pending);
    }
    return results;
  }

  private static void addAny(List<StopResult> results, StopResult done) {
    if (done.looked() + done.pickups() > 0) {
      results.add(done);
    }
  }

  /** A weekday on which a branch does not open is a closing of it every week from today on. */
  private Optional<StopResult> moveFromClosedWeekdays(
      Tenant tenant, PendingWeekdays pending, String actor) {
    var policy = inquiries.policy(tenant.id());
    var open = policy.calendar(pending.branch()).hours().keySet();
    if (open.isEmpty()) {
      return Optional.empty(); // open on every day
    }
    var closed = EnumSet.allOf(DayOfWeek.class);
    closed.removeAll(open);
    if (closed.isEmpty()) {
      return Optional.empty();
    }
    var today = policy.day(Instant.now());
    var always = new Closing(today, FOR_EVER, "Opening hours");
    var stop =
        asStop(
            "weekdays:" + pending.branch(), pending.branch(), always, pending.changedAt(), actor);
    return Optional.of(move(tenant, stop, closed, actor));
  }

  /** A closing as what it is to dates: a stop of one branch's. */
  private static PendingSuspension asStop(
      String code, String branch, Closing closing, Instant changedAt, String actor) {
    return new PendingSuspension(
        new Suspension(
            code,
            Set.of(branch),
            closing.from(),
            closing.to(),
            Set.of(Stopped.DUE_DATES, Stopped.PICKUP_DEADLINES),
            closing.reason(),
            actor),
        false,
        changedAt);
  }

  private StopResult move(
      Tenant tenant, PendingSuspension pending, Set<DayOfWeek> weekdays, String actor) {
    var stop = pending.suspension();
    var looked = 0;
    var moved = 0;
    @Nullable UUID last = null;
    List<StoppedLoan> page;
    do {
      page = inquiries.stoppedLoans(tenant.id(), stop, weekdays, last, AT_ONCE);
      var outcomes =
          commands.outcomes(
              page.stream().map(loan -> command(tenant, pending, loan, actor)).toList());
      for (var i = 0; i < page.size(); i++) {
        var before = page.get(i).due();
        moved +=
            outcomes.get(i) instanceof LoanOutcome.Changed now && !before.equals(now.due()) ? 1 : 0;
        last = page.get(i).item();
      }
      looked += page.size();
    } while (page.size() == AT_ONCE);
    return new StopResult(
        stop.code(), looked, moved, movePickups(tenant, pending, weekdays, actor));
  }

  private int movePickups(
      Tenant tenant, PendingSuspension pending, Set<DayOfWeek> weekdays, String actor) {
    var moved = 0;
    @Nullable UUID last = null;
    List<StoppedPickup> page;
    do {
      page = lists.stoppedPickups(tenant.id(), pending.suspension(), weekdays, last, AT_ONCE);
      var outcomes =
          commands.outcomes(
              page.stream().map(hold -> command(tenant, pending, hold, actor)).toList());
      for (var i = 0; i < page.size(); i++) {
        var before = page.get(i).until();
        moved +=
            outcomes.get(i) instanceof HoldOutcome.Changed now
                    && now.shelf() != null
                    && !before.equals(now.shelf().until())
                ? 1
                : 0;
        last = page.get(i).hold();
      }
    } while (page.size() == AT_ONCE);
    return moved;
  }

  private static Command<HoldOutcome> command(
      Tenant tenant, PendingSuspension pending, StoppedPickup hold, String actor) {
    return new HoldCommand.ReschedulePickup(
        origin(tenant, pending, hold.hold(), actor, hold.branch()), hold.hold());
  }

  private static Command<LoanOutcome> command(
      Tenant tenant, PendingSuspension pending, StoppedLoan loan, String actor) {
    return new LoanCommand.Reschedule(
        origin(tenant, pending, loan.loan(), actor, loan.branch()), loan.barcode());
  }

  private static Origin origin(
      Tenant tenant, PendingSuspension pending, UUID what, String actor, String branch) {
    return new Origin(
        tenant.id(),
        CommandKey.of(
            CommandKey.MAX_WINDOW,
            "reschedule",
            tenant.id(),
            pending.suspension().code(),
            pending.changedAt(),
            what),
        actor,
        branch,
        Instant.now().plus(DEADLINE));
  }
}
