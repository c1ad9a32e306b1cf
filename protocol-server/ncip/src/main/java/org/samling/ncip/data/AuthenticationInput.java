package org.samling.ncip.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a patron typed or scanned to tell who they are. It is masked when printed unless
 * its type says that it is an identifier: what an unknown type holds may be a secret.
 *
 * @param authenticationInputData what was typed or scanned, in clear text
 * @param authenticationDataFormatType how it is written, as a rule {@code text}
 * @param authenticationInputType what it is, such as {@code Barcode Id} or {@code PIN}
 */
public record AuthenticationInput(
    String authenticationInputData,
    @Nullable SchemeValue authenticationDataFormatType,
    SchemeValue authenticationInputType) {

  private static final List<String> IDENTIFIERS =
      List.of("Barcode Id", "Barcode", "User Id", "UserId", "Username", "User Name");

  /** Whether this tells who the patron is, rather than proving it. */
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
