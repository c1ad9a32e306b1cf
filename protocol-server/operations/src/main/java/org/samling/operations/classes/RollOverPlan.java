package org.samling.operations.classes;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.GroupCommand.NewMember;
import org.samling.core.patron.SchoolClass;
import org.samling.operations.classes.SchoolYears.ClassNote;
import org.samling.operations.classes.SchoolYears.PersonNote;
import org.samling.operations.classes.SchoolYears.School;

/**
 * What a school's file changes.
 *
 * @param newClasses classes that become patrons
 * @param newPersons pupils and teachers who become patrons
 * @param changes what changes about each class
 * @param leavers pupils who are no longer in any class
 * @param told what people are told of it
 */
record RollOverPlan(
    List<NewClass> newClasses,
    List<NewPerson> newPersons,
    List<ClassChange> changes,
    List<Leaver> leavers,
    Told told) {

  /** The fewest pupils whose leaving is remarkable. */
  private static final int MANY = 10;

  /** Copies the lists. */
  RollOverPlan {
    newClasses = List.copyOf(newClasses);
    newPersons = List.copyOf(newPersons);
    changes = List.copyOf(changes);
    leavers = List.copyOf(leavers);
  }

  /** Whether nothing changes. */
  boolean isEmpty() {
    return newClasses.isEmpty() && newPersons.isEmpty() && changes.isEmpty();
  }

  /** Whether more than a third of the pupils would leave: the file may be incomplete. */
  boolean isSuspicious() {
    return leavers.size() > MANY && leavers.size() * 3 > told.pupils();
  }

  /**
   * What people are told.
   *
   * @param pupils how many pupils were in these schools' classes before
   * @param unknown how many people in the file are not patrons and don't become any
   * @param schools the schools in the file
   * @param classes what becomes of classes, in order
   * @param persons what becomes of pupils and teachers, in order
   */
  record Told(
      int pupils,
      int unknown,
      List<School> schools,
      List<ClassNote> classes,
      List<PersonNote> persons) {

    /** Copies the lists. */
    Told {
      schools = List.copyOf(schools);
      classes = List.copyOf(classes);
      persons = List.copyOf(persons);
    }
  }

  /**
   * A class that becomes a patron.
   *
   * @param name its name
   * @param category its patron category
   * @param branch the school's branch
   */
  record NewClass(String card, String name, String category, String branch) {}

  /**
   * A pupil or teacher who becomes a patron.
   *
   * @param card their card
   * @param login their UNI-Login name
   * @param name their name
   * @param category their patron category
   * @param branch the school's branch
   */
  record NewPerson(String card, String login, String name, String category, String branch) {

    @Override
    public String toString() {
      return "patron " + card;
    }
  }

  /**
   * The changes to a class.
   *
   * @param branch the school's branch
   * @param name its name from now on, or null to leave it
   * @param schoolClass which class it is from now on, or null to leave it
   * @param put who joins it, or is in it with another role from now on
   * @param remove who leaves it
   */
  record ClassChange(
      String card,
      String branch,
      @Nullable String name,
      @Nullable SchoolClass schoolClass,
      List<NewMember> put,
      List<String> remove) {

    private ClassChange(
        String card,
        String branch,
        @Nullable SchoolClass schoolClass,
        List<NewMember> put,
        List<String> remove) {
      this(card, branch, null, schoolClass, put, remove);
    }

    /** A class that stays as it is but for members who leave. */
    static ClassChange leaving(String card, String branch, List<String> remove) {
      return new ClassChange(card, branch, null, List.of(), remove);
    }

    /** Copies the lists. */
    ClassChange {
      put = List.copyOf(put);
      remove = List.copyOf(remove);
    }
  }

  /**
   * A pupil who is no longer in any class.
   *
   * @param id the pupil
   * @param name their name
   */
  record Leaver(UUID id, String name) {}
}
