package org.samling.operations.patrons;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.command.PatronCommand.ChangePatron;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.patron.Absence;
import org.samling.core.patron.Consent;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.PatronRegister;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.patrons.PatronEdits.Candidates;
import org.samling.operations.patrons.PatronEdits.NewAbsence;
import org.samling.operations.patrons.PatronEdits.NewGuardian;
import org.samling.operations.patrons.PatronEdits.NewNote;
import org.samling.operations.patrons.PatronEdits.NewPatron;
import org.samling.operations.patrons.PatronEdits.Note;
import org.samling.operations.patrons.PatronEdits.Notes;
import org.samling.operations.patrons.PatronEdits.PatronChange;
import org.samling.operations.patrons.PatronEdits.Person;
import org.samling.operations.patrons.PatronEdits.Registered;
import org.samling.operations.patrons.PatronEdits.RegistryConsent;
import org.samling.operations.patrons.PatronEdits.Removable;
import org.samling.operations.patrons.PatronEdits.WhichNote;
import org.samling.operations.patrons.Patrons.Changed;
import org.samling.operations.patrons.Patrons.WhichPatron;

/** Patrons registered and edited by staff: their data, absences, guardians and notes. */
public final class PatronEditOperations {

  /** The operations. */
  public static final Family<PatronEditOperations> FAMILY =
      new Family<>(
          "patrons",
          "patron",
          "Patrons registered and edited by staff: their data, absences, guardians and notes",
          List.of(
              Operation.post(
                      "find-duplicates",
                      "/patrons/duplicates",
                      Scope.PATRONS_READ,
                      "Finds possible duplicates of a person: by identifiers, name and date of birth")
                  .changingNothing()
                  .withinBounds()
                  .of(Person.class, Candidates.class, PatronEditOperations::duplicates),
              Operation.post(
                      "register-patron",
                      "/patrons/registrations",
                      Scope.PATRONS_CHANGE,
                      "Registers a patron at the desk; tells of duplicates before anybody is created")
                  .withinBounds()
                  .of(NewPatron.class, Registered.class, PatronEditOperations::register),
              Operation.post(
                      "change-patron",
                      "/patrons/:patron/changes",
                      Scope.PATRONS_CHANGE,
                      "Changes a patron's data; what the person registry keeps up to date is refused")
                  .withinBounds()
                  .of(PatronChange.class, Changed.class, PatronEditOperations::change),
              Operation.post(
                      "set-absence",
                      "/patrons/:patron/absence",
                      Scope.PATRONS_CHANGE,
                      "Sets when a patron is away; their holds are paused")
                  .withinBounds()
                  .of(NewAbsence.class, Changed.class, PatronEditOperations::away),
              Operation.delete(
                      "end-absence",
                      "/patrons/:patron/absence",
                      Scope.PATRONS_CHANGE,
                      "Removes the period when a patron is away")
                  .withinBounds()
                  .of(WhichPatron.class, Changed.class, PatronEditOperations::back),
              Operation.post(
                      "set-guardian",
                      "/patrons/:patron/guardian",
                      Scope.PATRONS_CHANGE,
                      "Sets the guardian of a patron who is not of age")
                  .withinBounds()
                  .of(NewGuardian.class, Changed.class, PatronEditOperations::guardian),
              Operation.delete(
                      "remove-guardian",
                      "/patrons/:patron/guardian",
                      Scope.PATRONS_CHANGE,
                      "Removes a patron's guardian")
                  .withinBounds()
                  .of(WhichPatron.class, Changed.class, PatronEditOperations::withoutGuardian),
              Operation.post(
                      "change-registry-consent",
                      "/patrons/:patron/registry-consent",
                      Scope.PATRONS_CHANGE,
                      "Changes whether the address is taken from the person registry")
                  .withinBounds()
                  .of(RegistryConsent.class, Changed.class, PatronEditOperations::consent),
              Operation.get(
                      "list-notes",
                      "/patrons/:patron/notes",
                      Scope.PATRONS_CHANGE,
                      "Lists staff's notes about a patron")
                  .withinBounds()
                  .of(WhichPatron.class, Notes.class, PatronEditOperations::notes),
              Operation.post(
                      "add-note",
                      "/patrons/:patron/notes",
                      Scope.PATRONS_CHANGE,
                      "Adds a note about a patron, for staff to read")
                  .withinBounds()
                  .of(NewNote.class, Changed.class, PatronEditOperations::addNote),
              Operation.delete(
                      "remove-note",
                      "/patrons/:patron/notes/:note",
                      Scope.PATRONS_CHANGE,
                      "Removes a note about a patron")
                  .withinBounds()
                  .of(WhichNote.class, Changed.class, PatronEditOperations::removeNote)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Pattern LANGUAGE = Pattern.compile("[0-9]{3}");

  private final Inquiries inquiries;
  private final Registrations registrations;
  private final Branches branches;
  private final Commands commands;

  /** Operations on a store. */
  public PatronEditOperations(
      Inquiries inquiries, DeskLists lists, PatronRegister register, Circulation circulation) {
    this.inquiries = inquiries;
    this.registrations = new Registrations(inquiries, lists, register);
    this.branches = new Branches(inquiries);
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Candidates duplicates(Request<Person> request) {
    var person = request.input();
    return new Candidates(
        registrations.duplicates(
            request,
            Texts.needed("name", person.name()),
            person.birthDate(),
            Optional.ofNullable(person.identifiers()).orElse(List.of())));
  }

  private Registered register(Request<NewPatron> request) {
    var person = request.input();
    branches.checkMember(request, "branch", person.membership().branch());
    checkLanguage(person.membership().language());
    var guardian = Texts.number(person.guardian());
    var guardianId = guardian == null ? null : patron(request, guardian, "guardian");
    var card = registrations.register(request, Instant.now());
    if (guardianId == null) {
      return new Registered(card, null);
    }
    var outcome =
        commands.outcome(
            new PatronCommand.SetGuardian(
                request.origin(DEADLINE, "guardian"), new PatronName.Identifier(card), guardianId));
    return new Registered(
        card, outcome instanceof PatronOutcome.Refused(_, _, var why) ? why.value() : null);
  }

  private static void checkLanguage(@Nullable String language) {
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      throw Problem.invalid("\"language\" must be a SIP2 language code of three digits.");
    }
  }

  /** The patron whom a member of the input names; one who is not seen is as good as none. */
  private UUID patron(Request<?> request, String identifier, String member) {
    return inquiries
        .patron(request.tenantId(), identifier)
        .orElseThrow(() -> Problem.invalid("\"%s\" names no patron.".formatted(member)))
        .patron()
        .id();
  }

  private Changed change(Request<PatronChange> request) {
    var change = request.input();
    var membership = change.membership();
    var contact = change.contact();
    var remove = Optional.ofNullable(change.remove()).orElse(List.of());
    branches.checkMember(request, "branch", membership.branch());
    checkLanguage(membership.language());
    return changed(
        new ChangePatron(
            request.origin(DEADLINE),
            name(change.patron()),
            text(contact.email(), remove, Removable.EMAIL),
            text(contact.phone(), remove, Removable.PHONE),
            membership.language(),
            text(change.preferredPickup(), remove, Removable.PREFERRED_PICKUP),
            membership.branch(),
            membership.category(),
            expiry(change, remove),
            new ChangePatron.Person(
                Texts.clean(change.name()),
                change.birthDate(),
                text(contact.address(), remove, Removable.ADDRESS),
                contact.isAddressProtected(),
                contact.isResident())));
  }

  private static ChangePatron.@Nullable Expiry expiry(PatronChange change, List<Removable> remove) {
    var expires = change.membership().expires();
    if (remove.contains(Removable.EXPIRES)) {
      return new ChangePatron.Expiry(null);
    }
    return expires == null ? null : new ChangePatron.Expiry(expires);
  }

  /** The new text; empty where it is removed, null where it stays. */
  private static @Nullable String text(
      @Nullable String text, List<Removable> remove, Removable what) {
    return remove.contains(what) ? "" : Texts.clean(text);
  }

  private Changed away(Request<NewAbsence> request) {
    var absence = request.input();
    try {
      return changed(
          new PatronCommand.SetAbsence(
              request.origin(DEADLINE),
              name(absence.patron()),
              new Absence(absence.from(), absence.until())));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Problem.invalid("\"until\" must be on or after \"from\", within ten years.");
    }
  }

  private Changed back(Request<WhichPatron> request) {
    return changed(
        new PatronCommand.SetAbsence(
            request.origin(DEADLINE), name(request.input().patron()), null));
  }

  private Changed guardian(Request<NewGuardian> request) {
    var wanted = request.input();
    return changed(
        new PatronCommand.SetGuardian(
            request.origin(DEADLINE),
            name(wanted.patron()),
            patron(request, Texts.neededNumber("guardian", wanted.guardian()), "guardian")));
  }

  private Changed withoutGuardian(Request<WhichPatron> request) {
    return changed(
        new PatronCommand.SetGuardian(
            request.origin(DEADLINE), name(request.input().patron()), null));
  }

  private Changed consent(Request<RegistryConsent> request) {
    return changed(
        new PatronCommand.SetConsent(
            request.origin(DEADLINE),
            name(request.input().patron()),
            Consent.SYNC_WITH_NATIONAL_REGISTRY,
            request.input().fromRegistry()));
  }

  private Notes notes(Request<WhichPatron> request) {
    return new Notes(
        inquiries
            .profile(request.tenantId(), request.input().patron())
            .orElseThrow(Problem::unknownPatron)
            .notes()
            .stream()
            .map(Note::of)
            .toList());
  }

  private Changed addNote(Request<NewNote> request) {
    var note = request.input();
    return changed(
        new PatronCommand.AddNote(
            request.origin(DEADLINE),
            name(note.patron()),
            Optional.ofNullable(note.kind()).orElse(NoteKind.STAFF),
            Texts.needed("text", note.text())));
  }

  /** A note that whoever asks does not see is as good as none. */
  private Changed removeNote(Request<WhichNote> request) {
    var which = request.input();
    var id =
        Ids.of(which.note())
            .filter(note ->
                inquiries
                    .profile(request.tenantId(), which.patron())
                    .orElseThrow(Problem::unknownPatron)
                    .notes()
                    .stream()
                    .anyMatch(known -> known.id().equals(note)))
            .orElseThrow(() -> Problem.unknown("There is no note \"%s\".".formatted(which.note())));
    return changed(
        new PatronCommand.RemoveNote(request.origin(DEADLINE), name(which.patron()), id));
  }

  private static PatronName name(String identifier) {
    return new PatronName.Identifier(identifier);
  }

  private Changed changed(PatronCommand command) {
    return switch (commands.outcome(command)) {
      case PatronOutcome.Changed changed -> new Changed(changed.what());
      case PatronOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }
}
