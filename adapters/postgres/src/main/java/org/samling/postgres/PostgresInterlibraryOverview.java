package org.samling.postgres;

import java.time.ZoneOffset;
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

  /** That request r is sought; {@link #parameters} has the parameters. */
  static final String SOUGHT =
      """
      (r.side = 'LENDING' and r.state = any (?) or r.side = 'BORROWING' and r.state = any (?))
        and (?::text is null or strpos(lower(concat_ws(' ', r.peer, r.library, r.account)), lower(?::text)) > 0)
        and (?::text is null or r.number::text = ? or strpos(lower(concat_ws(' ', r.title, r.author, r.part, r.isbn, r.issn,
          r.catalogue_number, r.record_number, r.reference, r.barcode)), lower(?::text)) > 0)
        and (?::text[] is null or r.branch = any (?))
      """;

  private static final String REQUESTS =
      """
      select r.*, null::text as message from ill_request r
      where r.tenant_id = ? and r.number < ? and %s
      order by r.number desc limit ?
      """
          .formatted(SOUGHT);

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
        and (m.at, m.request, m.sequence) > (coalesce(?::timestamptz, '-infinity'), ?, ?)
      order by m.at, m.request, m.sequence limit ?
      """;

  private final Database database;

  PostgresInterlibraryOverview(Database database) {
    this.database = database;
  }

  @Override
  public List<InterlibraryRequest> requests(
      TenantId tenant, Sought sought, long before, int limit) {
    var found = new ArrayList<InterlibraryRequest>();
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row -> found.add(InterlibraryRequestRows.request(row).withoutPatron()),
                REQUESTS,
                parameters(tenant, before, sought, limit)));
    return found;
  }

  /** Those of a statement with a tenant, a number, {@link #SOUGHT} and a limit. */
  static @Nullable Object[] parameters(TenantId tenant, long number, Sought sought, int limit) {
    var branches = texts(sought.branches());
    return new @Nullable Object[] {
      tenant.value(),
      number,
      names(sought.states(Side.LENDING)),
      names(sought.states(Side.BORROWING)),
      sought.partner(),
      sought.partner(),
      sought.text(),
      sought.text(),
      sought.text(),
      branches,
      branches,
      limit
    };
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
  public List<Untold> untold(
      TenantId tenant, @Nullable Set<String> branches, @Nullable Place after, int limit) {
    var untold = new ArrayList<Untold>();
    var codes = texts(branches);
    database.inTenant(
        tenant,
        new Pipeline()
            .add(
                row ->
                    untold.add(
                        new Untold(
                            new Place(
                                FactsLoader.instant(row, "at"),
                                row.getLong("request"),
                                row.getInt("sequence")),
                            Telling.valueOf(row.getString("kind")),
                            row.getString("peer"),
                            FactsLoader.instant(row, "due_at"),
                            row.getInt("tries"),
                            row.getString("failure"))),
                UNTOLD,
                tenant.value(),
                codes,
                codes,
                after == null ? null : after.at().atOffset(ZoneOffset.UTC),
                after == null ? 0L : after.request(),
                after == null ? 0 : after.sequence(),
                limit));
    return untold;
  }
}
