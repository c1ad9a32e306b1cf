package org.samling.core.circulation.patrons;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.command.PatronCommand.RegistryEvent;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.HoldState;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.holds.HoldChanges;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.patrons.PatronChanges.Subject;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PostalAddress;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Settings;

/** Decides on events from the person registry, and on coming of age. */
final class RegistryEvents {

  private static final String DECEASED = "deceased";

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;

  RegistryEvents(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
  }

  Decision decide(RegistryEvent event, Subject subject) {
    var person = person(subject);
    if (person.isBroken()) {
      return PatronChanges.refused(now, List.of(person));
    }
    return switch (event) {
      case PatronCommand.RegisterDeath _ -> death(subject, person);
      case PatronCommand.RegisterMove move -> move(move, subject, person);
      case PatronCommand.RegisterProtection c -> protection(c.isProtected(), subject, person);
      case PatronCommand.ComeOfAge _ -> comeOfAge(subject, person);
    };
  }

  private static Check person(Subject subject) {
    var kind = subject.details().kind();
    return new Check(
        RefusalReason.NOT_A_PERSON,
        new DecisionReason("registry-of-persons", "patron.kind", "patron", kind.name()),
        kind.name(),
        kind != PatronKind.PERSON);
  }

  private Decision death(Subject subject, Check person) {
    var patron = subject.patron();
    if (patron.blocks().contains(BlockCode.DECEASED)) {
      return same(subject, person);
    }
    var effects = new ArrayList<Effect>();
    effects.add(new PatronEffect.PatronBlocked(patron.id(), BlockCode.DECEASED, null, false, now));
    effects.add(new PatronEffect.IdentifiersBlocked(patron.id(), DECEASED, now));
    effects.add(new PatronEffect.WardsReleased(patron.id(), now));
    facts
        .holdsOf(patron.id())
        .sorted(Comparator.comparing(HoldFacts::id))
        .forEach(hold -> effects.addAll(HoldChanges.endEffects(hold, HoldState.CANCELLED, now)));
    return new Decision(
        new PatronOutcome.Changed(
            now, patron.id(), List.of("blocks", "identifiers", "holds"), List.of()),
        effects,
        List.of(person));
  }

  private Decision move(PatronCommand.RegisterMove move, Subject subject, Check person) {
    var patron = subject.patron();
    var details = subject.details();
    var checks = new ArrayList<>(List.of(person));
    var by = new ArrayList<DecisionReason>();
    var isResident = isOwn(move.municipality());
    var moved = patron;
    if (!isResident) {
      var category = setting(Setting.PATRON_CATEGORY_NONRESIDENT, patron);
      moved = inCategory(moved, category, checks, by);
      moved = until(moved, move.on(), by);
    }
    if (!Check.broken(checks).isEmpty()) {
      return PatronChanges.refused(now, checks);
    }
    var address = move.address();
    var takesAddress =
        address != null && details.consents().contains(Consent.SYNC_WITH_NATIONAL_REGISTRY);
    var place =
        takesAddress
            ? new PostalAddress(address, details.address().isProtected())
            : details.address();
    return changed(subject, moved, details.at(place, isResident), by, checks);
  }

  /** Whether a municipality is the library's own: one of its agencies is of it. */
  private boolean isOwn(String municipality) {
    return context.policy().agencies().values().stream()
        .anyMatch(agency -> agency.isOf(municipality));
  }

  /** Ends the right to borrow a set number of days after the move, and never later than before. */
  private PatronFacts until(PatronFacts patron, LocalDate moved, List<DecisionReason> by) {
    var days = setting(Setting.PATRON_NONRESIDENT_DAYS, patron);
    if (days.value().equals(Setting.NONE)) {
      return patron;
    }
    by.add(DecisionContext.why("nonresident-expiry", days));
    var end = moved.plusDays(Integer.parseInt(days.value()));
    var expires = patron.expires();
    return patron.withMembership(
        patron.category(),
        patron.branch(),
        patron.language(),
        expires == null || end.isBefore(expires) ? end : expires);
  }

  private Decision protection(boolean isProtected, Subject subject, Check person) {
    var details = subject.details();
    var address = new PostalAddress(details.address().text(), isProtected);
    return changed(
        subject,
        subject.patron(),
        details.at(address, details.isResident()),
        List.of(),
        List.of(person));
  }

  private Decision comeOfAge(Subject subject, Check person) {
    var patron = subject.patron();
    var details = subject.details();
    if (details.cameOfAge() != null) {
      return same(subject, person);
    }
    var age = setting(Setting.PATRON_ADULT_AGE, patron);
    var why = DecisionContext.why("adult-age", age);
    var checks = new ArrayList<>(List.of(person));
    checks.add(
        new Check(
            RefusalReason.NOT_OF_AGE,
            why,
            patron.birthDate() == null ? "no date of birth" : "born " + patron.birthDate(),
            !isOfAge(context, patron)));
    var by = new ArrayList<>(List.of(why));
    var adult = inCategory(patron, setting(Setting.PATRON_CATEGORY_ADULT, patron), checks, by);
    if (!Check.broken(checks).isEmpty()) {
      return PatronChanges.refused(now, checks);
    }
    return changed(subject, adult, details.ward(null, context.today()), by, checks);
  }

  /** Whether a patron is of age today; false if the date of birth is not known. */
  static boolean isOfAge(DecisionContext context, PatronFacts patron) {
    var born = patron.birthDate();
    var age = context.policy().setting(Setting.PATRON_ADULT_AGE, patron.branch(), context.today());
    return born != null && !born.plusYears(age.value()).isAfter(context.today());
  }

  private PatronFacts inCategory(
      PatronFacts patron,
      Settings.Found<String> category,
      List<Check> checks,
      List<DecisionReason> by) {
    if (category.value().equals(Setting.NONE)) {
      return patron;
    }
    var why = DecisionContext.why("category-known", category);
    checks.add(PatronChanges.known(context, category.value(), why));
    by.add(why);
    return patron.withMembership(
        category.value(), patron.branch(), patron.language(), patron.expires());
  }

  /** The value of a setting at the patron's own branch, wherever the event comes from. */
  private <T> Settings.Found<T> setting(Setting<T> setting, PatronFacts patron) {
    return context.policy().setting(setting, patron.branch(), context.today());
  }

  private Decision changed(
      Subject before,
      PatronFacts patron,
      PatronDetails details,
      List<DecisionReason> by,
      List<Check> checks) {
    var what = new ArrayList<String>();
    addIf(what, "category", !patron.category().equals(before.patron().category()));
    addIf(what, "expiry", !Objects.equals(patron.expires(), before.patron().expires()));
    addIf(what, "residence", details.isResident() != before.details().isResident());
    addIf(what, "address", !details.address().equals(before.details().address()));
    addIf(what, "guardian", !Objects.equals(details.guardian(), before.details().guardian()));
    addIf(what, "of-age", details.cameOfAge() != null && before.details().cameOfAge() == null);
    return what.isEmpty()
        ? new Decision(new PatronOutcome.Changed(now, patron.id(), what, by), List.of(), checks)
        : PatronChanges.changed(now, what, patron, details, by, checks);
  }

  private static void addIf(List<String> what, String word, boolean isChanged) {
    if (isChanged) {
      what.add(word);
    }
  }

  private Decision same(Subject subject, Check person) {
    return new Decision(
        new PatronOutcome.Changed(now, subject.patron().id(), List.of(), List.of()),
        List.of(),
        List.of(person));
  }
}
