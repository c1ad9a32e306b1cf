package org.samling.routes.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.ill.BorrowedItems;
import org.samling.core.ill.BorrowedItems.BorrowedItemReference;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.core.organisation.Work;
import org.samling.core.partners.HoldAgreement;
import org.samling.core.partners.HoldAgreement.Side;
import org.samling.core.partners.HoldAgreements;
import org.samling.core.partners.PartnerHolds;
import org.samling.core.partners.PartnerHolds.Back;
import org.samling.core.partners.PartnerHolds.Paused;
import org.samling.core.partners.PartnerHolds.Unasked;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/**
 * Asks partners for titles that patrons wait for, makes what they send known, and lets go what they
 * have back. What the two tenants say to each other is sent by the {@link InterlibraryMessenger}.
 *
 * <p>Each step is one tenant's, and comes to the same when another node takes it, too, or when it
 * is taken again after it was broken off.
 */
public final class PartnerHoldRelay extends Job {

  private static final String NAME = "partner-holds";
  private static final String ACTOR = "job " + NAME;
  private static final String ENDED = "the agreement has ended, or nobody could supply it";
  private static final String RETURNED = "returned";
  private static final int AT_ONCE = 200;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Tenants tenants;
  private final Ports ports;
  private final IntConsumer asked;

  /** The core's ports that the job needs. */
  public record Ports(
      HoldAgreements agreements,
      PartnerHolds holds,
      InterlibraryRequests requests,
      BorrowedItems items,
      Inquiries inquiries,
      Commands commands) {}

  /**
   * Creates the job.
   *
   * @param period how often it runs; also the delay before the first run
   * @param asked receives for how many holds a run asked partners
   */
  public PartnerHoldRelay(Tenants tenants, Ports ports, Duration period, IntConsumer asked) {
    super(NAME, "partners were not asked for what patrons wait for", period);
    this.tenants = tenants;
    this.ports = ports;
    this.asked = asked;
  }

  @Override
  void work() {
    run();
  }

  /**
   * Does all that is to be done.
   *
   * @return for how many holds partners were asked
   */
  public int run() {
    var done = forEach(tenants, Work.HOLDS_AT_PARTNERS, Instant.now(), this::run);
    asked.accept(done);
    return done;
  }

  private int run(Tenant home) {
    var agreements =
        ports.agreements().of(home.id()).stream().filter(each -> each.side() == Side.HOME).toList();
    if (agreements.isEmpty()) {
      return 0;
    }
    var holds = ports.holds();
    var failures = new ArrayList<RuntimeException>();
    each(holds.over(home.id()), request -> giveUp(home.id(), request), failures);
    each(holds.sent(home.id()), sent -> holds.expect(home.id(), sent), failures);
    each(holds.back(home.id()), back -> letGo(home.id(), back), failures);
    holds.release(home.id(), ACTOR);
    each(holds.paused(home.id()), paused -> tell(home, paused), failures);
    var done = agreements.stream().anyMatch(HoldAgreement::isInForce) ? ask(home, agreements) : 0;
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return done;
  }

  /** Takes a step for each; one that fails holds up none of the others. */
  private static <T> void each(List<T> all, Consumer<T> step, List<RuntimeException> failures) {
    for (var one : all) {
      try {
        step.accept(one);
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
  }

  private void giveUp(TenantId home, long request) {
    var state = ports.requests().find(home, request).orElseThrow().state();
    var _ =
        ports
            .requests()
            .step(
                home,
                request,
                new InterlibraryRequests.Step(state, InterlibraryState.CANCELLED, ACTOR, ENDED));
  }

  /** The supplier has it back: a loan here ends, however the item came there. */
  private void letGo(TenantId home, Back back) {
    var ended =
        ports
            .commands()
            .outcome(
                new LoanCommand.CheckinElsewhere(
                    new Origin(
                        home,
                        CommandKey.of(CommandKey.MAX_WINDOW, NAME, home, back.request()),
                        ACTOR,
                        back.branch(),
                        Instant.now().plus(DEADLINE)),
                    back.barcode(),
                    back.supplier(),
                    RETURNED,
                    back.at(),
                    back.at()));
    if (ended instanceof LoanOutcome.Changed) {
      var _ = ports.items().remove(home, BorrowedItemReference.ofRequest(back.request()), ACTOR);
    }
  }

  private void tell(Tenant home, Paused paused) {
    var supplier = tenants.byCode(paused.supplier()).map(Tenant::id).orElse(null);
    var hold =
        supplier == null
            ? null
            : ports.holds().hold(supplier, home.code(), paused.reference()).orElse(null);
    if (supplier == null || hold == null) {
      return; // the request is on its way: with the next run
    }
    var outcome =
        ports
            .commands()
            .outcome(
                new HoldCommand.PauseHold(
                    new Origin(
                        supplier,
                        CommandKey.of(Duration.ZERO, NAME, UUID.randomUUID()),
                        ACTOR,
                        hold.branch(),
                        Instant.now().plus(DEADLINE)),
                    Institution.card(home.code()),
                    hold.hold(),
                    paused.pause()));
    if (outcome instanceof HoldOutcome.Changed) {
      ports.holds().pauseTold(home.id(), paused);
    }
  }

  private int ask(Tenant home, List<HoldAgreement> agreements) {
    var room = new HashMap<String, Integer>();
    for (var each : agreements) {
      var code = each.other().code();
      room.put(code, each.most() - ports.holds().open(home.id(), code));
    }
    var policy = ports.inquiries().policy(home.id());
    var done = 0;
    @Nullable UUID after = null;
    List<Unasked> found;
    do {
      found = ports.holds().unasked(home.id(), after, AT_ONCE);
      for (var hold : found) {
        after = hold.hold();
        done += isDue(hold, policy) && ask(home, hold, room) ? 1 : 0;
      }
    } while (found.size() == AT_ONCE);
    return done;
  }

  /** Asks those that have a copy, and of which no more is asked than was agreed. */
  private boolean ask(Tenant home, Unasked hold, Map<String, Integer> room) {
    var suppliers =
        ports.holds().suppliers(home.id(), hold.record()).stream()
            .filter(supplier -> room.getOrDefault(supplier, 0) > 0)
            .toList();
    if (suppliers.isEmpty() || !ports.holds().ask(home.id(), home.code(), hold.hold(), suppliers)) {
      return false;
    }
    room.merge(suppliers.getFirst(), -1, Integer::sum);
    return true;
  }

  private static boolean isDue(Unasked hold, LendingPolicy policy) {
    var today = policy.day(Instant.now());
    var days = policy.setting(Setting.HOLD_ASK_PARTNERS_DAYS, hold.pickup(), today).value();
    var isLate = !policy.day(hold.placedAt()).plusDays(days).isAfter(today);
    return isLate
        && switch (policy.setting(Setting.HOLD_ASK_PARTNERS, hold.pickup(), today).value()) {
          case NEVER -> false;
          case LACKING -> hold.isLacking();
          case NONE_FREE -> !hold.isFree();
        };
  }
}
