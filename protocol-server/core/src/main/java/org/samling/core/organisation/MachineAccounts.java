package org.samling.core.organisation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The port that lists the accounts of machines and partners, for those who look after them; also
 * those that are switched off. Throws {@link org.samling.core.StoreException} when the store can't
 * be asked.
 */
public interface MachineAccounts {

  /** The most that are listed. */
  int MOST = 2_000;

  /** The accounts of a tenant, by username; at most {@value #MOST}. */
  List<MachineAccount> all(TenantId tenant);

  /** The tenant's account of this name, or nothing. */
  Optional<MachineAccount> named(TenantId tenant, String username);

  /**
   * An account as it is set up.
   *
   * @param id the account
   * @param protocol the protocol it speaks
   * @param username the name it logs in with
   * @param branch the code of the branch where the machine stands
   * @param agency the number of the branch's agency
   * @param charset the character set it speaks
   * @param language the language of its screen, as a SIP2 language code
   * @param access from where and how it may be used
   * @param profile what it says of its profile, or null for everything
   * @param scopes its rights
   * @param partners for which other libraries it speaks
   * @param isLogged whether its SIP2 messages are written down
   */
  record MachineAccount(
      UUID id,
      Account.Protocol protocol,
      String username,
      String branch,
      String agency,
      String charset,
      String language,
      Access access,
      @Nullable Sip2ProfileChoice profile,
      Set<Account.Scope> scopes,
      Set<String> partners,
      boolean isLogged) {

    /** Copies the sets. */
    public MachineAccount {
      scopes = Set.copyOf(scopes);
      partners = Set.copyOf(partners);
    }
  }
}
