package org.samling.routes.ncip;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.routes.Credentials;

/** What says, beside a message, who sent it. */
public sealed interface NcipLogin {

  /** A name and a password. */
  record Password(Credentials credentials) implements NcipLogin {}

  /**
   * Something that was checked already.
   *
   * @param account the account's name
   * @param way what it was; the account has to allow it
   * @param scopes the only scopes that it opens, or null for those of the account
   */
  record Known(String account, Access.Way way, @Nullable Set<Scope> scopes) implements NcipLogin {

    /** Copies the scopes. */
    public Known {
      scopes = scopes == null ? null : Set.copyOf(scopes);
    }
  }

  /** Nothing needed: whoever carries the message knows the account already. */
  record LetIn(Account account) implements NcipLogin {}

  /**
   * Something that does not hold.
   *
   * @param why a sentence for people, without secrets
   */
  record Invalid(String why) implements NcipLogin {}
}
