package org.samling.console.web;

import java.net.URI;
import java.util.Optional;

/**
 * An OpenID Connect provider that signs staff in, beside or instead of passwords, such as a
 * municipality's for all its staff (OpenID Connect Core 1.0, section 3.1: the authorization code
 * flow).
 *
 * <p>Each method may block as long as the provider takes, and throws an {@link
 * UnavailableException} if the provider fails.
 */
public interface IdentityProvider {

  /** Returns the label of its button. */
  String label();

  /** Whether this server's passwords are accepted too. */
  boolean acceptsPasswords();

  /** Returns the URL at the provider where the browser has to go. */
  URI address(Attempt attempt);

  /**
   * Returns who has signed in.
   *
   * @param attempt the attempt that was started
   * @param code the authorization code
   * @return the sign-in name; empty if the provider's answer is not valid
   */
  Optional<String> username(Attempt attempt, String code);

  /**
   * An attempt to sign in, known only to this browser. The response must belong to it.
   *
   * @param state returned by the browser
   * @param nonce returned in the ID token
   * @param verifier the PKCE code verifier, which proves that both requests come from the same
   *     client (RFC 7636)
   */
  record Attempt(String state, String nonce, String verifier) {}

  /** The provider is unavailable. */
  final class UnavailableException extends RuntimeException {
    /** Creates the exception. */
    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
