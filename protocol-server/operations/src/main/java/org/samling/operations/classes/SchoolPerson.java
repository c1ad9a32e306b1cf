package org.samling.operations.classes;

import org.jspecify.annotations.Nullable;

/**
 * A pupil or teacher in a class, as a school's file has them.
 *
 * @param school the school's ISIL or number, as written
 * @param className the name of the class this year
 * @param classKey the school's key for the class; its name where there is none
 * @param grade the grade of the class, or null
 * @param login the UNI-Login name
 * @param name the name, "Surname, Forename"
 * @param isTeacher whether it is a teacher
 */
record SchoolPerson(
    String school,
    String className,
    String classKey,
    @Nullable Integer grade,
    String login,
    String name,
    boolean isTeacher) {

  @Override
  public String toString() {
    return "person of " + className;
  }
}
