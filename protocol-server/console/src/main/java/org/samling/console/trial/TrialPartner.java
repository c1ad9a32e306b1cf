package org.samling.console.trial;

import java.util.Optional;
import org.samling.core.organisation.Tenant;

/** Speaks NCIP as a partner does, to tenants in which nothing is real. */
public interface TrialPartner {

  /**
   * Sends a message as an account and waits for the answer.
   *
   * @param tenant the tenant, which is one to try with
   * @param username the account's name, whatever the message's header says
   * @param message the message, in XML
   * @return what was said, or nothing where there is no such account, it is switched off, or the
   *     tenant is none to try with
   */
  Optional<Answered> send(Tenant tenant, String username, String message);

  /**
   * A message and its answer.
   *
   * @param message the message, in XML
   * @param explained what it means, a line for each element
   * @param answer the answer, in XML
   * @param answerExplained what it means
   * @param isProblem whether it says that something was not done
   */
  record Answered(
      String message, String explained, String answer, String answerExplained, boolean isProblem) {}
}
