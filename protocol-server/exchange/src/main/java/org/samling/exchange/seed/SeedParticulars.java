package org.samling.exchange.seed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Absence;
import org.samling.core.patron.Consent;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.Particulars.NewAdmissionWithdrawal;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.patron.Particulars.NewNote;
import org.samling.core.patron.PatronKind;
import org.samling.core.policy.Unit;
import org.samling.exchange.seed.SeedContent.SeedAbsence;
import org.samling.exchange.seed.SeedContent.SeedAdmission;
import org.samling.exchange.seed.SeedContent.SeedIdentifier;
import org.samling.exchange.seed.SeedContent.SeedPatron;

/** The particulars in a file that only some patrons have. */
final class SeedParticulars {

  private SeedParticulars() {}

  /**
   * A fault in one of a patron's keys.
   *
   * @param message what is wrong
   */
  record Fault(String key, String message) {}

  /** Checks whether a patron's times, each valid in itself, are in the wrong order. */
  static Optional<Fault> fault(SeedPatron p) {
    var times = new SeedTime(Instant.now(), ZoneOffset.UTC);
    try {
      absence(p.absence(), times);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(new Fault("absence", "is not valid: " + e.getMessage()));
    } catch (DateTimeException _) {
      return Optional.empty(); // reported for the time itself
    }
  }

  static Particulars of(SeedPatron p, String tenant, SeedTime times) {
    var cpr = p.cpr();
    return new Particulars(
        PatronKind.valueOf(constant(p.kind())),
        p.identifiers().stream().map(i -> identifier(i, times)).toList(),
        cpr == null ? null : Cpr.of(cpr),
        p.preferredPickup(),
        p.guardian(),
        p.resident(),
        p.protectedAddress(),
        p.consents().stream()
            .map(consent -> Consent.valueOf(constant(consent)))
            .collect(Collectors.toSet()),
        absence(p.absence(), times),
        p.admissionWithdrawn().stream().map(w -> admission(w, tenant, times)).toList(),
        p.notes().stream()
            .map(note -> new NewNote(NoteKind.valueOf(constant(note.kind())), note.text()))
            .toList());
  }

  private static NewIdentifier identifier(SeedIdentifier i, SeedTime times) {
    var from = i.from();
    var until = i.until();
    return new NewIdentifier(
        IdentifierKind.valueOf(constant(i.kind())),
        i.value(),
        i.blocked(),
        from == null ? null : times.day(from),
        until == null ? null : times.day(until));
  }

  private static NewAdmissionWithdrawal admission(SeedAdmission w, String tenant, SeedTime times) {
    var until = w.until();
    return new NewAdmissionWithdrawal(
        place(w, tenant), w.reason(), until == null ? null : times.day(until));
  }

  private static Unit place(SeedAdmission w, String tenant) {
    if (w.branch() != null) {
      return new Unit(Unit.Level.BRANCH, w.branch());
    }
    return w.agency() == null
        ? new Unit(Unit.Level.TENANT, tenant)
        : new Unit(Unit.Level.AGENCY, w.agency());
  }

  private static @Nullable Absence absence(@Nullable SeedAbsence absence, SeedTime times) {
    return absence == null
        ? null
        : new Absence(times.day(absence.from()), times.day(absence.until()));
  }

  private static String constant(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
