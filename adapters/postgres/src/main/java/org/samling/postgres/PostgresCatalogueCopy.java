package org.samling.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.harvest.CatalogueCopy;
import org.samling.core.harvest.KeptRecord;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;

/**
 * Reads a catalogue piece by piece within one transaction that sees all of it as it stands at its
 * begin. It writes nothing, and so holds up nobody.
 */
final class PostgresCatalogueCopy implements CatalogueCopy {

  private static final int PIECE = 500;

  /** The columns of a record, of which one that was not changed in time shows its number only. */
  private static final String COLUMNS =
      """
      r.id, r.source, r.control_number, r.format, r.title, r.author, r.published, r.isbns, r.changed_at >= ? as wanted,
        case when r.changed_at >= ? then r.original end as original,
        case when r.changed_at >= ? then r.content end as content
      """;

  private static final String ALL_COMMON =
      "select " + COLUMNS + " from common_record r where r.id > ? order by r.id limit ?";

  private static final String ALL_HELD =
      "select "
          + COLUMNS
          + """
           from (select h.common_record_id from common_record_holder h
             where h.tenant_id = ? and h.common_record_id > ? order by h.common_record_id limit ?) h
           join common_record r on r.id = h.common_record_id order by r.id
          """;

  private static final String ALL_LOCAL =
      "select "
          + COLUMNS
          + " from local_record r where r.tenant_id = ? and r.id > ? order by r.id limit ?";

  private static final String HELD =
      " and exists (select from common_record_holder h where h.tenant_id = ? and h.common_record_id = r.id)";

  private static final String COMMON_OF_NUMBERS =
      "select "
          + COLUMNS
          + """
           from unnest(?, ?) n (source, control_number)
           join common_record r on r.source = n.source and r.control_number = n.control_number where true
          """;

  private static final String LOCAL_OF_NUMBERS =
      "select "
          + COLUMNS
          + """
           from unnest(?, ?) n (source, control_number)
           join local_record r on r.source = n.source and r.control_number = n.control_number
           where r.tenant_id = ?
          """;

  private static final String COMMON_OF_IDS =
      "select " + COLUMNS + " from common_record r where r.id = any (?)";

  private static final String LOCAL_OF_IDS =
      "select " + COLUMNS + " from local_record r where r.id = any (?) and r.tenant_id = ?";

  private static final String COUNT_COMMON = "select count(*) from common_record";
  private static final String COUNT_HELD =
      "select count(*) from common_record_holder where tenant_id = ?";
  private static final String COUNT_LOCAL = "select count(*) from local_record where tenant_id = ?";

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final PostgresCatalogueHarvest harvest;

  PostgresCatalogueCopy(Database database) {
    this.database = database;
    this.harvest = new PostgresCatalogueHarvest(database);
  }

  @Override
  public void read(
      SearchScope scope, Wanted wanted, @Nullable Instant changedSince, Consumer<KeptRecord> to) {
    var sources = wanted instanceof Wanted.Numbers ? harvest.sources(scope) : List.<String>of();
    database.ask(connection -> {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      var reading = new Reading(connection, scope, changedSince, to);
      switch (wanted) {
        case Wanted.All() -> reading.all();
        case Wanted.Numbers(var numbers) -> reading.numbers(numbers, sources);
        case Wanted.Found(var found) -> reading.found(found);
      }
      connection.commit();
      return null;
    });
  }

  @Override
  public long approximateCount(SearchScope scope) {
    var count = new long[1];
    Pipeline.Row add = row -> count[0] += row.getLong(1);
    database.ask(connection -> {
      var counts = new Pipeline();
      switch (scope) {
        case SearchScope.OfTenant(var tenant) -> counts.add(add, COUNT_HELD, tenant.value());
        case SearchScope.Union _ -> counts.add(add, COUNT_COMMON);
      }
      for (var tenant : PostgresCatalogueHarvest.tenants(scope)) {
        counts.add(Database.SET_TENANT, tenant.toString()).add(add, COUNT_LOCAL, tenant.value());
      }
      counts.commit(connection);
      return null;
    });
    return count[0];
  }

  /** One reading, in the transaction of its connection. */
  private static final class Reading {

    private final Connection connection;
    private final SearchScope scope;
    private final OffsetDateTime since;
    private final Consumer<KeptRecord> to;
    private int read;
    private UUID last = FIRST;

    Reading(
        Connection connection,
        SearchScope scope,
        @Nullable Instant since,
        Consumer<KeptRecord> to) {
      this.connection = connection;
      this.scope = scope;
      this.since = (since == null ? Instant.EPOCH : since).atOffset(ZoneOffset.UTC);
      this.to = to;
    }

    void all() throws SQLException {
      switch (scope) {
        case SearchScope.OfTenant(var tenant) -> pieces(null, ALL_HELD, tenant.value());
        case SearchScope.Union _ -> pieces(null, ALL_COMMON);
      }
      for (var tenant : tenants()) {
        pieces(tenant, ALL_LOCAL, tenant.value());
      }
    }

    void numbers(Iterator<String> numbers, List<String> sources) throws SQLException {
      while (numbers.hasNext()) {
        var ofSource = new ArrayList<String>();
        var ofNumber = new ArrayList<String>();
        while (numbers.hasNext() && ofNumber.size() < PIECE) {
          var number = numbers.next();
          var colon = number.indexOf(':');
          for (var source : colon < 0 ? sources : List.of(number.substring(0, colon))) {
            ofSource.add(source);
            ofNumber.add(number.substring(colon + 1));
          }
        }
        var wanted =
            List.<Object>of(
                new Pipeline.Texts("text", ofSource), new Pipeline.Texts("text", ofNumber));
        common(COMMON_OF_NUMBERS, wanted);
        for (var tenant : tenants()) {
          var own = new ArrayList<>(wanted);
          own.add(tenant.value());
          read(tenant, LOCAL_OF_NUMBERS, own);
        }
      }
    }

    void found(Iterator<List<RecordRef>> found) throws SQLException {
      while (found.hasNext()) {
        var refs = found.next();
        common(COMMON_OF_IDS, List.of(ids(refs, null)));
        for (var tenant : tenants()) {
          read(tenant, LOCAL_OF_IDS, List.of(ids(refs, tenant), tenant.value()));
        }
      }
    }

    private static Pipeline.Texts ids(List<RecordRef> refs, @Nullable TenantId owner) {
      return new Pipeline.Texts(
          "uuid",
          refs.stream().filter(r -> Objects.equals(r.owner(), owner)).map(RecordRef::id).toList());
    }

    private List<TenantId> tenants() {
      return PostgresCatalogueHarvest.tenants(scope);
    }

    private void common(String sql, List<Object> wanted) throws SQLException {
      switch (scope) {
        case SearchScope.OfTenant(var tenant) -> {
          var held = new ArrayList<>(wanted);
          held.add(tenant.value());
          read(null, sql + HELD, held);
        }
        case SearchScope.Union _ -> read(null, sql, wanted);
      }
    }

    /** Reads everything of one kind, by number. */
    private void pieces(@Nullable TenantId owner, String sql, Object... of) throws SQLException {
      last = FIRST;
      do {
        var parameters = new ArrayList<Object>(List.of(of));
        parameters.add(last);
        parameters.add(PIECE);
        read(owner, sql, parameters);
      } while (read == PIECE);
    }

    private void read(@Nullable TenantId owner, String sql, List<Object> of) throws SQLException {
      read = 0;
      var parameters = new ArrayList<Object>(List.of(since, since, since));
      parameters.addAll(of);
      var records = new ArrayList<KeptRecord>();
      var piece = new Pipeline();
      if (owner != null) {
        piece.add(Database.SET_TENANT, owner.toString());
      }
      piece
          .add(
              row -> {
                read++;
                last = FactsLoader.uuid(row, "id");
                if (row.getBoolean("wanted")) {
                  records.add(PostgresCatalogueHarvest.kept(row, owner));
                }
              },
              sql,
              parameters.toArray())
          .run(connection);
      records.forEach(to);
    }
  }
}
