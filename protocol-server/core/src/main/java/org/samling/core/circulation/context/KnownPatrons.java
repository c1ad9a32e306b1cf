package org.samling.core.circulation.context;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.reason.Check;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;

/** The patrons that a batch concerns, by id and by what was scanned or typed. */
final class KnownPatrons {

  private final Map<String, UUID> patronIds = new HashMap<>();
  private final Map<UUID, PatronFacts> patrons = new HashMap<>();
  private final Map<String, Identification> identifications = new HashMap<>();
  private final Map<UUID, PatronDetails> details = new HashMap<>();

  void add(PatronFacts patron) {
    patronIds.put(patron.identifier(), patron.id());
    patrons.putIfAbsent(patron.id(), patron);
  }

  void addBorrower(PatronFacts patron) {
    patrons.putIfAbsent(patron.id(), patron);
  }

  void add(Identification identification, PatronFacts patron) {
    // Where a card and a CPR number look the same, the card counts.
    identifications.merge(
        identification.asked(),
        identification,
        (one, other) -> one.kind() == IdentifierKind.CPR ? other : one);
    patrons.putIfAbsent(patron.id(), patron);
  }

  void add(PatronDetails known) {
    details.put(known.id(), known);
  }

  Optional<PatronFacts> patron(String identifier) {
    var found = identifications.get(identifier);
    if (found != null) {
      return found.identifies() ? patron(found.patronId()) : Optional.empty();
    }
    return Optional.ofNullable(patronIds.get(identifier)).map(patrons::get);
  }

  Optional<PatronFacts> patron(UUID patronId) {
    return Optional.ofNullable(patrons.get(patronId));
  }

  Optional<PatronFacts> owner(String identifier) {
    var found = identifications.get(identifier);
    return found == null ? patron(identifier) : patron(found.patronId());
  }

  Optional<PatronDetails> details(UUID patronId) {
    return Optional.ofNullable(details.get(patronId));
  }

  Optional<Identification> identification(String identifier) {
    return Optional.ofNullable(identifications.get(identifier));
  }

  Check whyNobody(String identifier) {
    var found = identifications.get(identifier);
    return found == null ? Identification.unknown() : found.whyNobody();
  }

  void lent(LoanFacts loan) {
    patrons.computeIfPresent(loan.patronId(), (_, p) -> p.withLoan(loan.group()));
  }

  void returned(LoanFacts loan) {
    patrons.computeIfPresent(loan.patronId(), (_, p) -> p.withoutLoan(loan.group()));
  }

  /** A patron has more or fewer open holds, and owes more or less in minor units. */
  void changed(UUID patronId, int moreHolds, long moreDebt) {
    patrons.computeIfPresent(patronId, (_, p) -> p.changed(moreHolds, moreDebt));
  }

  void apply(PatronEffect effect) {
    var id = effect.patronId();
    switch (effect) {
      case PatronEffect.PatronChanged changed -> {
        patrons.put(id, changed.patron());
        details.put(id, changed.details());
      }
      case PatronEffect.PatronBlocked blocked ->
          patrons.computeIfPresent(id, (_, p) -> p.blocked(blocks(p, blocked.code(), true)));
      case PatronEffect.PatronUnblocked unblocked ->
          patrons.computeIfPresent(id, (_, p) -> p.blocked(blocks(p, unblocked.code(), false)));
      case PatronEffect.IdentifierChanged changed ->
          identifications.replaceAll((_, i) ->
              i.patronId().equals(id) && i.key().equals(changed.key())
                  ? i.blocked(changed.blocked() != null)
                  : i);
      case PatronEffect.IdentifierAdded added -> {
        var identifier = added.identifier();
        var value = identifier.value();
        identifications.put(
            value,
            new Identification(
                value,
                id,
                identifier.kind(),
                value,
                identifier.blocked() != null,
                // Whether it is valid today is for the next batch to say, where it has a period.
                identifier.from() == null && identifier.until() == null));
      }
      case PatronEffect.IdentifiersBlocked _ ->
          identifications.replaceAll((_, i) -> i.patronId().equals(id) ? i.blocked(true) : i);
      case PatronEffect.WardsReleased _ ->
          details.replaceAll((_, d) -> id.equals(d.guardian()) ? d.ward(null, d.cameOfAge()) : d);
      case PatronEffect.ConsentChanged changed ->
          details.computeIfPresent(
              id, (_, d) -> d.agreeing(consents(d, changed.consent(), changed.isGiven())));
      // Concerns past loans, which are not known here.
      case PatronEffect.LoanHistoryErased _ -> {}
      // No decision depends on notes or on admission.
      case PatronEffect.NoteAdded _,
          PatronEffect.NoteRemoved _,
          PatronEffect.AdmissionWithdrawn _,
          PatronEffect.AdmissionRestored _ -> {}
    }
  }

  private static List<BlockCode> blocks(PatronFacts patron, BlockCode code, boolean isPut) {
    var others = patron.blocks().stream().filter(b -> b != code);
    return Stream.concat(others, isPut ? Stream.of(code) : Stream.of()).sorted().toList();
  }

  private static Set<Consent> consents(PatronDetails of, Consent consent, boolean isGiven) {
    var consents = new HashSet<>(of.consents());
    if (isGiven) {
      consents.add(consent);
    } else {
      consents.remove(consent);
    }
    return consents;
  }
}
