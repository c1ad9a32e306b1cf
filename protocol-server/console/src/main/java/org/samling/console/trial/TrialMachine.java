package org.samling.console.trial;

import java.util.Optional;
import org.samling.core.organisation.Tenant;

/** Acts as a SIP2 machine in sandbox tenants. */
public interface TrialMachine {

  /**
   * Returns the test data of a tenant.
   *
   * @return empty if the tenant is not a sandbox
   */
  Optional<TestData> testData(Tenant tenant);

  /**
   * The test data of a sandbox.
   *
   * @param patron a card number
   * @param pin the patron's PIN, which is not a secret
   * @param item an item's barcode
   */
  record TestData(String patron, String pin, String item) {}

  /**
   * Sends a message as an account and waits for the reply. Both are also written to the account's
   * wire log, if logging is on.
   *
   * @param tenant a sandbox tenant
   * @param message the message without its terminator
   * @param seesPatrons whether the visitor may see patrons; else what tells of any but the
   *     sandbox's own is masked
   * @return the exchange, or empty if there is no such account or it is disabled
   */
  Optional<Exchange> send(Tenant tenant, String username, String message, boolean seesPatrons);

  /**
   * A message and its reply, masked.
   *
   * @param requestFields the explanation of the message, one line per field
   * @param reply the reply; empty if there was none
   * @param replyFields the explanation of the reply
   */
  record Exchange(String request, String requestFields, String reply, String replyFields) {}
}
