package org.samling.z3950.data;

import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;

/**
 * One unit of the otherInfo that any APDU may carry.
 *
 * @param category the category, or null
 * @param information the content
 */
public record OtherInformation(@Nullable InfoCategory category, Information information) {

  /**
   * A category as a number in a list of categories.
   *
   * @param categoryTypeId the list, or null
   * @param categoryValue the number
   */
  public record InfoCategory(@Nullable Oid categoryTypeId, long categoryValue) {}

  /** The content of a unit. */
  public sealed interface Information {}

  /** A text. */
  public record CharacterInfo(String text) implements Information {}

  /** Bytes. */
  public record BinaryInfo(Octets octets) implements Information {}

  /** A value whose form is defined elsewhere, such as a negotiation. */
  public record ExternallyDefinedInfo(External external) implements Information {}

  /** An object identifier that is the whole content. */
  public record OidInfo(Oid oid) implements Information {}

  /** A unit without a category that is a text. */
  public static OtherInformation of(String text) {
    return new OtherInformation(null, new CharacterInfo(text));
  }

  /** A unit without a category that holds an external value. */
  public static OtherInformation of(External external) {
    return new OtherInformation(null, new ExternallyDefinedInfo(external));
  }
}
