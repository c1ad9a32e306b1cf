package org.samling.exchange.school;

import org.jspecify.annotations.Nullable;

/**
 * A pupil or teacher of a class, as a school's file tells them.
 *
 * @param school the school's ISIL or number, as it is written
 * @param className what the class is called this year
 * @param classKey what the school knows the class by; its name where nothing else is said
 * @param grade the grade that it is in, or null
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
