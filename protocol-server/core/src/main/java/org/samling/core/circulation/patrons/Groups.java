package org.samling.core.circulation.patrons;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.BookingEffect;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.facts.GroupFacts;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.circulation.rules.PatronRules;
import org.samling.core.policy.Setting;

/** Decides on groups that borrow together: who is in them, and who borrows for them. */
public final class Groups {

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;

  public Groups(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
  }

  public Decision change(GroupCommand.ChangeGroup command) {
    var named = facts.owner(command.patron());
    if (named.isEmpty()) {
      return refused(facts.whyNobody(command.patron()));
    }
    var group = facts.bookings().group(named.get().id());
    if (group.isEmpty()) {
      return refused(notAGroup());
    }
    var members = new LinkedHashMap<UUID, GroupFacts.Member>();
    group.get().members().forEach(member -> members.put(member.patronId(), member));
    for (var member : command.put()) {
      var patron = facts.owner(member.identifier());
      if (patron.isEmpty()) {
        return refused(facts.whyNobody(member.identifier()));
      }
      var id = patron.get().id();
      members.put(id, new GroupFacts.Member(id, member.isResponsible()));
    }
    for (var identifier : command.remove()) {
      facts.owner(identifier).map(PatronFacts::id).ifPresent(members::remove);
    }
    if (members.size() > GroupFacts.MAX_MEMBERS) {
      return refused(
          new Check(
              RefusalReason.SET_TOO_LARGE,
              new DecisionReason(
                  "group-size", "group.members", "group", Integer.toString(GroupFacts.MAX_MEMBERS)),
              members.size() + " members",
              true));
    }
    var changed =
        new GroupFacts(
            group.get().patronId(),
            command.name() == null ? group.get().name() : command.name(),
            command.schoolClass() == null ? group.get().schoolClass() : command.schoolClass(),
            List.copyOf(members.values()));
    var isSame = changed.equals(group.get());
    var effects = new ArrayList<Effect>();
    if (!isSame) {
      effects.add(new BookingEffect.GroupChanged(changed, now));
      effects.addAll(changesOfSchool(changed));
    }
    return new Decision(
        new PatronOutcome.Changed(
            now, changed.patronId(), isSame ? List.of() : List.of("group"), List.of()),
        effects,
        List.of());
  }

  /**
   * A pupil is in the classes of one school. Whoever joins a class of another leaves those that
   * they were in, and goes with their record: its branch becomes the new school's, if it was a
   * school's.
   */
  private List<Effect> changesOfSchool(GroupFacts group) {
    var of = group.schoolClass();
    if (of == null) {
      return List.of();
    }
    var left = new LinkedHashMap<UUID, GroupFacts>();
    var effects = new ArrayList<Effect>();
    for (var member : group.members()) {
      if (!member.isResponsible()) {
        var id = member.patronId();
        for (var other : facts.bookings().classesElsewhere(id, of.school())) {
          left.merge(other.patronId(), other.without(id), (before, _) -> before.without(id));
        }
        effects.addAll(branch(id, of.school()));
      }
    }
    left.values().forEach(other -> effects.add(new BookingEffect.GroupChanged(other, now)));
    return effects;
  }

  private List<Effect> branch(UUID pupil, String school) {
    var patron = facts.patron(pupil);
    var details = facts.details(pupil);
    if (patron.isEmpty() || details.isEmpty()) {
      return List.of();
    }
    var before = patron.get();
    return before.branch().equals(school) || !facts.bookings().isSchool(before.branch())
        ? List.of()
        : List.of(
            new PatronEffect.PatronChanged(
                pupil,
                List.of("branch"),
                before.withMembership(
                    before.category(), school, before.language(), before.expires()),
                details.get(),
                now));
  }

  private static Check notAGroup() {
    return new Check(
        RefusalReason.NOT_A_GROUP,
        new DecisionReason("group-known", "patron.kind", "patron", "GROUP"),
        "no group",
        true);
  }

  private Decision refused(Check check) {
    return Decision.refusal(
        new PatronOutcome.Refused(now, check.reason(), check.why()), List.of(check));
  }

  /** The rules on who borrows for a patron; none if patrons borrow for themselves. */
  public List<Check> borrower(PatronFacts patron, LoanCommand.Checkout command) {
    var group = facts.bookings().group(patron.id());
    var by = command.by();
    if (group.isEmpty()) {
      return by == null ? List.of() : List.of(notAGroup());
    }
    if (by == null) {
      var alone = context.setting(Setting.GROUP_CARD_ALONE);
      return List.of(
          new Check(
              RefusalReason.BORROWER_NOT_NAMED,
              DecisionContext.why("borrows-for-group", alone),
              "the group's card alone",
              !alone.value()));
    }
    var person = facts.patron(by);
    if (person.isEmpty()) {
      return List.of(facts.whyNobody(by));
    }
    var checks = new ArrayList<>(mayBorrow(group.get(), person.get()));
    new PatronRules(context)
        .checks(person.get()).stream()
            .filter(check ->
                check.reason() == RefusalReason.PATRON_BLOCKED
                    || check.reason() == RefusalReason.PATRON_EXPIRED)
            .forEach(checks::add);
    return checks;
  }

  private List<Check> mayBorrow(GroupFacts group, PatronFacts person) {
    var members = context.setting(Setting.GROUP_MEMBERS_BORROW);
    Optional<GroupFacts.Member> member =
        group.members().stream().filter(m -> m.patronId().equals(person.id())).findFirst();
    var may = member.filter(m -> m.isResponsible() || members.value()).isPresent();
    return List.of(
        new Check(
            RefusalReason.NOT_FOR_GROUP,
            DecisionContext.why("borrows-for-group", members),
            member
                .map(m -> m.isResponsible() ? "responsible" : "a member")
                .orElse("not in the group"),
            !may));
  }
}
