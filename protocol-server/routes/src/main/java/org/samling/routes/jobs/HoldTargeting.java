package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.TitlesToTarget;
import org.samling.core.circulation.TitlesToTarget.HoldOn;
import org.samling.core.circulation.TitlesToTarget.Mark;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Targets items on the shelf for waiting holds: those whose item was lent or is missing, those that
 * were suspended, those of titles that got a new copy. Holds that are suspended now, or whose
 * patron is away, are skipped in favour of others. It looks at titles that were marked since the
 * last run, and once a day at all titles.
 */
public final class HoldTargeting extends Job {

  private static final Logger LOG = LoggerFactory.getLogger(HoldTargeting.class);
  private static final String ACTOR = "job hold-targeting";
  private static final int AT_ONCE = 200;

  /** How many holds may fail after the first: with more, the store is at fault and a run ends. */
  private static final int MOST_FAILURES = 9;

  private static final Duration DEADLINE = Duration.ofMinutes(1);

  /** For as long as another node may still be at the same marks. */
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Tenants tenants;
  private final TitlesToTarget titles;
  private final Inquiries inquiries;
  private final Commands commands;
  private final IntConsumer targeted;

  /**
   * Creates the job.
   *
   * @param inquiries filters the holds that can get an item, so that no command is submitted for
   *     the rest
   * @param period how often it runs; also the delay before the first run
   * @param targeted receives for how many holds a run found an item
   */
  public HoldTargeting(
      Tenants tenants,
      TitlesToTarget titles,
      Inquiries inquiries,
      Commands commands,
      Duration period,
      IntConsumer targeted) {
    super("hold-targeting", "items could not be targeted for holds", period);
    this.tenants = tenants;
    this.titles = titles;
    this.inquiries = inquiries;
    this.commands = commands;
    this.targeted = targeted;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Targets an item for every hold on a marked title that has none on a pull list and could have
   * one.
   *
   * @return for how many holds an item was found
   */
  public int run() {
    var found = forEach(tenants, Work.HOLDS_TO_TARGET, Instant.now(), this::run);
    targeted.accept(found);
    return found;
  }

  private int run(Tenant tenant) {
    if (!titles.markForToday(tenant.id(), Instant.now())) {
      return 0;
    }
    var run = new Run(tenant);
    @Nullable UUID after = null;
    List<Mark> marks;
    do {
      marks = titles.marks(tenant.id(), after, AT_ONCE);
      if (!marks.isEmpty()) {
        run.target(marks);
        after = marks.getLast().id();
      }
    } while (marks.size() == AT_ONCE);
    return run.end();
  }

  /**
   * A run for a tenant. A hold that fails keeps the marks of its title and holds nobody else up.
   */
  private final class Run {

    private final Tenant tenant;
    private int found;
    private @Nullable RuntimeException failure;

    private Run(Tenant tenant) {
      this.tenant = tenant;
    }

    private void target(List<Mark> marks) {
      var marked =
          marks.stream()
              .collect(
                  Collectors.groupingBy(
                      Mark::title, Collectors.mapping(Mark::id, Collectors.toList())));
      var failed = new HashSet<UUID>();
      @Nullable UUID after = null;
      List<HoldOn> holds;
      do {
        holds = titles.holds(tenant.id(), marked.keySet(), after, AT_ONCE);
        var wanted = new LinkedHashMap<HoldCommand.TargetHold, UUID>();
        for (var hold : holds) {
          after = hold.hold();
          wanted.put(
              command(tenant, hold, marked.getOrDefault(hold.title(), List.of())), hold.title());
        }
        for (var effective : inquiries.effective(tenant.id(), List.copyOf(wanted.keySet()))) {
          if (!submit(effective)) {
            failed.add(wanted.get(effective));
          }
        }
      } while (holds.size() == AT_ONCE);
      titles.done(
          tenant.id(), marks.stream().filter(mark -> !failed.contains(mark.title())).toList());
    }

    private boolean submit(HoldCommand.TargetHold command) {
      try {
        var outcome = commands.outcome(command);
        found += outcome instanceof HoldOutcome.Changed changed && changed.item() != null ? 1 : 0;
        return true;
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
        if (failure.getSuppressed().length == MOST_FAILURES) {
          throw failure;
        }
        return false;
      }
    }

    private int end() {
      if (found > 0) {
        LOG.info("holds of {} for which an item on the shelf was found: {}", tenant.code(), found);
      }
      if (failure != null) {
        throw failure;
      }
      return found;
    }
  }

  /**
   * With the same marks it is the same command, on whichever node; with another mark it is another,
   * since something has changed.
   */
  private static HoldCommand.TargetHold command(Tenant tenant, HoldOn hold, List<UUID> marks) {
    return new HoldCommand.TargetHold(
        new Origin(
            tenant.id(),
            CommandKey.of(WINDOW, "target-hold", tenant.id(), hold.hold(), marks),
            ACTOR,
            hold.pickup(),
            Instant.now().plus(DEADLINE)),
        hold.hold());
  }
}
