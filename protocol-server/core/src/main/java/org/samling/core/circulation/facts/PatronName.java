package org.samling.core.circulation.facts;

import java.util.UUID;
import org.samling.core.patron.Cpr;

/** By what a command names the patron whom it changes. */
public sealed interface PatronName {

  /**
   * As people and machines name them. It counts also where it is blocked or has expired: what is
   * done to a patron is not done by them.
   *
   * @param value a card number or another identifier
   */
  record Identifier(String value) implements PatronName {

    @Override
    public String toString() {
      return Cpr.parse(value).map(Cpr::toString).orElse(value);
    }
  }

  /**
   * By number, as jobs and registers do.
   *
   * @param id the patron
   */
  record Id(UUID id) implements PatronName {}
}
