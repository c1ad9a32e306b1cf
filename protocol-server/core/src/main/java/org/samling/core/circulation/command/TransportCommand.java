package org.samling.core.circulation.command;

import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.outcome.TransportOutcome;

/** Something that changes how items travel. */
public sealed interface TransportCommand<O extends Outcome> extends Command<O> {

  /**
   * Put an item that is on its way into a transport crate. All that lies in a crate goes to one
   * branch.
   *
   * @param origin where it comes from; the branch that packs
   * @param item the item's barcode
   * @param crate what is printed on the crate
   */
  record PackCrate(Origin origin, String item, String crate)
      implements TransportCommand<TransportOutcome> {}
}
