package org.samling.core.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The port that keeps tokens: what an integrator's program shows in place of a password (RFC 6750).
 * A token is of one account and opens what both it and the account may do. Only a hash of it is
 * kept, so that it can be shown but once.
 */
public interface AccountTokens {

  /** With what every token begins, so that one is known where it should not be. */
  String PREFIX = "samling_";

  /** How long a label is at most. */
  int LONGEST_LABEL = 100;

  /**
   * A token as it is listed.
   *
   * @param id its number
   * @param username the account whose it is
   * @param label what it is for, for people
   * @param scopes what it opens, as far as the account may
   * @param created when it was made
   * @param by who made it
   * @param expires when it ends, or null
   * @param revoked when it was taken back, or null
   * @param used when it was last used, to the hour; or null
   */
  record Token(
      UUID id,
      String username,
      String label,
      Set<Account.Scope> scopes,
      Instant created,
      String by,
      @Nullable Instant expires,
      @Nullable Instant revoked,
      @Nullable Instant used) {

    /** Copies the scopes. */
    public Token {
      scopes = Set.copyOf(scopes);
    }

    /** Whether it opens anything at a time. */
    public boolean isValid(Instant at) {
      return revoked == null && (expires == null || at.isBefore(expires));
    }
  }

  /**
   * A token to be made.
   *
   * @param label what it is for, 1 to {@value #LONGEST_LABEL} characters
   * @param scopes what it opens, at least one
   * @param expires when it ends, or null
   * @param by who makes it
   */
  record NewToken(String label, Set<Account.Scope> scopes, @Nullable Instant expires, String by) {

    /** Checks what is given. */
    public NewToken {
      scopes = Set.copyOf(scopes);
      if (label.isBlank() || label.length() > LONGEST_LABEL) {
        throw new IllegalArgumentException(
            "a label has 1 to %d characters".formatted(LONGEST_LABEL));
      }
      if (scopes.isEmpty()) {
        throw new IllegalArgumentException("a token opens at least one scope");
      }
    }
  }

  /**
   * A token that was just made.
   *
   * @param id its number
   * @param value the token itself, which is told this once
   */
  record Made(UUID id, Secret value) {}

  /**
   * Makes a token for an account that speaks REST.
   *
   * @return nothing where the tenant has no such account
   */
  Optional<Made> create(TenantId tenant, String username, NewToken token);

  /** A tenant's tokens, by account and age; also those that are over. */
  List<Token> list(TenantId tenant);

  /**
   * Takes a token back: it opens nothing from now on, on any node.
   *
   * @return whether there is such a token that was not taken back before
   */
  boolean revoke(TenantId tenant, UUID token);

  /**
   * Makes another token in the place of one, with the same label, scopes and length of life; the
   * old one ends at a time.
   *
   * @param token the old one
   * @param until when it ends, where it does not end before
   * @param by who does it
   * @return nothing where the tenant has no such token, or it is over
   */
  Optional<Made> rotate(TenantId tenant, UUID token, Instant until, String by);
}
