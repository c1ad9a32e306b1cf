package org.samling.core.organisation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The port that lists the accounts of machines and partners for administrators, including disabled
 * ones. Throws {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface MachineAccounts {

  /** The most accounts that are listed. */
  int MOST = 2_000;

  /** The accounts of a tenant, by username; at most {@value #MOST}. */
  List<MachineAccount> all(TenantId tenant);

  /** The tenant's account with this name, or empty. */
  Optional<MachineAccount> named(TenantId tenant, String username);

  /**
   * An account as configured.
   *
   * @param id the account
   * @param protocol its protocol
   * @param username the name it logs in with
   * @param site where a machine stands, and how it speaks
   * @param access its restrictions
   * @param profile its choice of profile, or null for everything
   * @param scopes its scopes
   * @param partners the other libraries for which it acts
   * @param bounds the part of the library whose patrons, items, loans and holds it sees
   * @param isLogged whether its SIP2 messages are logged
   */
  record MachineAccount(
      UUID id,
      Account.Protocol protocol,
      String username,
      Site site,
      Access access,
      @Nullable Sip2ProfileChoice profile,
      Set<Account.Scope> scopes,
      Set<String> partners,
      Bounds bounds,
      boolean isLogged) {
    /**
     * Where a machine stands, and how it speaks.
     *
     * @param branch the code of the machine's branch
     * @param agency the number of the branch's agency
     * @param charset its character set
     * @param language the language of its screen, as a SIP2 language code
     */
    public record Site(String branch, String agency, String charset, String language) {}

    /** Copies the sets. */
    public MachineAccount {
      scopes = Set.copyOf(scopes);
      partners = Set.copyOf(partners);
    }

    public String branch() {
      return site.branch;
    }

    public String agency() {
      return site.agency;
    }

    public String charset() {
      return site.charset;
    }

    public String language() {
      return site.language;
    }
  }
}
