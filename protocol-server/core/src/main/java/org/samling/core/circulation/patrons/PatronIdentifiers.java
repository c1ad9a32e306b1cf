package org.samling.core.circulation.patrons;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Identification;
import org.samling.core.circulation.effect.Effect;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.patrons.PatronChanges.Subject;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Particulars.NewIdentifier;

/** Decides on patrons' cards and other identifiers. */
final class PatronIdentifiers {

  private static final List<String> WHAT = List.of("identifiers");

  private final Facts facts;
  private final Instant now;

  PatronIdentifiers(Facts facts, Instant now) {
    this.facts = facts;
    this.now = now;
  }

  /** Blocks an identifier for a reason, or unblocks it. */
  Decision block(PatronName.Identifier name, Subject subject, @Nullable String reason) {
    return changed(subject, List.of(blocked(identification(name), subject, reason)), List.of());
  }

  Decision add(PatronCommand.AddIdentifier command, Subject subject) {
    var free = free(command.identifier().value());
    var checks =
        command.identifier().kind() == IdentifierKind.CARD
            ? List.of(ofHome(subject), free)
            : List.of(free);
    return Check.broken(checks).isEmpty()
        ? changed(subject, List.of(added(command.identifier(), subject)), checks)
        : PatronChanges.refused(now, checks);
  }

  Decision replace(PatronCommand.ReplaceCard command, Subject subject) {
    var old = identification(command.name());
    var checks = List.of(ofHome(subject), card(old), free(command.card()));
    return Check.broken(checks).isEmpty()
        ? changed(
            subject,
            List.of(
                blocked(old, subject, command.reason()),
                added(new NewIdentifier(IdentifierKind.CARD, command.card(), null), subject)),
            checks)
        : PatronChanges.refused(now, checks);
  }

  /** The subject was found by it, so it is known. */
  private Identification identification(PatronName.Identifier name) {
    return facts.identification(name.value()).orElseThrow();
  }

  private Effect blocked(Identification found, Subject subject, @Nullable String reason) {
    return new PatronEffect.IdentifierChanged(
        subject.patron().id(), found.kind(), found.key(), reason, now);
  }

  private Effect added(NewIdentifier identifier, Subject subject) {
    return new PatronEffect.IdentifierAdded(subject.patron().id(), identifier, now);
  }

  /** The rule that a guest gets new cards at home only, which tells of them. */
  private static Check ofHome(Subject subject) {
    return new Check(
        RefusalReason.CARD_IS_OF_HOME,
        new DecisionReason("card-of-home", "guest.card", "patron", "given out at home"),
        "card",
        subject.details().isGuest());
  }

  /** The rule that nobody has the new identifier; whose it is, is not told. */
  private Check free(String identifier) {
    return new Check(
        RefusalReason.IDENTIFIER_TAKEN,
        new DecisionReason("identifier-free", "identifier.patron", "tenant", "taken"),
        "new identifier",
        facts.isTaken(identifier));
  }

  /** The rule that only a card is replaced by a card. */
  private static Check card(Identification found) {
    return new Check(
        RefusalReason.NOT_A_CARD,
        new DecisionReason("card-replaced", "identifier.kind", "patron", found.kind().name()),
        found.kind().name(),
        found.kind() != IdentifierKind.CARD);
  }

  private Decision changed(Subject subject, List<Effect> effects, List<Check> checks) {
    return new Decision(
        new PatronOutcome.Changed(now, subject.patron().id(), WHAT, List.of()), effects, checks);
  }
}
