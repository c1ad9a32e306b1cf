package org.samling.operations.tokens;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens;
import org.samling.core.organisation.AccountTokens.CreatedToken;
import org.samling.core.organisation.AccountTokens.Token;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on tokens take and return. */
public final class Tokens {

  /** The most characters of the name of an account, or of a scope. */
  private static final int NAME = 200;

  private Tokens() {}

  /**
   * A page of tokens.
   *
   * @param tokens the tokens, by account and age
   * @param next what the next page comes after
   */
  public record Listed(List<ListEntry> tokens, @Means(Paging.NEXT) @Nullable String next) {}

  /** A token in a list, without the token itself. */
  public record ListEntry(
      UUID number,
      @Means("the name of its account") String account,
      @Means("what it is for") String label,
      List<String> scopes,
      Instant made,
      @Means("who made it") String by,
      @Nullable Instant ends,
      @Nullable Instant revoked,
      @Means("when it was last used, to the hour") @Nullable Instant used,
      @Means("whether it can be used now") boolean valid) {

    static ListEntry of(Token token, Instant now) {
      return new ListEntry(
          token.id(),
          token.username(),
          token.label(),
          token.scopes().stream().map(Scope::text).sorted().toList(),
          token.created(),
          token.by(),
          token.expires(),
          token.revoked(),
          token.used(),
          token.isValid(now));
    }
  }

  /** A token that is to be made. */
  public record NewToken(
      @Means("the name of a REST account") @Size(max = NAME) String account,
      @Means("what it is for") @Size(max = AccountTokens.LONGEST_LABEL) String label,
      @Means("its scopes, such as patrons:read; the caller must have all of them")
          @Size(min = 1, max = 100) List<@Size(max = NAME) String> scopes,
      @Means("the days until it ends; default: 365") @Min(1) @Max(3_650) @Nullable Integer days) {}

  /** Which token. */
  public record WhichToken(@Means("the number of the token") String number) {}

  /** A token that is to be replaced. */
  public record Rotation(
      @Means("the number of the token") String number,
      @Means("the hours for which the old token can still be used; default: 24") @Min(0) @Max(2_160) @Nullable Integer overlap) {}

  /** A token that was just made. */
  public record MadeToken(
      UUID number, @Means("the token itself; it is not shown again") String token) {

    static MadeToken of(CreatedToken made) {
      return new MadeToken(made.id(), made.value().value());
    }
  }

  /** A token that was just made in place of another. */
  public record Replaced(
      @JsonUnwrapped MadeToken made,
      @Means("when the old token ends at the latest") Instant oldEnds) {}
}
