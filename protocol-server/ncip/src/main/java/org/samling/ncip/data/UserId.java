package org.samling.ncip.data;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An identifier of a patron: a library card, or in Denmark just as often a CPR number. Anything
 * that looks like a CPR number (ten digits that start with a day and a month, with or without a
 * hyphen after six) is masked when printed.
 *
 * @param agencyId the agency that the patron belongs to
 * @param userIdentifierType the type of identifier
 * @param userIdentifierValue the identifier in clear text
 */
public record UserId(
    @Nullable SchemeValue agencyId,
    @Nullable SchemeValue userIdentifierType,
    String userIdentifierValue) {

  // Replacement numbers for people without a CPR number add 60 to the day.
  private static final Pattern CPR =
      Pattern.compile(
          "(?<![0-9])(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])(?:0[1-9]|1[0-2])[0-9]{2}-?[0-9]{4}(?![0-9])");

  /** An identifier of no stated type. */
  public UserId(@Nullable SchemeValue agencyId, String value) {
    this(agencyId, null, value);
  }

  /** A patron's identifier alone. */
  public static UserId of(String value) {
    return new UserId(null, value);
  }

  /** The text, with anything that looks like a CPR number replaced by asterisks. */
  public static String masked(String text) {
    return CPR.matcher(text).replaceAll(found -> "*".repeat(found.group().length()));
  }

  @Override
  public String toString() {
    return "UserId[agencyId=%s, userIdentifierType=%s, userIdentifierValue=%s]"
        .formatted(agencyId, userIdentifierType, masked(userIdentifierValue));
  }
}
