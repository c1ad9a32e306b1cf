package org.samling.core.policy;

import java.util.List;

/**
 * The values that a setting or a term accepts.
 *
 * @param form the form of a value
 * @param orNone whether {@link Setting#NONE} is accepted too
 * @param arguments the form's arguments: the least and the greatest number, or the words
 * @param words a description for people: {@code a whole number from 1 to 365}
 */
public record AcceptedValues(Form form, boolean orNone, List<String> arguments, String words) {

  /** The form of a value. */
  public enum Form {
    /** A whole number within limits. */
    NUMBER,
    /** {@code true} or {@code false}. */
    TRUE_OR_FALSE,
    /** A day. */
    DATE,
    /** Minor units of the tenant's currency. */
    AMOUNT,
    /** A code that a library chooses itself. */
    CODE,
    /** One of some words. */
    ONE_OF,
    /** Some of some words. */
    WORDS,
    /** Some of some words, the most important first. */
    ORDER,
    /** Rising numbers within limits. */
    NUMBERS,
    /** Names defined in the configuration. */
    NAMES,
    /** Days with amounts. */
    STEPS
  }

  /** Copies the list. */
  public AcceptedValues {
    arguments = List.copyOf(arguments);
  }

  static AcceptedValues of(Form form, String words, Object... arguments) {
    return new AcceptedValues(
        form, false, List.of(arguments).stream().map(String::valueOf).toList(), words);
  }

  /** The same, or none. */
  AcceptedValues orNone(String otherWords) {
    return new AcceptedValues(form, true, arguments, otherWords);
  }
}
