package org.samling.operations;

import java.util.Arrays;
import java.util.Locale;

/**
 * What people are told, in each language that the console speaks. REST and the command line answer
 * in English.
 *
 * @param english the English text
 * @param danish the Danish text
 */
public record Sentence(String english, String danish) {

  private static final Locale DANISH = Locale.of("da", "DK");

  /**
   * A sentence, or a part of one.
   *
   * @param english its format in English, as {@link String#format} takes it
   * @param danish its format in Danish
   * @param arguments what stands in both; a part of a sentence stands in each in its language
   */
  public static Sentence of(String english, String danish, Object... arguments) {
    return new Sentence(
        String.format(
            Locale.ROOT,
            english,
            Arrays.stream(arguments)
                .map(a -> a instanceof Sentence part ? part.english : a)
                .toArray()),
        String.format(
            DANISH,
            danish,
            Arrays.stream(arguments)
                .map(a -> a instanceof Sentence part ? part.danish : a)
                .toArray()));
  }

  /** That a member of the input is not there. */
  public static Sentence missing(String member) {
    return of("\"%s\" is missing.", "\"%s\" skal udfyldes.", member);
  }

  /**
   * That a member of the input is not what it must be.
   *
   * @param expected what that is, such as "a whole number"
   */
  public static Sentence unfit(String member, Sentence expected) {
    return of("\"%s\" must be %s.", "\"%s\" skal være %s.", member, expected);
  }
}
