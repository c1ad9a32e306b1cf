package org.samling.core.circulation.facts;

import java.util.UUID;
import org.samling.core.patron.Cpr;

/** How a command names the patron it changes. */
public sealed interface PatronName {

  /**
   * By an identifier, as people and machines do. It is accepted even if it is blocked or has
   * expired, since the patron is not the one acting.
   *
   * @param value a card number or another identifier
   */
  record Identifier(String value) implements PatronName {

    @Override
    public String toString() {
      return Cpr.parse(value).map(Cpr::toString).orElse(value);
    }
  }

  /** By internal id, as jobs and registers do. */
  record Id(UUID id) implements PatronName {}
}
