package org.samling.core.circulation.command;

import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.outcome.TransportOutcome;

/** A command that changes how items are transported. */
public sealed interface TransportCommand<O extends Outcome> extends Command<O> {

  /**
   * Puts an item in transit into a transport crate. Everything in a crate goes to one branch.
   *
   * @param origin its branch is the branch that packs
   * @param item the item's barcode
   * @param crate what is printed on the crate
   */
  record PackCrate(Origin origin, String item, String crate)
      implements TransportCommand<TransportOutcome> {}
}
