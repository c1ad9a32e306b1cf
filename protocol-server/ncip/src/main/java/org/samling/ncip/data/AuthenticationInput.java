package org.samling.ncip.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a patron typed or scanned to identify or authenticate themselves. It is masked
 * when printed unless its type shows that it is an identifier: the input of an unknown type may be
 * a secret.
 *
 * @param authenticationInputData what was typed or scanned, in clear text
 * @param authenticationDataFormatType its format, as a rule {@code text}
 * @param authenticationInputType its type, such as {@code Barcode Id} or {@code PIN}
 */
public record AuthenticationInput(
    String authenticationInputData,
    @Nullable SchemeValue authenticationDataFormatType,
    SchemeValue authenticationInputType) {

  private static final List<String> IDENTIFIERS =
      List.of("Barcode Id", "Barcode", "User Id", "UserId", "Username", "User Name");

  /** Whether this identifies the patron, rather than authenticating them. */
  public boolean isIdentifier() {
    return IDENTIFIERS.stream().anyMatch(authenticationInputType::is);
  }

  @Override
  public String toString() {
    return "AuthenticationInput[authenticationInputData=%s, authenticationDataFormatType=%s, authenticationInputType=%s]"
        .formatted(
            isIdentifier() ? UserId.masked(authenticationInputData) : NcipSecret.MASK,
            authenticationDataFormatType,
            authenticationInputType);
  }
}
