package org.samling.postgres.ill;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.Institution;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.LendingLibraries;
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.ill.rota.PastSupply;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.InterlibraryRequestRows;

/** Reads the state of interlibrary requests; changes nothing and waits for no lock. */
public final class PostgresInterlibraryOverview implements InterlibraryOverview {

  /** The condition that request r matches the search; its parameters are {@link #parameters}. */
  static final String SOUGHT =
      """
      (r.side = 'LENDING' and r.state = any (:lending) or r.side = 'BORROWING' and r.state = any (:borrowing))
        and (:partner::text is null or strpos(lower(concat_ws(' ', r.peer, r.library, r.account)), lower(:partner::text)) > 0)
        and (:text::text is null or r.number::text = :text or strpos(lower(concat_ws(' ', r.title, r.author, r.part, r.isbn, r.issn,
          r.catalogue_number, r.record_number, r.reference, r.barcode)), lower(:text::text)) > 0)
        and (:branches::text[] is null or r.branch = any (:branches))
      """;

  private static final String REQUESTS =
      """
      select r.*, null::text as message from ill_request r
      where r.tenant_id = :tenant and r.number < :before and %s
      order by r.number desc limit :limit
      """
          .formatted(SOUGHT);

  private static final String LIBRARIES =
      """
      select substr(i.value, length('%1$s') + 1) as symbol, p.name
      from patron_identifier i join patron p on p.tenant_id = i.tenant_id and p.id = i.patron_id
      where i.tenant_id = :tenant and starts_with(i.value, '%1$s') and i.value <> '%1$s'
      order by i.value limit :limit
      """
          .formatted(Institution.card(""));

  private static final String KNOWN =
      "select value from patron_identifier where tenant_id = :tenant and value = any (:cards)";

  private static final String ROTA =
      """
      select l.position, l.library, coalesce(l.position = r.lender, false) as is_now,
        coalesce(l.position <= r.lender, false) as is_asked, l.put_by as by
      from ill_lender l join ill_request r on r.tenant_id = l.tenant_id and r.number = l.request
      where l.tenant_id = ? and l.request = ? order by l.position
      """;

  private static final String BEFORE =
      """
      select r.number, r.state, r.placed_at, coalesce(r.patron = :patron, false) or exists (
          select from patron_identifier a
          join patron_identifier b on b.tenant_id = a.tenant_id and b.patron_id = a.patron_id and b.value = :patron
          where a.tenant_id = r.tenant_id and a.value = r.patron) as is_same_patron
      from ill_request r
      where r.tenant_id = :tenant and r.side = 'BORROWING' and not r.is_of_partner and (
        regexp_replace(upper(r.isbn), '[^0-9X]', '', 'g') = regexp_replace(upper(:isbn), '[^0-9X]', '', 'g')
        or regexp_replace(upper(r.issn), '[^0-9X]', '', 'g') = regexp_replace(upper(:issn), '[^0-9X]', '', 'g')
        or r.catalogue_number = :number
        or lower(r.title) = lower(:title) and lower(coalesce(r.author, :author, '')) = lower(coalesce(:author, r.author, '')))
      order by r.number desc limit :most
      """;

  private static final String UNTOLD =
      """
      select m.at, m.request, m.sequence, m.kind as telling, m.peer, m.due_at as next, m.tries, m.failure from ill_message m join ill_request r on r.tenant_id = m.tenant_id and r.number = m.request
      where m.tenant_id = :tenant and m.due_at is not null and m.is_outgoing
        and (:branches::text[] is null or r.branch = any (:branches))
        and (m.at, m.request, m.sequence) > (coalesce(:at::timestamptz, '-infinity'), :request, :sequence)
      order by m.at, m.request, m.sequence limit :limit
      """;

  private final Database database;

  public PostgresInterlibraryOverview(Database database) {
    this.database = database;
  }

  @Override
  public List<InterlibraryRequest> requests(
      TenantId tenant, RequestFilter sought, long before, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                InterlibraryRequestRows.Row.class,
                row -> row.request().withoutPatron(),
                REQUESTS,
                parameters(sought).and("before", before).and("limit", limit)));
  }

  /** The parameters of {@link #SOUGHT}. */
  static Parameters parameters(RequestFilter sought) {
    return Parameters.of("lending", SqlArray.names(sought.states(Side.LENDING)))
        .and("borrowing", SqlArray.names(sought.states(Side.BORROWING)))
        .and("partner", sought.partner())
        .and("text", sought.text())
        .and("branches", texts(sought.branches()));
  }

  private static @Nullable SqlArray texts(@Nullable Set<String> branches) {
    return branches == null ? null : SqlArray.texts(branches);
  }

  @Override
  public List<LendingLibraries.Library> libraries(TenantId tenant) {
    var named = Parameters.of("limit", MAX_LIBRARIES);
    return database.inTenant(tenant, p -> p.list(LendingLibraries.Library.class, LIBRARIES, named));
  }

  @Override
  public Set<String> known(TenantId tenant, Collection<String> symbols) {
    var cards = SqlArray.texts(symbols.stream().map(Institution::card).toList());
    return database
        .inTenant(tenant, p -> p.list(String.class, KNOWN, Parameters.of("cards", cards)))
        .stream()
        .flatMap(card -> Institution.symbol(card).stream())
        .collect(Collectors.toSet());
  }

  @Override
  public List<RotaEntry> rota(TenantId tenant, long number) {
    return database.inTenant(tenant, p -> p.list(RotaEntry.class, ROTA, tenant.value(), number));
  }

  @Override
  public List<LookedUp> lookedUp(TenantId tenant, long number) {
    return database.inTenant(tenant, p -> LookedUpRows.of(p, number));
  }

  @Override
  public Map<String, PastSupply> pastSupply(TenantId tenant, Collection<String> libraries) {
    var named = Parameters.of("libraries", SqlArray.texts(libraries));
    return database.inTenant(tenant, p -> LookedUpRows.past(p, named)).stream()
        .collect(Collectors.toMap(LookedUpRows.PastRow::library, LookedUpRows.PastRow::past));
  }

  @Override
  public List<AskedBefore> askedBefore(
      TenantId tenant, Description description, @Nullable String patron) {
    var named =
        Parameters.of("patron", patron)
            .and("isbn", description.isbn())
            .and("issn", description.issn())
            .and("number", description.number())
            .and("title", description.title())
            .and("author", description.author())
            .and("most", MOST_BEFORE);
    return database.inTenant(tenant, p -> p.list(AskedBefore.class, BEFORE, named));
  }

  @Override
  public List<PendingMessage> pendingMessages(
      TenantId tenant, @Nullable Set<String> branches, @Nullable Place after, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                PendingMessage.class,
                UNTOLD,
                Parameters.of("branches", texts(branches))
                    .and("at", after == null ? null : after.at())
                    .and("request", after == null ? 0L : after.request())
                    .and("sequence", after == null ? 0 : after.sequence())
                    .and("limit", limit)));
  }
}
