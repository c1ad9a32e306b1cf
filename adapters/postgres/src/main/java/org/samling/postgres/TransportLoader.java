package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.OfflineCommand;
import org.samling.core.circulation.command.TransportCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.TransitFacts;

/**
 * Loads what a batch of commands asks of transports, and of items that are not the tenant's own.
 */
final class TransportLoader {

  private static final String TRANSITS =
      """
      select t.id, t.item_id, t.from_branch, t.from_elsewhere, t.to_branch, t.hold_id, t.sent_at, t.crate
      from unnest(?) wanted (barcode)
      join item i on i.tenant_id = ? and i.barcode = wanted.barcode
      join transit t on t.tenant_id = i.tenant_id and t.item_id = i.id and t.ended_at is null
      """;

  private static final String CRATES =
      """
      select crate, min(to_branch) as to_branch from transit
      where tenant_id = ? and crate = any (?) and ended_at is null group by crate
      """;

  /** The look into other tenants is made for what is not there only. */
  private static final String OTHERS_ITEMS =
      """
      select wanted.barcode, o.owner_code, o.owner_name, o.title, o.home
      from unnest(?) wanted (barcode)
      cross join lateral item_of_other(?, wanted.barcode) o
      where not exists (select from item i where i.tenant_id = ? and i.barcode = wanted.barcode)
      """;

  private final int tenant;
  private final Set<String> packed = new LinkedHashSet<>();
  private final Set<String> crates = new LinkedHashSet<>();
  private final Set<String> returned = new LinkedHashSet<>();

  TransportLoader(int tenant, List<? extends Command<?>> commands) {
    this.tenant = tenant;
    for (var command : commands) {
      switch (command) {
        case TransportCommand.PackCrate c -> {
          packed.add(c.item());
          crates.add(c.crate());
        }
        case LoanCommand.Checkin c -> returned.add(c.item());
        case OfflineCommand.OfflineCheckin c -> returned.add(c.item());
        default -> {} // other commands ask nothing of transports
      }
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    if (!packed.isEmpty()) {
      pipeline
          .add(row -> facts.add(transit(row)), TRANSITS, FactsLoader.texts(packed), tenant)
          .add(
              row -> facts.addCrate(row.getString("crate"), row.getString("to_branch")),
              CRATES,
              tenant,
              FactsLoader.texts(crates));
    }
    if (!returned.isEmpty()) {
      pipeline.add(
          row ->
              facts.add(
                  row.getString("barcode"),
                  new Facts.OthersItem(
                      row.getString("owner_code"),
                      row.getString("owner_name"),
                      row.getString("title"),
                      row.getString("home"))),
          OTHERS_ITEMS,
          FactsLoader.texts(returned),
          tenant,
          tenant);
    }
  }

  private static TransitFacts transit(ResultSet row) throws SQLException {
    return new TransitFacts(
        FactsLoader.uuid(row, "id"),
        FactsLoader.uuid(row, "item_id"),
        row.getString("from_branch"),
        row.getString("from_elsewhere"),
        row.getString("to_branch"),
        row.getObject("hold_id", UUID.class),
        FactsLoader.instant(row, "sent_at"),
        row.getString("crate"));
  }
}
