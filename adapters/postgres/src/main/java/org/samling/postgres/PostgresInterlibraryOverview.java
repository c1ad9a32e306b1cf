package org.samling.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.Telling;
import org.samling.core.organisation.TenantId;

/** Reads how interlibrary requests stand; changes nothing and waits for nobody. */
final class PostgresInterlibraryOverview implements InterlibraryOverview {

  private static final String REQUESTS =
      """
      select r.*, null::text as message from ill_request r
      where r.tenant_id = ? and r.number < ?
        and (r.side = 'LENDING' and r.state = any (?) or r.side = 'BORROWING' and r.state = any (?))
        and (?::text is null or strpos(lower(concat_ws(' ', r.peer, r.library, r.account)), lower(?::text)) > 0)
        and (?::text is null or r.number::text = ? or strpos(lower(concat_ws(' ', r.title, r.author, r.part, r.isbn, r.issn,
          r.catalogue_number, r.record_number, r.reference, r.barcode)), lower(?::text)) > 0)
        and (?::text[] is null or r.branch = any (?))
      order by r.number desc limit ?
      """;

  private static final String ROTA =
      """
      select l.position, l.library, l.position = r.lender as is_now
      from ill_lender l join ill_request r on r.tenant_id = l.tenant_id and r.number = l.request
      where l.tenant_id = ? and l.request = ? order by l.position
      """;

  private static final String UNTOLD =
      """
      select m.* from ill_message m join ill_request r on r.tenant_id = m.tenant_id and r.number = m.request
      where m.tenant_id = ? and m.due_at is not null and m.is_outgoing and (?::text[] is null or r.branch = any (?))
      order by m.at, m.request, m.sequence limit ?
      """;

  private final Database database;

  PostgresInterlibraryOverview(Database database) {
    this.database = database;
  }

  @Override
  public List<InterlibraryRequest> requests(TenantId tenant, Sought sought) {
    var found = new ArrayList<InterlibraryRequest>();
    var branches = texts(sought.branches());
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(PostgresInterlibraryRequests.request(row).withoutPatron()),
                REQUESTS,
                tenant.value(),
                sought.before(),
                names(sought.states(Side.LENDING)),
                names(sought.states(Side.BORROWING)),
                sought.partner(),
                sought.partner(),
                sought.text(),
                sought.text(),
                sought.text(),
                branches,
                branches,
                sought.limit()));
    return found;
  }

  private static Pipeline.Texts names(Set<InterlibraryState> states) {
    return FactsLoader.texts(states.stream().map(Enum::name).toList());
  }

  private static Pipeline.@Nullable Texts texts(@Nullable Set<String> branches) {
    return branches == null ? null : FactsLoader.texts(branches);
  }

  @Override
  public List<Asked> rota(TenantId tenant, long number) {
    var rota = new ArrayList<Asked>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    rota.add(
                        new Asked(
                            row.getInt("position"),
                            row.getString("library"),
                            row.getBoolean("is_now"))),
                ROTA,
                tenant.value(),
                number));
    return rota;
  }

  @Override
  public List<Untold> untold(TenantId tenant, @Nullable Set<String> branches, int limit) {
    var untold = new ArrayList<Untold>();
    var codes = texts(branches);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    untold.add(
                        new Untold(
                            row.getLong("request"),
                            Telling.valueOf(row.getString("kind")),
                            row.getString("peer"),
                            FactsLoader.instant(row, "at"),
                            FactsLoader.instant(row, "due_at"),
                            row.getInt("tries"),
                            row.getString("failure"))),
                UNTOLD,
                tenant.value(),
                codes,
                codes,
                limit));
    return untold;
  }
}
