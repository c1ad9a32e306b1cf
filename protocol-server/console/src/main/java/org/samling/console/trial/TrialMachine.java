package org.samling.console.trial;

import java.util.Optional;
import org.samling.core.organisation.Tenant;

/** Speaks SIP2 as a machine does, to tenants in which nothing is real. */
public interface TrialMachine {

  /**
   * What there is to try in a tenant.
   *
   * @return nothing where the tenant is none to try with
   */
  Optional<Canned> canned(Tenant tenant);

  /**
   * Something to try with.
   *
   * @param patron a patron's card
   * @param pin the patron's PIN, which is no secret
   * @param item an item's barcode
   */
  record Canned(String patron, String pin, String item) {}

  /**
   * Sends a message as an account and waits for the reply. It is also written to the account's wire
   * log, where that is wanted.
   *
   * @param tenant the tenant, which is one to try with
   * @param username the account's name
   * @param message the message without its end
   * @return what was said, or nothing where there is no such account or it is switched off
   */
  Optional<Exchanged> send(Tenant tenant, String username, String message);

  /**
   * A message and its reply, masked.
   *
   * @param request the message
   * @param requestFields what it means, a line for each field
   * @param reply the reply; empty where there was none
   * @param replyFields what it means
   */
  record Exchanged(String request, String requestFields, String reply, String replyFields) {}
}
