package org.samling.operations.patrons;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.PatronProfile;
import org.samling.operations.Means;
import org.samling.operations.Texts;

/** What the operations that register and edit patrons take and return. */
public final class PatronEdits {

  private static final int CARD = 100;
  private static final int NAME = 200;
  private static final int NOTE = 2_000;

  private PatronEdits() {}

  /** Who may be a patron already. */
  public record Person(
      @Means("Surname, Forename") @Size(max = NAME) String name,
      @Nullable LocalDate birthDate,
      @Means("card numbers, a CPR number or other identifiers") @Size(max = 10) @Nullable List<@Size(max = NAME) String> identifiers) {

    /** Names nobody: an identifier may be a CPR number. */
    @Override
    public String toString() {
      return "a person";
    }
  }

  /** The patrons who may be that person. */
  public record Candidates(List<Candidate> duplicates) {}

  /** A patron who may be that person. */
  public record Candidate(
      @Means("a card number") @Size(max = Texts.LONGEST) String patron,
      @Size(max = Texts.LONGEST) String name,
      @Nullable LocalDate birthDate,
      @Means("the code of the patron's own branch") @Size(max = Texts.LONGEST) String branch,
      @Means("the same identifier, or a similar name") Likeness by) {

    static Candidate of(DeskLists.Known known, Likeness by) {
      return new Candidate(known.card(), known.name(), known.birthDate(), known.branch(), by);
    }
  }

  /** How a patron resembles a person. */
  public enum Likeness {
    /** One of the identifiers is theirs: nobody else can have it. */
    IDENTIFIER,
    /** The name, and the date of birth as far as both are known. */
    NAME
  }

  /** A person who is to be a patron. */
  public record NewPatron(
      @Means("a card number") @Size(max = CARD) String card,
      @Means("Surname, Forename") @Size(max = NAME) String name,
      @Nullable LocalDate birthDate,
      @Means("a CPR number, which is kept sealed and found by a keyed hash") @Nullable Secret cpr,
      @Nullable Secret pin,
      @JsonUnwrapped NewMembership membership,
      @JsonUnwrapped NewContact contact,
      @Means("an identifier of the guardian, who is another patron") @Size(max = NAME) @Nullable String guardian,
      @JsonUnwrapped NewConsents consents,
      @Means("register the person although others resemble them")
          @Nullable Boolean despiteDuplicates) {

    /** Names nobody. */
    @Override
    public String toString() {
      return "a person";
    }
  }

  /** What kind of patron a person is to be. */
  public record NewMembership(
      @Means("the code of a patron category; default: that of new patrons") @Size(max = NAME) @Nullable String category,
      @Means("the code of the patron's own branch; default: where it happens") @Size(max = NAME) @Nullable String branch,
      @Means("as SIP2 codes it: three digits; default: unknown") @Size(max = 3) @Nullable String language,
      @Means("the last day on which the patron can borrow") @Nullable LocalDate expires) {}

  /** How a person is reached. */
  public record NewContact(
      @Size(max = NAME) @Nullable String email,
      @Size(max = NAME) @Nullable String phone,
      @Means("street, postal code and town, with commas between") @Size(max = NAME) @Nullable String address,
      @Means("whether name and address are protected") @Nullable Boolean isAddressProtected,
      @Means("whether the patron lives in the municipality; default: true")
          @Nullable Boolean isResident) {}

  /** What a person consents to. */
  public record NewConsents(
      @Means("that past loans are kept under the patron's name") @Nullable Boolean keepsHistory,
      @Means("that the address is taken from the person registry")
          @Nullable Boolean fromRegistry) {}

  /** The patron that a person is now. */
  public record Registered(
      @Means("a card number") @Size(max = Texts.LONGEST) String patron,
      @Means("why the guardian was not accepted; null if it was, or none was named")
          @Size(max = Texts.LONGEST) @Nullable String guardianRefused) {}

  /** What is to be changed of a patron. What is left out stays. */
  public record PatronChange(
      @Means("a card number, or another identifier") String patron,
      @Means("Surname, Forename") @Size(max = NAME) @Nullable String name,
      @Nullable LocalDate birthDate,
      @JsonUnwrapped NewMembership membership,
      @JsonUnwrapped NewContact contact,
      @Means("the code of the preferred pickup branch") @Size(max = NAME) @Nullable String preferredPickup,
      @Means("what is to be removed") @Size(max = 5) @Nullable List<Removable> remove) {}

  /** What can be removed of a patron. */
  public enum Removable {
    /** The e-mail address. */
    EMAIL,
    /** The telephone number. */
    PHONE,
    /** The postal address. */
    ADDRESS,
    /** The preferred pickup branch. */
    PREFERRED_PICKUP,
    /** The last day on which the patron can borrow. */
    EXPIRES
  }

  /** When a patron is away. */
  public record NewAbsence(
      @Means("a card number, or another identifier") String patron,
      @Means("the first day") LocalDate from,
      @Means("the last day, at most ten years later") LocalDate until) {}

  /** Who is to be a patron's guardian. */
  public record NewGuardian(
      @Means("a card number, or another identifier") String patron,
      @Means("an identifier of the guardian, who is another patron") @Size(max = NAME) String guardian) {}

  /** Whether the address is taken from the person registry. */
  public record RegistryConsent(
      @Means("a card number, or another identifier") String patron,
      @Means("whether the patron agrees to it") boolean fromRegistry) {}

  /** A note that is to be added. */
  public record NewNote(
      @Means("a card number, or another identifier") String patron,
      @Means("default: staff") @Nullable NoteKind kind,
      @Size(max = NOTE) String text) {}

  /** Which note. */
  public record WhichNote(
      @Means("a card number, or another identifier") String patron,
      @Means("the number of the note") String note) {}

  /** Staff's notes about a patron. */
  public record Notes(@Means("the oldest first") List<Note> notes) {}

  /** A note. */
  public record Note(
      @Means("of the note") UUID number,
      @Means("alert: shown whenever the patron is served") NoteKind kind,
      @Size(max = Texts.LONGEST) String text,
      @Means("who wrote it") @Size(max = Texts.LONGEST) String by,
      Instant at) {

    static Note of(PatronProfile.Note note) {
      return new Note(note.id(), note.kind(), note.text(), note.by(), note.at());
    }
  }
}
