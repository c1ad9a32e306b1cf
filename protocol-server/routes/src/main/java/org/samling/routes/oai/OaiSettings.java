package org.samling.routes.oai;

import java.time.Duration;
import java.util.List;

/**
 * Settings of the OAI-PMH routes.
 *
 * @param domain the domain in the identifiers of records; changing it changes them all
 * @param adminEmail the contact address for harvesters
 * @param pageSize the most records or headers in a response
 * @param compressions the content codings of HTTP that responses may use besides identity
 * @param answerWithin how long an answer may wait for the store
 */
public record OaiSettings(
    String domain,
    String adminEmail,
    int pageSize,
    List<String> compressions,
    Duration answerWithin) {

  /** Copies the list. */
  public OaiSettings {
    compressions = List.copyOf(compressions);
  }
}
