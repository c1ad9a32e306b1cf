package org.samling.core.circulation.command;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.outcome.Outcome;

/**
 * A command that changes the library's loans, holds, fees, patrons or items. Patrons are named by
 * an identifier (card number), items by their barcode, titles by their key, as people and machines
 * read them.
 *
 * @param <O> the type of outcome
 */
public sealed interface Command<O extends Outcome>
    permits LoanCommand,
        OfflineCommand,
        HoldCommand,
        FeeCommand,
        TransportCommand,
        PatronCommand,
        ItemCommand,
        SetCommand,
        GroupCommand,
        BookingCommand {

  /** Where it comes from. */
  Origin origin();

  /** The identifier of the patron whom it concerns, or null where it names none. */
  default @Nullable String patron() {
    return null;
  }

  /**
   * The internal id of the patron whom it concerns, or null where it names them otherwise or not at
   * all.
   */
  default @Nullable UUID patronId() {
    return null;
  }

  /** The barcode of the item that it concerns, or null where it names none. */
  default @Nullable String item() {
    return null;
  }

  /** The barcodes of the items that it concerns. */
  default List<String> items() {
    var item = item();
    return item == null ? List.of() : List.of(item);
  }

  /** What the audit log notes beside the command, such as why a rule is overridden; or null. */
  default @Nullable String remark() {
    return null;
  }

  /** The title that it concerns, or null where it names none. */
  default @Nullable RecordKey record() {
    return null;
  }

  /** The titles that it concerns. */
  default List<RecordKey> records() {
    var record = record();
    return record == null ? List.of() : List.of(record);
  }
}
