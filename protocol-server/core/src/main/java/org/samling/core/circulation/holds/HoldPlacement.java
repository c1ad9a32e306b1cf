package org.samling.core.circulation.holds;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.HoldEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldRequest;
import org.samling.core.circulation.facts.HoldType;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemKind;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.fees.LendingFees;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.LendingFee;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.ItemRules;
import org.samling.core.circulation.rules.PatronRules;
import org.samling.core.policy.AskPartners;
import org.samling.core.policy.Circumstances;
import org.samling.core.policy.PolicyMatrix.Ruling;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;

/** Decides on placing holds. */
public final class HoldPlacement {

  /** What one of several holds costs. */
  private record Asked(LendingFees.Cost cost, HoldFacts hold) {
    LendingFee fee() {
      return cost.fee();
    }
  }

  private final DecisionContext context;
  private final PatronRules patronRules;
  private final Facts facts;
  private final HoldTargets targets;
  private final Instant now;

  public HoldPlacement(DecisionContext context, Facts facts) {
    this.context = context;
    this.patronRules = new PatronRules(context);
    this.facts = facts;
    this.targets = new HoldTargets(context, facts);
    this.now = context.now();
  }

  /**
   * A requested hold.
   *
   * @param recordId the title
   * @param item the one item that is requested, or null for any
   * @param kinds the number of candidate items of each kind
   * @param wish what is requested besides the title
   * @param name the name used in refusals
   */
  private record Target(
      UUID recordId,
      @Nullable ItemFacts item,
      Map<ItemKind, Integer> kinds,
      HoldRequest wish,
      String name) {

    /** The same request, for one item only. */
    Target ofOne(ItemFacts one) {
      return new Target(recordId, one, kinds, wish.ofItem(one.id()), name);
    }
  }

  public Decision place(HoldCommand.PlaceHold command) {
    return onPatron(
        command.patron(),
        patron -> {
          var title = facts.titles().record(command.record());
          if (title.isEmpty()) {
            return unknownRecord(command.record());
          }
          var type = type(command.placing());
          var wish =
              HoldRequest.anyCopy(type, queueClass(patron))
                  .of(command.ofBranch(), command.enumeration());
          return one(patron, target(title.get(), command.record(), wish), command.placing());
        });
  }

  public Decision place(HoldCommand.PlaceItemHold command) {
    return onPatron(
        command.patron(),
        patron -> {
          var item = facts.item(command.item());
          if (item.isEmpty()) {
            return HoldChanges.refusal(
                now, RefusalReason.ITEM_UNKNOWN, ItemRules.unknown(command.item()));
          }
          var found = item.get();
          var wish =
              HoldRequest.anyCopy(type(command.placing()), queueClass(patron)).ofItem(found.id());
          var kinds = found.isThere() ? Map.of(found.kind(), 1) : Map.<ItemKind, Integer>of();
          var target = new Target(found.recordId(), found, kinds, wish, "item " + found.barcode());
          return one(patron, target, command.placing());
        });
  }

  public Decision place(HoldCommand.PlaceHolds command) {
    return onPatron(
        command.patron(),
        patron -> {
          var group = Uuids.next(now);
          var effects = new ArrayList<Effect>();
          var checks = new ArrayList<Check>();
          var placed = new ArrayList<HoldOutcome.Placed>();
          var fees = fees(command.placing());
          var costs = new ArrayList<Asked>();
          for (var wanted : command.titles()) {
            var record = wanted.record();
            var title = facts.titles().record(record);
            if (title.isEmpty()) {
              return unknownRecord(record);
            }
            var wish =
                HoldRequest.anyCopy(command.type(), queueClass(patron))
                    .of(null, wanted.enumeration())
                    .inGroup(group, placed.size());
            var target = target(title.get(), record, wish);
            var titleChecks = checks(patron.changed(placed.size(), 0), target, command.placing());
            checks.addAll(titleChecks);
            if (!Check.broken(titleChecks).isEmpty()) {
              return HoldChanges.refused(now, checks);
            }
            var hold = hold(patron, target, command.placing());
            cost(fees, patron, target, command.placing())
                .ifPresent(cost -> {
                  costs.add(new Asked(cost, hold));
                  if (command.type() == HoldType.SERIAL) {
                    fees.count(cost);
                  }
                });
            placed.add(placed(hold, null));
            effects.add(new HoldEffect.HoldPlaced(hold));
          }
          // Of titles of which one is enough only the dearest is paid for.
          var asked =
              command.type() == HoldType.SERIAL
                  ? costs
                  : costs.stream().max(Comparator.comparing(one -> one.fee().amount())).stream()
                      .toList();
          asked.forEach(one -> checks.add(one.cost().check()));
          if (!Check.broken(checks).isEmpty()) {
            return HoldChanges.refused(now, checks, asked.stream().map(Asked::cost).toList());
          }
          LendingFee sum = null;
          for (var one : asked) {
            effects.addAll(fees.charge(one.fee(), patron, one.hold()));
            sum = LendingFee.sum(sum, one.fee());
          }
          return new Decision(
              new HoldOutcome.PlacedTogether(now, group, placed, sum), effects, checks);
        });
  }

  private static HoldType type(HoldCommand.HoldOptions placing) {
    return placing.interLibrary() ? HoldType.INTER_LIBRARY : HoldType.NORMAL;
  }

  private int queueClass(PatronFacts patron) {
    if (isPartner(patron)) {
      return HoldRequest.LAST_CLASS;
    }
    return context
        .find(Term.HOLD_CLASS, context.of(patron))
        .map(Ruling::value)
        .orElse(HoldRequest.ANY_COPY.queueClass());
  }

  private Target target(UUID title, RecordKey record, HoldRequest wish) {
    var kinds = new HashMap<>(facts.titles().kinds(title, wish.enumeration()));
    kinds.keySet().removeIf(kind -> wish.branch() != null && !wish.branch().equals(kind.home()));
    var issue = wish.enumeration();
    var name = "title " + record + (issue == null ? "" : ", " + issue.text());
    return new Target(title, null, kinds, wish, name);
  }

  private Decision one(PatronFacts patron, Target target, HoldCommand.HoldOptions placing) {
    var checks = checks(patron, target, placing);
    var fees = fees(placing);
    var cost = cost(fees, patron, target, placing);
    cost.ifPresent(c -> checks.add(c.check()));
    if (!Check.broken(checks).isEmpty()) {
      return HoldChanges.refused(now, checks, cost.stream().toList());
    }
    var fee = cost.map(LendingFees.Cost::fee).orElse(null);
    var hold = hold(patron, target, placing);
    var placed =
        targets
            .find(hold, null)
            .map(copy ->
                hold(patron, placing.isOfOneCopy() ? target.ofOne(copy) : target, placing)
                    .targeted(copy.id()))
            .orElse(hold);
    var effects = new ArrayList<Effect>();
    effects.add(new HoldEffect.HoldPlaced(placed));
    Optional.ofNullable(placing.reference())
        .ifPresent(reference -> effects.add(new HoldEffect.HoldReferenced(placed.id(), reference)));
    if (fee != null) {
      effects.addAll(fees.charge(fee, patron, placed));
    }
    return new Decision(placed(placed, fee), effects, checks);
  }

  private LendingFees fees(HoldCommand.HoldOptions placing) {
    return new LendingFees(context, facts, placing.acceptedFee());
  }

  /** What the hold costs; what other libraries pay is agreed on with them. */
  private Optional<LendingFees.Cost> cost(
      LendingFees fees, PatronFacts patron, Target target, HoldCommand.HoldOptions placing) {
    if (!fees.asks() || placing.interLibrary() || isPartner(patron)) {
      return Optional.empty();
    }
    var item = target.item();
    if (item != null) {
      return fees.of(FeeType.HOLD, patron, item);
    }
    var kinds = reservable(patron, target);
    return fees.of(FeeType.HOLD, patron, kinds.isEmpty() ? List.of(context.of(patron)) : kinds);
  }

  /** The kinds of copies that fulfil a hold of this patron. */
  private List<Circumstances> reservable(PatronFacts patron, Target target) {
    return target.kinds().keySet().stream()
        .map(context::reduced)
        .distinct()
        .map(kind -> context.of(patron, kind))
        .filter(of -> says(Term.FOR_LOAN, of) && says(Term.RESERVABLE, of))
        .toList();
  }

  private HoldFacts hold(PatronFacts patron, Target target, HoldCommand.HoldOptions placing) {
    return new HoldFacts(
        Uuids.next(now),
        target.recordId(),
        HoldFacts.Holder.of(patron),
        target.wish(),
        placing.pickup(),
        // To the store's precision, so that its place in the queue is right.
        (placing.at().isAfter(now) ? now : placing.at()).truncatedTo(ChronoUnit.MICROS),
        placing.expires(),
        null,
        HoldFacts.Progress.waiting());
  }

  private HoldOutcome.Placed placed(HoldFacts hold, @Nullable LendingFee fee) {
    var ahead = facts.titles().ahead(hold);
    return new HoldOutcome.Placed(
        now, hold.id(), ahead + 1, hold.pickup(), hold.expires(), hold.target() != null, fee);
  }

  private boolean isPartner(PatronFacts patron) {
    return context.policy().partners().home(patron.id()).isPresent();
  }

  /**
   * The rules for a hold, most important first. The patrons of another library may each want a copy
   * of one title.
   */
  private List<Check> checks(PatronFacts patron, Target target, HoldCommand.HoldOptions placing) {
    var isOfLibrary = target.wish().type() == HoldType.INTER_LIBRARY;
    var checks = new ArrayList<>(patronRules.checks(patron));
    checks.add(patronRules.oneMoreHold(patron));
    checks.add(
        new Check(
            RefusalReason.BRANCH_UNKNOWN,
            new DecisionReason("branch-known", "branch.code", "tenant", placing.pickup()),
            "pickup " + placing.pickup(),
            !context.policy().branches().containsKey(placing.pickup())
                || !facts.seen().branch(placing.pickup())));
    checks.add(HoldChanges.notPassed(placing.expires(), now));
    var item = target.item();
    if (item != null) {
      checks.add(toBeHad(item, target.name()));
    }
    checks.addAll(items(patron, target, placing.pickup()));
    checks.add(
        alreadyThere(
            RefusalReason.ALREADY_HELD,
            "one-hold-per-title",
            target,
            facts
                .open(target.recordId())
                .filter(h -> h.patronId().equals(patron.id()) && !isOfLibrary)
                .filter(h -> placing.isOfOneCopy() || isSame(h.wish(), target.wish()))
                .map(h -> h.state().name())
                .findFirst()));
    checks.add(
        alreadyThere(
            RefusalReason.ALREADY_ON_LOAN,
            "not-on-loan-to-patron",
            target,
            item == null
                ? facts
                    .borrowed()
                    .onLoan(patron.id(), target.recordId(), target.wish().enumeration())
                    .filter(_ -> !isOfLibrary)
                    .map(this::shown)
                : Optional.of(item).filter(i -> isLentTo(i, patron)).map(ItemFacts::barcode)));
    context
        .find(Term.ONCE_ONLY, context.of(patron))
        .filter(Ruling::value)
        .ifPresent(once -> checks.add(notBefore(once, patron, target)));
    return checks;
  }

  /** Whether two holds are duplicates: both on the title, or both on the same item or issue. */
  private static boolean isSame(HoldRequest one, HoldRequest other) {
    return Objects.equals(one.item(), other.item())
        && Objects.equals(one.enumeration(), other.enumeration());
  }

  /** An item as a reason names it: whoever is bound is told no barcode that they do not see. */
  private String shown(String barcode) {
    return facts.seen().isWhole() || facts.item(barcode).isPresent() ? barcode : "ON_LOAN";
  }

  private boolean isLentTo(ItemFacts item, PatronFacts patron) {
    return facts.loanOf(item.id()).filter(l -> l.patronId().equals(patron.id())).isPresent();
  }

  private static Check alreadyThere(
      RefusalReason reason, String rule, Target target, Optional<String> found) {
    return new Check(
        reason,
        new DecisionReason(rule, "patron." + rule, target.name(), found.orElse("NONE")),
        found.orElse("none"),
        found.isPresent());
  }

  private Check notBefore(Ruling<Boolean> once, PatronFacts patron, Target target) {
    var had = facts.borrowed().has(patron.id(), target.recordId(), target.wish().enumeration());
    return new Check(
        RefusalReason.LENT_BEFORE,
        DecisionContext.why("once-only", once),
        had ? "the patron has had it before" : "the patron has not had it before",
        had);
  }

  /** The rule that an item requested by itself can be supplied by itself. */
  private static Check toBeHad(ItemFacts item, String name) {
    return new Check(
        reason(item),
        new DecisionReason("item-to-be-had", "item.status", name, item.status().name()),
        item.partOfSet() == null ? "by itself" : "part of " + item.partOfSet(),
        cannotBeHad(item));
  }

  private static boolean cannotBeHad(ItemFacts item) {
    return item.status() == ItemStatus.LOST
        || item.status() == ItemStatus.DISCARDED
        || item.partOfSet() != null
        || item.borrowedFrom() != null;
  }

  private static RefusalReason reason(ItemFacts item) {
    if (item.status() == ItemStatus.DISCARDED) {
      return RefusalReason.ITEM_DISCARDED;
    }
    if (item.partOfSet() != null) {
      return RefusalReason.PART_OF_SET;
    }
    return item.borrowedFrom() == null ? RefusalReason.ITEM_LOST : RefusalReason.ITEM_BORROWED;
  }

  /** The rules that some item of the title can be lent to this patron, and held. */
  private List<Check> items(PatronFacts patron, Target target, String pickup) {
    var there = 0;
    var forLoan = 0;
    var reservable = 0;
    var alike = new HashMap<ItemKind, Integer>();
    target
        .kinds()
        .forEach((kind, items) -> alike.merge(context.reduced(kind), items, Integer::sum));
    for (var of : alike.entrySet()) {
      var circumstances = context.of(patron, of.getKey());
      there += of.getValue();
      if (says(Term.FOR_LOAN, circumstances)) {
        forLoan += of.getValue();
        reservable += says(Term.RESERVABLE, circumstances) ? of.getValue() : 0;
      }
    }
    var isOne = target.item() != null;
    var partners = partners(target, pickup);
    var isAskedFor = forLoan == 0 && partners > 0;
    return List.of(
        new Check(
            isOne ? RefusalReason.ITEM_NOT_FOR_LOAN : RefusalReason.NO_ITEMS_FOR_LOAN,
            new DecisionReason(
                "items-for-loan", Term.FOR_LOAN.name(), target.name(), Integer.toString(forLoan)),
            "%d of %d items for loan".formatted(forLoan, there)
                + (partners > 0 ? ", copies at partners: %d".formatted(partners) : ""),
            forLoan == 0 && !isAskedFor),
        new Check(
            isOne ? RefusalReason.ITEM_NOT_RESERVABLE : RefusalReason.NOT_RESERVABLE,
            new DecisionReason(
                "reservable", Term.RESERVABLE.name(), target.name(), Integer.toString(reservable)),
            "%d of %d items can be held".formatted(reservable, there),
            reservable == 0 && !isAskedFor));
  }

  /** How many partners have a copy that they can be asked for: for a title, and any copy of it. */
  private int partners(Target target, String pickup) {
    var wish = target.wish();
    return target.item() == null
            && wish.type() == HoldType.NORMAL
            && wish.branch() == null
            && wish.enumeration() == null
            && context.policy().setting(Setting.HOLD_ASK_PARTNERS, pickup, context.today()).value()
                != AskPartners.NEVER
        ? facts.titles().suppliers(target.recordId())
        : 0;
  }

  /** The policy's answer; yes where it has none. */
  private boolean says(Term<Boolean> term, Circumstances circumstances) {
    return context.find(term, circumstances).map(Ruling::value).orElse(true);
  }

  private interface OnPatron {
    Decision decide(PatronFacts patron);
  }

  private Decision onPatron(String identifier, OnPatron decision) {
    return facts
        .patron(identifier)
        .map(decision::decide)
        .orElseGet(() -> HoldChanges.nobody(facts, now, identifier));
  }

  private Decision unknownRecord(RecordKey record) {
    return HoldChanges.refusal(
        now,
        RefusalReason.RECORD_UNKNOWN,
        new DecisionReason("record-known", "record.key", "catalogue", record.toString()));
  }
}
