package org.samling.routes.oai;

import java.time.Duration;
import java.util.List;

/**
 * What the OAI-PMH routes go by.
 *
 * @param domain the domain in the identifiers of records; changing it makes all of them others
 * @param adminEmail whom harvesters write to
 * @param pageSize how many records or headers a reply has at most
 * @param compressions how replies may be packed beside not at all, in the words of HTTP
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
