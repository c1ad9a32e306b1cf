package org.samling.operations.classes;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.operations.Means;
import org.samling.operations.Why;

/** What the change to a new school year takes and returns. */
public final class SchoolYears {

  /** The most characters of a school's file. */
  public static final int MAX_FILE = 4_000_000;

  private SchoolYears() {}

  /** The new school year. */
  public record NewYear(
      @Means("a school's file, CSV or XML, as docs/class-sets.md describes") @Size(max = MAX_FILE) String file,
      @Means("whether to make the changes; default: they are only shown") @Nullable Boolean apply,
      @Means("whether to go on even if more than a third of the pupils would leave")
          @Nullable Boolean acceptLeavers) {}

  /** What the file changes, or has changed. */
  public record RolledOver(
      @Means("whether the changes were made") boolean applied,
      @JsonUnwrapped Sums sums,
      List<School> schools,
      @Means("what becomes of classes, but for their members") List<ClassNote> classes,
      @Means("who becomes a patron, and who joins or leaves a class") List<PersonNote> persons,
      @Means("the loans of those who leave school") List<LeaverLoan> loans,
      @Means("changes that were refused; the others were made") List<NotChanged> refused) {}

  /** How much changes. */
  public record Sums(
      int newClasses,
      int newPatrons,
      @Means("classes of which the name, the grade or the members change") int changedClasses,
      @Means("pupils who come from a class of another school") int changedSchools,
      @Means("pupils who are no longer in any class") int leavers,
      @Means(
              "persons in the file who are not patrons and do not become any, because"
                  + " school.pupil-category or school.teacher-category is not set")
          int notPatrons) {

    static Sums of(RollOverPlan plan) {
      return new Sums(
          plan.newClasses().size(),
          plan.newPersons().size(),
          plan.changes().size(),
          (int)
              plan.told().persons().stream()
                  .filter(person -> person.step() == PersonStep.CHANGES_SCHOOL)
                  .count(),
          plan.leavers().size(),
          plan.told().unknown());
    }
  }

  /** A school in the file. */
  public record School(
      @Means("the code of its branch") String school,
      @Means("classes in the file") int classes,
      @Means("persons in the file") int persons,
      @Means("classes that it has here") int present) {}

  /** What becomes of a class. */
  public enum ClassStep {
    /** It becomes a patron. */
    NEW,
    /** It has another name from now on. */
    RENAMED,
    /** It is not in the file: it stays as a patron, with its loans. */
    NOT_IN_FILE,
    /** It is no patron and does not become one: school.class-category is not set. */
    NOT_A_PATRON
  }

  /** What becomes of a class. */
  public record ClassNote(
      ClassStep step,
      @Means("its name; the new one if it is renamed") String name,
      @Means("its card; null if it has none") @Nullable String card,
      @Means("how many loans it has") int loans,
      @Means("its name until now, if it is renamed") @Nullable String before) {}

  /** What becomes of a pupil or teacher. */
  public enum PersonStep {
    /** They become a patron. */
    NEW_PATRON,
    /** They are in a class from now on, or in it with another role. */
    JOINS,
    /**
     * A pupil is in a class of another school from now on, and in none of the one before. Their
     * branch changes with it; loans, holds, fees and history stay theirs.
     */
    CHANGES_SCHOOL,
    /** They are in a class no more. */
    LEAVES_CLASS,
    /** A pupil is in no class any more. */
    LEAVES_SCHOOL
  }

  /** What becomes of a pupil or teacher. */
  public record PersonNote(
      PersonStep step,
      @Means("pupil or teacher") Role role,
      String name,
      @Means("a card number") String card,
      @Means("the code of the branch of the school that a pupil comes from")
          @Nullable String fromSchool,
      @Means("the name of the class that they join or leave") @Nullable String of,
      @Means("the name of the class that a pupil is in instead") @Nullable String to,
      @Means("how many loans they have themselves, if they leave or change schools") int loans,
      @Means("the code of the branch of the school that such a pupil goes to")
          @Nullable String toSchool) {}

  /** What somebody is in a class. */
  public enum Role {
    /** In it to learn. */
    PUPIL,
    /** Responsible for it. */
    TEACHER;

    static Role of(boolean isTeacher) {
      return isTeacher ? TEACHER : PUPIL;
    }
  }

  /** A loan of a pupil who leaves. */
  public record LeaverLoan(
      @Means("the barcode") String item,
      String title,
      @Means("the day on which it is due") LocalDate due,
      @Means("the name of the pupil") String name) {}

  /** A change of a class that was refused. */
  public record NotChanged(
      @Means("the card of the class") String card, RefusalReason reason, Why why) {}
}
