package org.samling.postgres.loader;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.TransitFacts;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/** Loads what a batch of commands needs to know of transports and of other tenants' items. */
final class TransportLoader {

  private static final String TRANSITS =
      """
      select t.id, t.item_id, t.from_branch as from, t.from_elsewhere as elsewhere, t.to_branch as to, t.hold_id, t.sent_at, t.crate
      from unnest(:items) wanted (barcode)
      join item i on i.tenant_id = :tenant and i.barcode = wanted.barcode
      join transit t on t.tenant_id = i.tenant_id and t.item_id = i.id and t.ended_at is null
      """;

  private static final String CRATES =
      """
      select crate, min(to_branch) as to_branch from transit
      where tenant_id = :tenant and crate = any (:crates) and ended_at is null group by crate
      """;

  /** Looks into other tenants only for items not found in this one. */
  private static final String OTHERS_ITEMS =
      """
      select wanted.barcode, o.owner_code as owner, o.owner_name, o.title, o.home
      from unnest(:items) wanted (barcode)
      cross join lateral item_of_other(:tenant, wanted.barcode) o
      where not exists (select from item i where i.tenant_id = :tenant and i.barcode = wanted.barcode)
      """;

  private final Set<String> packed = new LinkedHashSet<>();
  private final Set<String> crates = new LinkedHashSet<>();
  private final Set<String> returned = new LinkedHashSet<>();

  TransportLoader(List<? extends Command<?>> commands) {
    for (var command : commands) {
      switch (command) {
        case TransportCommand.PackCrate c -> {
          packed.add(c.item());
          crates.add(c.crate());
        }
        case LoanCommand.Checkin c -> returned.add(c.item());
        case OfflineCommand.OfflineCheckin c -> returned.add(c.item());
        default -> {} // other commands need nothing about transports
      }
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    if (!packed.isEmpty()) {
      pipeline
          .each(
              TransitFacts.class,
              facts::add,
              TRANSITS,
              Parameters.of("items", SqlArray.texts(packed)))
          .each(
              CrateRow.class,
              row -> facts.addCrate(row.crate(), row.toBranch()),
              CRATES,
              Parameters.of("crates", SqlArray.texts(crates)));
    }
  }

  /**
   * Adds the look-up of what other tenants have under the barcodes of returned items.
   *
   * @param isUnknown whether this tenant has, or may have, no item with a barcode
   */
  void addOthers(Pipeline pipeline, Facts facts, Predicate<String> isUnknown) {
    var unknown = returned.stream().filter(isUnknown).toList();
    if (!unknown.isEmpty()) {
      pipeline.each(
          OthersRow.class,
          row -> facts.add(row.barcode(), row.item()),
          OTHERS_ITEMS,
          Parameters.of("items", SqlArray.texts(unknown)));
    }
  }

  private record CrateRow(String crate, String toBranch) {}

  private record OthersRow(String barcode, Facts.OthersItem item) {}
}
