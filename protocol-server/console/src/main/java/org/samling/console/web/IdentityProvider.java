package org.samling.console.web;

import java.net.URI;
import java.util.Optional;

/**
 * Who signs staff in beside their passwords, or in place of them: a provider of OpenID Connect,
 * which the library's owner has for all its staff (OpenID Connect Core 1.0, section 3.1: the
 * authorization code flow).
 *
 * <p>Each method may take as long as the provider takes, and throws an {@link UnavailableException}
 * where it can't be asked.
 */
public interface IdentityProvider {

  /** What the button says that leads there. */
  String label();

  /** Whether passwords of this server still sign somebody in. */
  boolean isBesidePasswords();

  /** Where somebody has to go to prove who they are. */
  URI address(Attempt attempt);

  /**
   * Who proved who they are.
   *
   * @param attempt the attempt with which they went
   * @param code what they came back with
   * @return the name they sign in with; nothing where what the provider says does not hold
   */
  Optional<String> username(Attempt attempt, String code);

  /**
   * One attempt to sign in, which only this browser knows of. What comes back has to be of it.
   *
   * @param state comes back with the browser
   * @param nonce comes back in what the provider says
   * @param verifier proves that who asks for it is who began (RFC 7636)
   */
  record Attempt(String state, String nonce, String verifier) {}

  /** The provider can't be asked. */
  final class UnavailableException extends RuntimeException {
    /** Makes the exception. */
    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
