package org.samling.postgres.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.Bytes;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.embedded.TestPostgres;

/** Rows as records, and records as rows. */
class RowsTest {

  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    connection = TestPostgres.connect(TestPostgres.newDatabase());
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  private static <R> R one(Class<R> type, String sql, @Nullable Object... arguments)
      throws SQLException {
    return Rows.one(connection, type, sql, arguments);
  }

  enum Colour {
    RED,
    GREEN
  }

  private record Everything(
      String aText,
      int number,
      @Nullable Integer noNumber,
      long large,
      short small,
      double real,
      boolean isTrue,
      @Nullable Boolean isUnknown,
      BigDecimal exact,
      UUID id,
      Instant at,
      LocalDate day,
      LocalTime time,
      Colour colour,
      TenantId tenant,
      Secret secret,
      Bytes bytes,
      JsonText json) {}

  @Test
  void aRecordIsReadByTheNamesOfItsColumns() throws SQLException {
    var id = UUID.randomUUID();
    var read =
        one(
            Everything.class,
            """
            select '{"a": 1}'::jsonb as json, '\\x0102'::bytea as bytes, 's' as secret, 7 as tenant, 'GREEN' as colour,
              time '12:30' as time, date '2026-01-02' as day, timestamptz '2026-01-02 03:04:05.123456Z' as at, ?::uuid as id,
              1.50::numeric as exact, null::boolean as is_unknown, true as is_true, 1.5::float8 as real, 3::smallint as small,
              12345678901 as large, null::int as no_number, 5 as number, 'text' as a_text, 'more' as of_no_interest
            """,
            id);
    assertThat(read)
        .isEqualTo(
            new Everything(
                "text",
                5,
                null,
                12_345_678_901L,
                (short) 3,
                1.5,
                true,
                null,
                new BigDecimal("1.50"),
                id,
                Instant.parse("2026-01-02T03:04:05.123456Z"),
                LocalDate.of(2026, 1, 2),
                LocalTime.of(12, 30),
                Colour.GREEN,
                new TenantId(7),
                new Secret("s"),
                Bytes.of(new byte[] {1, 2}),
                new JsonText("{\"a\": 1}")));
  }

  private record Many(
      List<String> texts,
      Set<Colour> colours,
      List<Integer> small,
      List<UUID> ids,
      List<Instant> times,
      List<Boolean> flags,
      List<LocalDate> days) {}

  @Test
  void arraysAreListsAndNoArrayIsNone() throws SQLException {
    var id = new UUID(1, 2);
    assertThat(
            one(
                Many.class,
                """
                select array['a', 'b'] as texts, array['RED', 'RED'] as colours, array[1, 2]::smallint[] as small,
                  array[?::uuid] as ids, array[timestamptz '2026-01-02 00:00Z'] as times, array[true, false] as flags,
                  array[date '2026-01-02'] as days
                """,
                id))
        .isEqualTo(
            new Many(
                List.of("a", "b"),
                Set.of(Colour.RED),
                List.of(1, 2),
                List.of(id),
                List.of(Instant.parse("2026-01-02T00:00:00Z")),
                List.of(true, false),
                List.of(LocalDate.of(2026, 1, 2))));
    assertThat(
            one(
                Many.class,
                """
                select null::text[] as texts, null::text[] as colours, null::int[] as small, null::uuid[] as ids,
                  null::timestamptz[] as times, null::bool[] as flags, null::date[] as days
                """))
        .isEqualTo(
            new Many(List.of(), Set.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  record Key(String source, String number) {}

  record Loan(UUID id, @Nullable Integer renewals, Key title) {}

  private record Item(UUID id, Key title, @Prefix("loan_") @Nullable Loan loan) {}

  @Test
  void aRecordInARecordHasColumnsOfItsOwn() throws SQLException {
    var item = UUID.randomUUID();
    var loan = UUID.randomUUID();
    assertThat(
            one(
                Item.class,
                """
                select ?::uuid as id, 's' as source, 'n' as number, ?::uuid as loan_id, 3 as loan_renewals,
                  'ls' as loan_source, 'ln' as loan_number
                """,
                item,
                loan))
        .isEqualTo(new Item(item, new Key("s", "n"), new Loan(loan, 3, new Key("ls", "ln"))));
  }

  @Test
  void aRecordInARecordIsNullWhereNothingOfItIsThereAndItMayBe() throws SQLException {
    var item = UUID.randomUUID();
    var sql =
        """
        select ?::uuid as id, ?::text as source, ?::text as number, null::uuid as loan_id, ?::int as loan_renewals,
          null as loan_source, null as loan_number
        """;
    assertThat(one(Item.class, sql, item, "s", "n", null))
        .isEqualTo(new Item(item, new Key("s", "n"), null));
    assertThatThrownBy(() -> one(Item.class, sql, item, "s", "n", 1))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("Loan.id is null");
    assertThatThrownBy(() -> one(Item.class, sql, item, null, null, null))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("Key.source is null");
  }

  private record Numbered(String name, int number) {}

  @Test
  void nullWhereNoneMayBeNamesTheComponent() {
    assertThatThrownBy(() -> one(Numbered.class, "select 'a' as name, null::int as number"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("RowsTest$Numbered.number is null");
    assertThatThrownBy(() -> one(Numbered.class, "select null as name, 1 as number"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("RowsTest$Numbered.name is null");
  }

  @Test
  void aColumnThatIsMissingIsNamedWithThoseThatThereAre() {
    assertThatThrownBy(() -> one(Numbered.class, "select 'a' as name, 1 as numbr, 2 as other"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("no column number for")
        .hasMessageContaining("RowsTest$Numbered.number")
        .hasMessageContaining("name, numbr, other");
  }

  @Test
  void anUnknownConstantIsNamed() {
    assertThatThrownBy(() -> one(Colour.class, "select 'BLUE'"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("Colour has no constant BLUE");
  }

  private record Checked(int number) {
    Checked {
      if (number < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  @Test
  void whatTheConstructorThrowsIsThrown() {
    assertThatThrownBy(() -> one(Checked.class, "select -1 as number"))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  private record Unreadable(Thread thread) {}

  @Test
  void aTypeThatNoColumnHoldsIsNamed() {
    assertThatThrownBy(() -> one(Unreadable.class, "select 1 as thread"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  void aSingleColumnIsReadAsItsValue() throws SQLException {
    assertThat(Rows.list(connection, Integer.class, "select * from generate_series(1, 3)"))
        .containsExactly(1, 2, 3);
    assertThat(one(Instant.class, "select timestamptz 'epoch'")).isEqualTo(Instant.EPOCH);
    assertThat(Rows.optional(connection, String.class, "select null::text")).isEmpty();
    assertThat(Rows.optional(connection, String.class, "select 'a' where false")).isEmpty();
    assertThat(Rows.optional(connection, String.class, "select 'a'")).contains("a");
    assertThatThrownBy(() -> one(String.class, "select 'a', 'b'"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("2 columns");
    assertThatThrownBy(() -> one(String.class, "select 'a' where false"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("no row");
    assertThatThrownBy(() -> Rows.list(connection, String.class, "select null::text"))
        .isInstanceOf(RowException.class);
  }

  @Test
  void statementsOfAPipelineAnswerWhenItHasRun() throws SQLException {
    var pipeline = Pipeline.of(new TenantId(7));
    var tenant = pipeline.one(Integer.class, "select :tenant::int");
    var count = pipeline.count("select generate_series(1, 4)");
    var any = pipeline.any("select 1 where false");
    var keys =
        pipeline.list(
            Key.class,
            Key::number,
            "select 's' as source, n::text as number from generate_series(1, ?) n",
            2);
    assertThatThrownBy(tenant::get)
        .isInstanceOf(RowException.class)
        .hasMessageContaining("not sent");
    pipeline.run(connection);
    assertThat(tenant.get()).isEqualTo(7);
    assertThat(count.get()).isEqualTo(4);
    assertThat(any.get()).isFalse();
    assertThat(keys.get()).containsExactly("1", "2");
  }

  @Test
  void parametersAreFoundByTheirNames() throws SQLException {
    var named = Parameters.of("a", 1).and("b", "x").and("unused", null);
    assertThat(
            one(
                String.class,
                """
                select :b || ?::text || ':c' || :a::int::text || (array[1, 2, 3])[:a:2]::text || coalesce(:b, ":b") -- :d ?
                from (select '?' as ":b") t /* :e ? */
                """,
                named,
                "place"))
        .isEqualTo("xplace:c1{1,2}x");
    assertThatThrownBy(() -> one(String.class, "select :c::text", named))
        .isInstanceOf(RowException.class)
        .hasMessageContaining(":c");
    assertThatThrownBy(() -> one(String.class, "select ?::text || ?", "a"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("too few");
    assertThatThrownBy(() -> one(String.class, "select ?::text", "a", "b"))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("too many");
  }

  @Test
  void aStatementKeepsTheParametersOfThePipelineItCameWith() throws SQLException {
    var inner = Pipeline.of(new TenantId(2));
    var own = inner.one(Integer.class, "select :tenant::int");
    var outer = Pipeline.of(new TenantId(1));
    var plain = new Pipeline();
    var common = plain.one(Integer.class, "select :tenant::int");
    outer.add(inner).add(plain).run(connection);
    assertThat(own.get()).isEqualTo(2);
    assertThat(common.get()).isEqualTo(1);
  }

  record Ending(@Nullable Instant at, @Nullable String branch) {}

  private record Written(
      UUID id, Colour colour, @Nullable Integer number, @Nullable Ending ending) {}

  private static final RowStatement<Written> INSERT =
      RowStatement.of(
          Written.class, "insert into written (tenant_id, {*}) select :tenant, {e.*} from {rows}");

  private static final RowStatement<Written> END =
      RowStatement.of(
          Written.class,
          """
          update written w set {ending = e.ending} from {rows}
          where w.tenant_id = :tenant and w.id = e.id returning w.id
          """);

  @Test
  void recordsAreWrittenByTheNamesOfTheirColumns() throws SQLException {
    Rows.run(
        connection,
        "create temp table written (tenant_id int, number int, at timestamptz, branch text, colour text, id uuid)");
    var first = new Written(new UUID(0, 1), Colour.RED, 5, null);
    var second = new Written(new UUID(0, 2), Colour.GREEN, null, new Ending(Instant.EPOCH, "main"));
    Pipeline.of(new TenantId(3))
        .write(INSERT, List.of(first, second))
        .write(INSERT, List.of())
        .run(connection);
    var all = "select * from written where tenant_id = 3 order by id";
    assertThat(Rows.list(connection, Written.class, all)).containsExactly(first, second);

    var ended = new Written(first.id(), Colour.GREEN, 6, new Ending(null, "branch"));
    var pipeline = Pipeline.of(new TenantId(3));
    var ids = pipeline.list(UUID.class, END, List.of(ended));
    var none = pipeline.list(UUID.class, END, List.of());
    pipeline.run(connection);
    assertThat(ids.get()).containsExactly(first.id());
    assertThat(none.get()).isEmpty();
    assertThat(Rows.list(connection, Written.class, all))
        .as("what is not of the component that ends it stays")
        .containsExactly(new Written(first.id(), Colour.RED, 5, ended.ending()), second);
  }

  @Test
  void recordsAreComparedAlsoWhereThereAreNone() throws SQLException {
    Rows.run(connection, "create temp table missing (number text)");
    var keep =
        RowStatement.of(
            Key.class,
            """
            insert into missing select n from unnest(array['1', '2']) n
            where n not in (select e.number from {rows})
            """);
    var missing = "select number from missing order by number";
    new Pipeline().compare(keep, List.of(new Key("s", "1"))).run(connection);
    assertThat(Rows.list(connection, String.class, missing)).containsExactly("2");
    new Pipeline().compare(keep, List.of()).run(connection);
    assertThat(Rows.list(connection, String.class, missing)).containsExactly("1", "2", "2");
  }

  @Test
  void ofRecordsWithOneKeyTheLastIsWritten() {
    var a1 = new Key("a", "1");
    var b = new Key("b", "1");
    var a2 = new Key("a", "2");
    assertThat(Latest.of(List.of(a1, b, a2), Key::source)).containsExactly(a2, b);
  }

  private record Places(ZoneId zone, Currency currency, List<ZoneId> zones) {}

  @Test
  void zonesAndCurrenciesAreReadByTheirCodes() throws SQLException {
    assertThat(
            one(
                Places.class,
                "select 'Europe/Copenhagen' as zone, 'DKK' as currency, array['UTC'] as zones"))
        .isEqualTo(
            new Places(
                ZoneId.of("Europe/Copenhagen"),
                Currency.getInstance("DKK"),
                List.of(ZoneId.of("UTC"))));
  }

  @Test
  void columnsAreSelectedUnderTheNamesThatARecordExpects() {
    assertThat(RowStatement.selected(Ending.class, "l", "")).isEqualTo("l.at, l.branch");
    assertThat(RowStatement.selected(Ending.class, "l", "loan_"))
        .isEqualTo("l.at as loan_at, l.branch as loan_branch");
  }

  @Test
  void arraysAreParameters() throws SQLException {
    assertThat(
            one(
                String.class,
                "select ?::text || ?::text || ?::text || ?::text || ?::text || ?::text || ?::text || ?::text",
                SqlArray.texts(Arrays.asList("a,", null)),
                SqlArray.names(List.of(Colour.RED)),
                SqlArray.uuids(List.of(new UUID(0, 1))),
                SqlArray.ints(List.of(1)),
                SqlArray.longs(List.of(2L)),
                SqlArray.booleans(List.of(true)),
                SqlArray.dates(List.of(LocalDate.of(2026, 1, 2))),
                SqlArray.bytes(List.of(new byte[] {15}))))
        .isEqualTo(
            "{\"a,\",NULL}{RED}{00000000-0000-0000-0000-000000000001}{1}{2}{t}{2026-01-02}{\"\\\\x0f\"}");
  }
}
