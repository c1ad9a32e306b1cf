package org.samling.core.login;

/** The port that knows from where accounts have logged in before, on all nodes. */
public interface KnownOrigins {

  /** Knows nothing. */
  KnownOrigins NONE = (_, _) -> false;

  /**
   * Whether an account logged in from an address in the last months. Asked only once the account's
   * limit for unknown addresses is used up.
   *
   * @param account the name, as limits count it
   * @param address the address, as limits count it
   * @throws org.samling.core.StoreException where that can't be found out
   */
  boolean isKnown(String account, String address);
}
