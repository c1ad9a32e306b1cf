package org.samling.routes.ncip;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Account.Scope;
import org.samling.routes.Credentials;

/** The sender's login, outside the message. */
public sealed interface NcipLogin {

  /** A user name and password. */
  record Password(Credentials credentials) implements NcipLogin {}

  /**
   * An identity that was verified already.
   *
   * @param account the account's name
   * @param way how it was verified; the account must allow it
   * @param scopes the only scopes that it grants, or null for those of the account
   */
  record Verified(String account, Access.Credential way, @Nullable Set<Scope> scopes)
      implements NcipLogin {

    /** Copies the scopes. */
    public Verified {
      scopes = scopes == null ? null : Set.copyOf(scopes);
    }
  }

  /** No login needed: the transport knows the account already. */
  record Authenticated(Account account) implements NcipLogin {}

  /**
   * An invalid login.
   *
   * @param why a sentence for people, without secrets
   */
  record Invalid(String why) implements NcipLogin {}
}
