package org.samling.core.circulation.patrons;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Identification;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.PatronKind;
import org.samling.core.policy.Unit;

/** Decides on changes to patrons' data. */
public final class PatronChanges {

  private final DecisionContext context;
  private final Facts facts;
  private final Instant now;

  public PatronChanges(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
    this.now = context.now();
  }

  /** The patron a command changes, before the change. */
  record Subject(PatronFacts patron, PatronDetails details) {}

  public Decision decide(PatronCommand command) {
    var subject = subject(command.name());
    if (subject == null) {
      var unknown = Identification.unknown();
      return refused(List.of(unknown));
    }
    return decide(command, subject);
  }

  private @Nullable Subject subject(PatronName name) {
    var id =
        switch (name) {
          case PatronName.Id(var number) -> number;
          case PatronName.Identifier(var value) ->
              facts.identification(value).map(Identification::patronId).orElse(null);
        };
    if (id == null) {
      return null;
    }
    var patron = facts.patron(id);
    var details = facts.details(id);
    return patron.isEmpty() || details.isEmpty() ? null : new Subject(patron.get(), details.get());
  }

  private Decision decide(PatronCommand command, Subject subject) {
    return switch (command) {
      case PatronCommand.RegistryEvent event ->
          new RegistryEvents(context, facts).decide(event, subject);
      case PatronCommand.BlockPatron c -> block(c, subject);
      case PatronCommand.UnblockPatron c -> unblock(c, subject);
      case PatronCommand.WithdrawAdmission c ->
          admission(
              c.place(),
              subject,
              new PatronEffect.AdmissionWithdrawn(
                  subject.patron().id(), c.place(), c.reason(), c.until(), now));
      case PatronCommand.RestoreAdmission c ->
          admission(
              c.place(),
              subject,
              new PatronEffect.AdmissionRestored(subject.patron().id(), c.place(), now));
      case PatronCommand.BlockIdentifier c ->
          new PatronIdentifiers(facts, now).block(c.name(), subject, c.reason());
      case PatronCommand.UnblockIdentifier c ->
          new PatronIdentifiers(facts, now).block(c.name(), subject, null);
      case PatronCommand.AddIdentifier c -> new PatronIdentifiers(facts, now).add(c, subject);
      case PatronCommand.ReplaceCard c -> new PatronIdentifiers(facts, now).replace(c, subject);
      case PatronCommand.SetConsent c -> consent(c, subject);
      case PatronCommand.SetAbsence c -> absence(c, subject);
      case PatronCommand.SetGuardian c -> guardian(c, subject);
      case PatronCommand.ChangePatron c -> new PatronEdit(context, facts).change(c, subject);
      case PatronCommand.AddNote c ->
          changed(
              subject,
              "notes",
              new PatronEffect.NoteAdded(
                  subject.patron().id(),
                  Uuids.next(now),
                  c.kind(),
                  c.text(),
                  c.origin().actor(),
                  now));
      case PatronCommand.RemoveNote c ->
          changed(
              subject, "notes", new PatronEffect.NoteRemoved(subject.patron().id(), c.note(), now));
    };
  }

  private Decision block(PatronCommand.BlockPatron command, Subject subject) {
    var check = derived(command.code());
    return check.isBroken()
        ? refused(List.of(check))
        : changed(
            subject,
            "blocks",
            new PatronEffect.PatronBlocked(
                subject.patron().id(),
                command.code(),
                command.note(),
                command.until(),
                command.cardRetained(),
                now));
  }

  private Decision unblock(PatronCommand.UnblockPatron command, Subject subject) {
    var check = derived(command.code());
    return check.isBroken()
        ? refused(List.of(check))
        : changed(
            subject,
            "blocks",
            new PatronEffect.PatronUnblocked(subject.patron().id(), command.code(), now));
  }

  private Decision admission(Unit place, Subject subject, Effect effect) {
    var check = known(place);
    return check.isBroken() ? refused(List.of(check)) : changed(subject, "admission", effect);
  }

  /** The rule that a place exists. */
  private Check known(Unit place) {
    var policy = context.policy();
    var code = place.code();
    var isThere =
        switch (place.level()) {
          case TENANT -> code.equals(policy.tenant().code());
          case AGENCY -> policy.agencies().containsKey(code);
          case BRANCH -> policy.branches().containsKey(code);
          case DEPARTMENT, LOCATION, SUBLOCATION, SECTION ->
              throw new IllegalArgumentException("admission can't be limited to " + place);
        };
    var isSeen = isThere && facts.seen().place(place);
    var isBranch = place.level() == Unit.Level.BRANCH;
    return new Check(
        isBranch ? RefusalReason.BRANCH_UNKNOWN : RefusalReason.AGENCY_UNKNOWN,
        isBranch
            ? new DecisionReason("branch-known", "branch.code", "tenant", code)
            : new DecisionReason("agency-known", "agency.number", "tenant", code),
        place.toString(),
        !isSeen);
  }

  /** The rule that a block derived from other facts can't be set or lifted by hand. */
  private static Check derived(BlockCode code) {
    return new Check(
        RefusalReason.BLOCK_IS_DERIVED,
        new DecisionReason(
            "block-derived",
            code == BlockCode.HOME ? "guest.standing" : "patron.debt",
            "patron",
            String.valueOf(code.letter())),
        "block " + code.letter(),
        code.isDerived());
  }

  private Decision consent(PatronCommand.SetConsent command, Subject subject) {
    if (subject.details().consents().contains(command.consent()) == command.isGiven()) {
      return same(subject);
    }
    var id = subject.patron().id();
    var effects = new ArrayList<Effect>();
    effects.add(new PatronEffect.ConsentChanged(id, command.consent(), command.isGiven(), now));
    if (command.consent() == Consent.KEEP_HISTORICAL_LOAN_DATA && !command.isGiven()) {
      effects.add(new PatronEffect.LoanHistoryErased(id, now));
    }
    return new Decision(
        new PatronOutcome.Changed(now, id, List.of("consents"), List.of()), effects, List.of());
  }

  private Decision absence(PatronCommand.SetAbsence command, Subject subject) {
    return Objects.equals(command.absence(), subject.patron().absence())
        ? same(subject)
        : changed(
            List.of("absence"),
            subject.patron().withAbsence(command.absence()),
            subject.details(),
            List.of(),
            List.of());
  }

  private Decision guardian(PatronCommand.SetGuardian command, Subject subject) {
    var guardian = command.guardian();
    var check = guardian == null ? null : fits(guardian, subject);
    if (check != null && check.isBroken()) {
      return refused(List.of(check));
    }
    return Objects.equals(guardian, subject.details().guardian())
        ? same(subject)
        : changed(
            List.of("guardian"),
            subject.patron(),
            subject.details().ward(guardian, subject.details().cameOfAge()),
            List.of(),
            check == null ? List.of() : List.of(check));
  }

  /** The rule that a guardian is another, living person, and the ward is not of age. */
  private Check fits(UUID guardian, Subject ward) {
    var fault = fault(guardian, ward);
    return new Check(
        RefusalReason.GUARDIAN_UNFIT,
        new DecisionReason(
            "guardian-fits", "patron.guardian", "patron", fault == null ? "fits" : fault),
        fault == null ? "another person" : fault,
        fault != null);
  }

  private @Nullable String fault(UUID guardian, Subject ward) {
    var patron = facts.patron(guardian);
    var kind = facts.details(guardian).map(PatronDetails::kind);
    if (patron.isEmpty() || kind.isEmpty()) {
      return "no such guardian";
    }
    if (guardian.equals(ward.patron().id())) {
      return "the patron themselves";
    }
    if (kind.get() != PatronKind.PERSON || ward.details().kind() != PatronKind.PERSON) {
      return "not a person";
    }
    if (patron.get().blocks().contains(BlockCode.DECEASED)) {
      return "deceased";
    }
    return RegistryEvents.isOfAge(context, ward.patron()) ? "the ward is of age" : null;
  }

  /** The rule that a patron's category exists. */
  static Check known(DecisionContext context, String category, DecisionReason why) {
    var known = context.policy().patronCategories().get(category);
    return new Check(
        RefusalReason.CATEGORY_UNKNOWN,
        why,
        known == null ? "no such category" : name(known),
        known == null);
  }

  private static String name(PatronCategory category) {
    return "category " + category.name();
  }

  private Decision refused(List<Check> checks) {
    return refused(now, checks);
  }

  /** Refuses by the most important rule that is broken. */
  static Decision refused(Instant now, List<Check> checks) {
    var first = Check.broken(checks).getFirst();
    return Decision.refusal(new PatronOutcome.Refused(now, first.reason(), first.why()), checks);
  }

  private Decision same(Subject subject) {
    return same(now, subject);
  }

  /** The decision that nothing has to change. */
  static Decision same(Instant now, Subject subject) {
    return new Decision(
        new PatronOutcome.Changed(now, subject.patron().id(), List.of(), List.of()),
        List.of(),
        List.of());
  }

  private Decision changed(Subject subject, String what, Effect effect) {
    return new Decision(
        new PatronOutcome.Changed(now, subject.patron().id(), List.of(what), List.of()),
        List.of(effect),
        List.of());
  }

  private Decision changed(
      List<String> what,
      PatronFacts patron,
      PatronDetails details,
      List<DecisionReason> by,
      List<Check> checks) {
    return changed(now, what, patron, details, by, checks);
  }

  /** The decision to change a patron's own data. */
  static Decision changed(
      Instant now,
      List<String> what,
      PatronFacts patron,
      PatronDetails details,
      List<DecisionReason> by,
      List<Check> checks) {
    return new Decision(
        new PatronOutcome.Changed(now, patron.id(), what, by),
        List.of(new PatronEffect.PatronChanged(patron.id(), what, patron, details, now)),
        checks);
  }
}
