package org.samling.postgres.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.harvest.CatalogueCopy;
import org.samling.core.harvest.StoredRecord;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Answer;
import org.samling.postgres.rows.JsonText;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/**
 * Reads a catalogue piece by piece within one transaction that sees all of it as of its start. It
 * writes nothing, and so holds nobody up.
 */
public final class PostgresCatalogueCopy implements CatalogueCopy {

  private static final int PIECE = 500;

  /**
   * The columns of a record, of which one that was not changed in time shows its number only. What
   * follows an authority record changes with it. {@code {owner}} stands for the records' tenant.
   */
  private static final String COLUMNS =
      """
      r.id, r.source, r.control_number, r.format, r.title, r.author, r.published, r.isbns,
        case when {since} then r.original end as original, case when {since} then r.content end as content,
        case when r.links -> 'uses' is not null and {since} then followed_headings({owner}, r.links) end as headings
      """
          .replace(
              "{since}",
              """
              case when r.changed_at >= :since then true
                when r.links -> 'uses' is not null then followed_at({owner}, r.links) >= :since end\
              """);

  private static final String ALL_COMMON =
      "select " + COLUMNS + " from common_record r where r.id > :after order by r.id limit :limit";

  private static final String ALL_HELD =
      "select "
          + COLUMNS
          + """
           from (select h.common_record_id from common_record_holder h
             where h.tenant_id = :tenant and h.common_record_id > :after order by h.common_record_id limit :limit) h
           join common_record r on r.id = h.common_record_id order by r.id
          """;

  private static final String ALL_LOCAL =
      "select "
          + COLUMNS
          + " from local_record r where r.tenant_id = :tenant and r.id > :after order by r.id limit :limit";

  private static final String HELD =
      " and exists (select from common_record_holder h where h.tenant_id = :tenant and h.common_record_id = r.id)";

  private static final String COMMON_OF_NUMBERS =
      "select "
          + COLUMNS
          + """
           from unnest(:sources, :numbers) n (source, control_number)
           join common_record r on r.source = n.source and r.control_number = n.control_number where true
          """;

  private static final String LOCAL_OF_NUMBERS =
      "select "
          + COLUMNS
          + """
           from unnest(:sources, :numbers) n (source, control_number)
           join local_record r on r.source = n.source and r.control_number = n.control_number
           where r.tenant_id = :tenant
          """;

  private static final String COMMON_OF_IDS =
      "select " + COLUMNS + " from common_record r where r.id = any (:ids)";

  private static final String LOCAL_OF_IDS =
      "select "
          + COLUMNS
          + " from local_record r where r.id = any (:ids) and r.tenant_id = :tenant";

  private static final String COUNT_COMMON = "select count(*) from common_record";
  private static final String COUNT_HELD =
      "select count(*) from common_record_holder where tenant_id = ?";
  private static final String COUNT_LOCAL = "select count(*) from local_record where tenant_id = ?";

  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final PostgresCatalogueHarvest harvest;

  public PostgresCatalogueCopy(Database database) {
    this.database = database;
    this.harvest = new PostgresCatalogueHarvest(database);
  }

  @Override
  public void read(
      SearchScope.OfCatalogue scope,
      RecordSelection wanted,
      @Nullable Instant changedSince,
      Consumer<StoredRecord> to) {
    var sources =
        wanted instanceof RecordSelection.Numbers ? harvest.sources(scope) : List.<String>of();
    database.ask(connection -> {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      var reading = new Reading(connection, scope, changedSince, to);
      switch (wanted) {
        case RecordSelection.All() -> reading.all();
        case RecordSelection.Numbers(var numbers) -> reading.numbers(numbers, sources);
        case RecordSelection.Found(var found) -> reading.found(found);
      }
      connection.commit();
      return null;
    });
  }

  @Override
  public long approximateCount(SearchScope.OfCatalogue scope) {
    return database.ask(connection -> {
      var pipeline = new Pipeline();
      var counts = new ArrayList<Answer<Long>>();
      switch (scope) {
        case SearchScope.OfTenant(var tenant) ->
            counts.add(pipeline.one(Long.class, COUNT_HELD, tenant.value()));
        case SearchScope.Union _ -> counts.add(pipeline.one(Long.class, COUNT_COMMON));
      }
      for (var tenant : PostgresCatalogueHarvest.tenants(scope)) {
        pipeline.add(Acting.SET, Acting.of(tenant));
        counts.add(pipeline.one(Long.class, COUNT_LOCAL, tenant.value()));
      }
      pipeline.commit(connection);
      return counts.stream().mapToLong(Answer::get).sum();
    });
  }

  /** A record, without its content where that is not wanted. */
  private record Row(
      UUID id,
      String source,
      String controlNumber,
      RecordFormat format,
      String title,
      @Nullable String author,
      @Nullable String published,
      List<String> isbns,
      @Nullable Bytes original,
      @Nullable JsonText content,
      @Nullable JsonText headings) {

    Optional<StoredRecord> record(@Nullable TenantId owner) {
      return original == null || content == null
          ? Optional.empty()
          : Optional.of(
              new PostgresCatalogueHarvest.KeptRow(
                      id,
                      source,
                      controlNumber,
                      format,
                      original,
                      content,
                      title,
                      author,
                      published,
                      isbns,
                      headings)
                  .record(owner));
    }
  }

  /** One reading, in the transaction of its connection. */
  private static final class Reading {

    private final Connection connection;
    private final SearchScope.OfCatalogue scope;
    private final Instant since;
    private final Consumer<StoredRecord> to;
    private int read;
    private UUID last = FIRST;

    Reading(
        Connection connection,
        SearchScope.OfCatalogue scope,
        @Nullable Instant since,
        Consumer<StoredRecord> to) {
      this.connection = connection;
      this.scope = scope;
      this.since = since == null ? Instant.EPOCH : since;
      this.to = to;
    }

    void all() throws SQLException {
      switch (scope) {
        case SearchScope.OfTenant(var tenant) -> pieces(null, tenant, ALL_HELD);
        case SearchScope.Union _ -> pieces(null, ALL_COMMON);
      }
      for (var tenant : tenants()) {
        pieces(tenant, ALL_LOCAL);
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
            Parameters.of("sources", SqlArray.texts(ofSource))
                .and("numbers", SqlArray.texts(ofNumber));
        common(COMMON_OF_NUMBERS, wanted);
        for (var tenant : tenants()) {
          read(tenant, LOCAL_OF_NUMBERS, wanted);
        }
      }
    }

    void found(Iterator<List<RecordRef>> found) throws SQLException {
      while (found.hasNext()) {
        var refs = found.next();
        common(COMMON_OF_IDS, ids(refs, null));
        for (var tenant : tenants()) {
          read(tenant, LOCAL_OF_IDS, ids(refs, tenant));
        }
      }
    }

    private static Parameters ids(List<RecordRef> refs, @Nullable TenantId owner) {
      return Parameters.of(
          "ids",
          SqlArray.uuids(
              refs.stream()
                  .filter(r -> Objects.equals(r.owner(), owner))
                  .map(RecordRef::id)
                  .toList()));
    }

    private List<TenantId> tenants() {
      return PostgresCatalogueHarvest.tenants(scope);
    }

    private void common(String sql, Parameters wanted) throws SQLException {
      switch (scope) {
        case SearchScope.OfTenant(var tenant) -> read(null, tenant, sql + HELD, wanted);
        case SearchScope.Union _ -> read(null, sql, wanted);
      }
    }

    /** Reads all of a tenant's own records, or all common ones for null. */
    private void pieces(@Nullable TenantId owner, String sql) throws SQLException {
      pieces(owner, owner, sql);
    }

    /** Reads some of a tenant's own records, or some common ones for null. */
    private void read(@Nullable TenantId owner, String sql, Parameters wanted) throws SQLException {
      read(owner, owner, sql, wanted);
    }

    /** Reads everything of one kind, by number. */
    private void pieces(@Nullable TenantId owner, @Nullable TenantId tenant, String sql)
        throws SQLException {
      last = FIRST;
      do {
        read(owner, tenant, sql, Parameters.of("after", last).and("limit", PIECE));
      } while (read == PIECE);
    }

    /**
     * Reads a piece.
     *
     * @param owner the records' tenant, or null for common ones
     * @param tenant the tenant that is a parameter of the statement, or null
     */
    private void read(
        @Nullable TenantId owner, @Nullable TenantId tenant, String sql, Parameters wanted)
        throws SQLException {
      var piece = tenant == null ? new Pipeline() : Pipeline.of(tenant);
      if (owner != null) {
        piece.add(Acting.SET, Acting.of(owner));
      }
      var answer =
          piece.list(
              Row.class,
              sql.replace("{owner}", owner == null ? "null" : Integer.toString(owner.value())),
              wanted.and("since", since));
      piece.run(connection);
      var rows = answer.get();
      read = rows.size();
      if (!rows.isEmpty()) {
        last = rows.getLast().id();
      }
      rows.stream().flatMap(row -> row.record(owner).stream()).forEach(to);
    }
  }
}
