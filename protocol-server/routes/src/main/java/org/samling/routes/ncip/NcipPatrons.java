package org.samling.routes.ncip;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.PatronAccount.Part;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.PatronAuthentication;
import org.samling.ncip.data.AuthenticationInput;
import org.samling.ncip.data.ProblemType;
import org.samling.ncip.data.UserId;

/**
 * Finds the patron in a request: by UserId, by AuthenticationInput, or by both as some partners do.
 * A PIN is checked if one is sent; a partner may also name a patron without one.
 */
final class NcipPatrons {

  private final PatronAuthentication authentication;
  private final Inquiries inquiries;

  NcipPatrons(PatronAuthentication authentication, Inquiries inquiries) {
    this.authentication = authentication;
    this.inquiries = inquiries;
  }

  /**
   * The identifier of the patron, whose PIN was correct if one was sent.
   *
   * @throws ProblemException where no patron is named, or the PIN is wrong
   */
  String identifier(
      NcipExchange<?> exchange, @Nullable UserId userId, List<AuthenticationInput> inputs) {
    var identifier = requestedIdentifier(userId, inputs);
    pin(inputs).ifPresent(pin -> check(exchange, identifier, pin));
    return identifier;
  }

  /**
   * The identifier in a request, whether or not a patron has it.
   *
   * @throws ProblemException where there is none
   */
  static String requestedIdentifier(@Nullable UserId userId, List<AuthenticationInput> inputs) {
    var identifier =
        inputs.stream()
            .filter(AuthenticationInput::isIdentifier)
            .map(AuthenticationInput::authenticationInputData)
            .findFirst()
            .orElse(userId == null ? null : userId.userIdentifierValue());
    if (identifier == null || identifier.isEmpty()) {
      throw new ProblemException(
          ProblemType.NEEDED_DATA_MISSING,
          "Name the user by UserId, or by an AuthenticationInput of type Barcode Id or User Id.",
          "UserId");
    }
    return identifier;
  }

  /** The PIN or password in a request. */
  static Optional<Secret> pin(List<AuthenticationInput> inputs) {
    return inputs.stream()
        .filter(input -> !input.isIdentifier())
        .findFirst()
        .map(input -> new Secret(input.authenticationInputData()));
  }

  private void check(NcipExchange<?> exchange, String identifier, Secret pin) {
    if (authentication.check(exchange.tenant(), identifier, pin).isEmpty()) {
      throw wrongPin();
    }
  }

  /** The same for a wrong PIN, a locked patron and an unknown one. */
  static ProblemException wrongPin() {
    return new ProblemException(
        ProblemType.USER_AUTHENTICATION_FAILED,
        "The user or the PIN is wrong.",
        "AuthenticationInput");
  }

  /**
   * The patron's account.
   *
   * @param parts the parts that are read
   * @throws ProblemException where there is none
   */
  PatronAccount account(NcipExchange<?> exchange, String identifier, Set<Part> parts) {
    return inquiries
        .patron(exchange.tenant(), identifier, parts)
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.UNKNOWN_USER, "No user has this identifier.", "UserIdentifierValue"));
  }
}
