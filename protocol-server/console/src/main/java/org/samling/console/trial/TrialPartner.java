package org.samling.console.trial;

import java.util.Optional;
import org.samling.core.organisation.Tenant;

/** Acts as an NCIP partner in sandbox tenants. */
public interface TrialPartner {

  /**
   * Sends a message as an account and waits for the answer.
   *
   * @param tenant a sandbox tenant
   * @param username the account name, regardless of the message's header
   * @param message the message, in XML
   * @param seesPatrons whether the visitor may see patrons; else an answer that tells of any but
   *     the sandbox's own is masked
   * @return the exchange, or empty if there is no such account, it is disabled, or the tenant is
   *     not a sandbox
   */
  Optional<Exchange> send(Tenant tenant, String username, String message, boolean seesPatrons);

  /**
   * A message and its answer.
   *
   * @param message the message, in XML
   * @param explained the explanation of the message, one line per element
   * @param answer the answer, in XML; its explanation where something is masked
   * @param answerExplained the explanation of the answer
   * @param isProblem whether the answer reports a problem
   */
  record Exchange(
      String message, String explained, String answer, String answerExplained, boolean isProblem) {}
}
