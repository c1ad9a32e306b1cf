package org.samling.core.organisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The port that stores tokens, which an integrator's program sends in place of a password (RFC
 * 6750). A token belongs to one account and grants what both it and the account may do. Only a hash
 * of it is stored, so that it can be shown only once.
 */
public interface AccountTokens {

  /** The prefix of every token, so that leaked ones can be recognised. */
  String PREFIX = "samling_";

  /** The most characters in a label. */
  int LONGEST_LABEL = 100;

  /**
   * A token in a list.
   *
   * @param id its number
   * @param username the account it belongs to
   * @param label what it is for, for people
   * @param scopes its scopes, as far as the account has them too
   * @param created when it was created
   * @param by who created it
   * @param expires when it ends, or null
   * @param revoked when it was revoked, or null
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

    /** Whether it is valid at a time. */
    public boolean isValid(Instant at) {
      return revoked == null && (expires == null || at.isBefore(expires));
    }
  }

  /**
   * A token to be created.
   *
   * @param label what it is for, 1 to {@value #LONGEST_LABEL} characters
   * @param scopes its scopes, at least one
   * @param expires when it ends, or null
   * @param by who creates it
   */
  record NewToken(String label, Set<Account.Scope> scopes, @Nullable Instant expires, String by) {

    /** Checks the label and the scopes. */
    public NewToken {
      scopes = Set.copyOf(scopes);
      if (label.isBlank() || label.length() > LONGEST_LABEL) {
        throw new IllegalArgumentException(
            "a label has 1 to %d characters".formatted(LONGEST_LABEL));
      }
      if (scopes.isEmpty()) {
        throw new IllegalArgumentException("a token must have at least one scope");
      }
    }
  }

  /**
   * A token that was just created.
   *
   * @param id its number
   * @param value the token itself, which is returned only this once
   */
  record CreatedToken(UUID id, Secret value) {}

  /**
   * Creates a token for a REST account.
   *
   * @return empty where the tenant has no such account
   */
  Optional<CreatedToken> create(TenantId tenant, String username, NewToken token);

  /** A tenant's tokens, by account and age, including expired and revoked ones. */
  List<Token> list(TenantId tenant);

  /**
   * Revokes a token: it is invalid from now on, on every node.
   *
   * @return whether there is such a token that was not revoked before
   */
  boolean revoke(TenantId tenant, UUID token);

  /**
   * Replaces a token by a new one with the same label, scopes and lifetime; the old one ends at a
   * given time.
   *
   * @param token the old one
   * @param until when the old one ends, unless it ends before
   * @param by who does it
   * @return empty where the tenant has no such token, or it has ended
   */
  Optional<CreatedToken> rotate(TenantId tenant, UUID token, Instant until, String by);
}
