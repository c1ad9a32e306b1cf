package org.samling.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.Bytes;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.ill.Institution;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportTally;
import org.samling.core.imports.Overlay;
import org.samling.core.imports.RecordJudge;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Suspension;
import org.samling.postgres.connection.Acting;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.DatabaseSettings;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.embedded.EmbeddedPostgres;
import org.samling.postgres.embedded.TestCluster;
import org.samling.postgres.embedded.TestPostgres;
import org.samling.postgres.schema.Provisioning;
import org.samling.testing.TestDirectories;

/**
 * A store that contains only two small libraries. In each: branches DK-7997nn-main and -branch,
 * patrons A and B (adults), C (a child, two loans at most), X (excluded), items 1 to 5 of title t:1
 * and 6 of title t:2, item R for use in the library only, accounts north-kiosk, -z3950, -ncip and
 * -oai with the password "secret". The catalogue of north is open.
 *
 * <p>Its tenants are new; it shares the database and the open store with earlier tests, which left
 * nothing there ({@link TestPlace}).
 */
public final class TestLibrary implements AutoCloseable {

  public static final String MAIN = "DK-799700";
  public static final String BRANCH = "DK-799701";
  public static final String SCHOOL = "DK-699700";
  public static final RecordKey TITLE = new RecordKey("t", "1");
  public static final RecordKey OTHER_TITLE = new RecordKey("t", "2");

  /** Longer than for a real library: tests share few processors, and are not about speed. */
  public static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /** The two roles, with access to this library's database. */
  public final Provisioning.Roles roles;

  public final PostgresStore store;
  public final TenantId north;
  public final TenantId south;

  private final TestQuestions questions;
  private final Runnable closing;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A library whose store writes up to 64 commands in one batch. */
  public TestLibrary() {
    this(TestPlace.acquire());
  }

  private TestLibrary(TestPlace place) {
    this(place, place::release);
  }

  /**
   * A library in a place that the caller manages.
   *
   * @param release frees the place
   */
  public TestLibrary(TestPlace place, Runnable release) {
    roles = place.roles;
    store = place.store;
    questions = place.questions;
    closing = release;
    var tenants = place.createLibraries();
    north = tenants.getFirst();
    south = tenants.getLast();
  }

  /** A library whose store writes up to {@code batch} commands in one batch. */
  public TestLibrary(int batch) {
    var shared = new TestLibrary();
    roles = shared.roles;
    north = shared.north;
    south = shared.south;
    questions = shared.questions;
    store = new PostgresStore(settings(roles, batch), keyring());
    closing =
        () -> {
          store.close();
          shared.close();
        };
  }

  private TestLibrary(Provisioning.Roles roles, int batch, Runnable dropping) {
    this.roles = roles;
    questions = new TestQuestions(roles);
    store = new PostgresStore(settings(roles, batch), keyring());
    closing =
        () -> {
          store.close();
          questions.close();
          dropping.run();
        };
    north = TestTenant.put(store, "north");
    south = TestTenant.put(store, "south");
  }

  /**
   * A library in a database of its own, for tests that change the database itself, close the store,
   * or report on everything in it.
   */
  public static TestLibrary inOwnDatabase() {
    var url = TestPlace.copy();
    return new TestLibrary(
        TestPlace.roles(url),
        64,
        () -> {
          try {
            TestPostgres.dropDatabase(url);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** A library in an empty database of a server, which is not dropped. */
  public TestLibrary(EmbeddedPostgres server, String url, int batch) {
    this(migrated(server, url), batch, () -> {});
  }

  /** The two roles, with access to a database of the tests' server, which they own from now on. */
  public static Provisioning.Roles roles(String url) {
    return TestPlace.roles(url);
  }

  private static Provisioning.Roles migrated(EmbeddedPostgres server, String url) {
    var roles = TestCluster.prepare(server, url);
    roles.migrate();
    ActingKeys.trust(roles, keyring());
    return roles;
  }

  public static DatabaseSettings settings(Provisioning.Roles roles, int batch) {
    return settings(roles, batch, ANSWER_WITHIN);
  }

  private static DatabaseSettings settings(
      Provisioning.Roles roles, int batch, Duration answerWithin) {
    return new DatabaseSettings(
        roles.url(),
        roles.application(),
        roles.applicationPassword(),
        3,
        batch,
        1_000,
        answerWithin);
  }

  /** Another store on the same database, with a short time-out; the caller closes it. */
  public PostgresStore storeWithTimeout(Duration answerWithin) {
    return new PostgresStore(settings(roles, 64, answerWithin), keyring());
  }

  /** The file with the keys of all test libraries, with which hashing is cheap. */
  public static Path keys() {
    var file = TestDirectories.shared().resolve("keys.properties");
    try {
      if (!Files.exists(file)) {
        var made = Files.createTempFile(file.getParent(), "keys", null);
        Files.writeString(
            made,
            """
            pepper.1=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
            argon2.memory-kib=8
            argon2.passes=1
            """);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  public static Keyring keyring() {
    return Keyring.loadOrCreate(keys());
  }

  /** Sets a setting for the whole of the first tenant, valid since long ago. */
  public void set(Setting<?> setting, String value) {
    set(north, "north", setting, value);
  }

  /** Sets a setting for the whole of the tenant with this code, valid since long ago. */
  public void set(TenantId tenant, String code, Setting<?> setting, String value) {
    TestTenant.set(store, tenant, code, setting, value);
  }

  /** Adds a patron to the first tenant. */
  public void addPatron(String card, String category, String branch) {
    store
        .patronRegister()
        .putPatrons(north, List.of(TestTenant.patron(card, category, branch, List.of())));
  }

  /** Makes other libraries patrons of the first tenant, which can then be asked for loans. */
  public void addLibraries(String... symbols) {
    for (var symbol : symbols) {
      addPatron(Institution.card(symbol), "adult", MAIN);
    }
  }

  /** Adds items from 3000000000 and patrons from 2000000000 to the first tenant. */
  public void addStock(int items, int patrons) {
    store
        .itemRegister()
        .putItems(
            north,
            IntStream.range(0, items)
                .mapToObj(i -> TestTenant.item("3%09d".formatted(i), TITLE, "book"))
                .toList());
    store
        .patronRegister()
        .putPatrons(
            north,
            IntStream.range(0, patrons)
                .mapToObj(i ->
                    new NewPatron(
                        "2%09d".formatted(i),
                        "Navn, " + i,
                        new Membership("adult", MAIN, "009"),
                        null,
                        Contact.NONE,
                        null,
                        List.of()))
                .toList());
  }

  /** Adds a school with a branch of its own and the pupil S to the first tenant. */
  public void addSchool() {
    var register = store.libraryRegister();
    register.putAgencies(
        north, List.of(new Agency("699700", Agency.Kind.SCHOOL, SCHOOL, "399701", "School")));
    register.putBranches(
        north,
        List.of(new Branch(SCHOOL, "699700", Set.of(), "School", BranchCalendar.ALWAYS_OPEN)));
    addPatron("S", "child", SCHOOL);
  }

  /** Closes a branch of the first tenant today and for a number of days after. */
  void closeBranch(String branch, int days) {
    var today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    store
        .libraryRegister()
        .putBranches(
            north,
            List.of(
                new Branch(
                    branch,
                    "799700",
                    Set.of(),
                    branch,
                    new BranchCalendar(
                        Map.of(),
                        List.of(
                            new BranchCalendar.Closing(today, today.plusDays(days), "closed"))))));
  }

  /** Suspends everything at some branches of the first tenant, or at all branches. */
  void suspend(String code, LocalDate from, LocalDate until, Set<String> branches) {
    store
        .policyRegister()
        .putSuspension(
            north,
            new Suspension(
                code,
                branches,
                from,
                until,
                EnumSet.allOf(Suspension.Stopped.class),
                "test",
                "test"));
  }

  /** An adult of the main branch with a date of birth. */
  static NewPatron born(String card, LocalDate day) {
    return new NewPatron(
        card,
        "Navn, " + card,
        new Membership("adult", MAIN, "009"),
        null,
        Contact.NONE,
        day,
        List.of());
  }

  public static CatalogueRecord record(RecordKey key, String title) {
    return new CatalogueRecord(
        key,
        RecordFormat.MARC21,
        Bytes.of(title.getBytes(StandardCharsets.UTF_8)),
        new MarcContent(
            "00000nam a2200000 a 4500",
            List.of(
                new MarcContent.ControlField("001", key.number()),
                new MarcContent.DataField(
                    "245", '0', '0', List.of(new MarcContent.Subfield('a', title))))),
        new BriefRecord(title, null));
  }

  /** The default handling of imported records. */
  public static RecordJudge recordJudge() {
    return recordJudge(ImportRules.DEFAULT);
  }

  public static RecordJudge recordJudge(ImportRules rules) {
    var overlay = new Overlay(rules, "local", (_, _) -> Optional.empty());
    return new RecordJudge() {
      @Override
      public ImportRules rules() {
        return rules;
      }

      @Override
      public Verdict judge(IncomingRecord coming) {
        return overlay.decide(coming).verdict();
      }

      @Override
      public ImportTally with(ImportTally tally) {
        return tally;
      }
    };
  }

  public static Origin origin(TenantId tenant, Object key, String branch) {
    return new Origin(
        tenant,
        CommandKey.of(Duration.ofMinutes(10), tenant, key),
        "test",
        branch,
        Instant.now().plusSeconds(30));
  }

  static LoanCommand.Checkout checkout(TenantId tenant, Object key, String patron, String item) {
    return new LoanCommand.Checkout(origin(tenant, key, MAIN), patron, item, false, null);
  }

  /** A loan that was made days ago, so that renewing it gains days. */
  public static LoanCommand.Checkout checkoutDaysAgo(TenantId tenant, String patron, String item) {
    var then = Instant.now().minus(Duration.ofDays(5));
    return new LoanCommand.Checkout(
        origin(tenant, UUID.randomUUID(), MAIN),
        patron,
        item,
        false,
        new LoanCommand.AsRecorded(then, null, 0));
  }

  public static LoanCommand.Checkout checkout(TenantId tenant, String patron, String item) {
    return checkout(tenant, UUID.randomUUID(), patron, item);
  }

  public static LoanCommand.Checkin checkin(TenantId tenant, String item, String branch) {
    return new LoanCommand.Checkin(origin(tenant, UUID.randomUUID(), branch), item, Instant.now());
  }

  public static LoanCommand.Renew renew(TenantId tenant, String patron, String item) {
    return new LoanCommand.Renew(origin(tenant, UUID.randomUUID(), MAIN), patron, item);
  }

  public static HoldCommand.PlaceHold hold(
      TenantId tenant, String patron, RecordKey record, String pickup) {
    return new HoldCommand.PlaceHold(
        origin(tenant, UUID.randomUUID(), MAIN),
        patron,
        record,
        null,
        HoldCommand.HoldOptions.at(pickup, Instant.now(), null));
  }

  public <O extends Outcome> O submit(Command<O> command) {
    return store.submit(command).join();
  }

  /** Executes SQL that no port offers, as the database's superuser. */
  public void asSuperuser(String sql) {
    questions.asSuperuser(sql);
  }

  /**
   * Bars everyone but superusers from the database and terminates their connections, or readmits
   * them.
   */
  public void setCutOff(boolean off) {
    var database = TestPostgres.name(roles.url());
    try (var connection = TestPostgres.connect(roles.url());
        var statement = connection.createStatement()) {
      statement.execute(
          "alter database \"%s\" connection limit %d".formatted(database, off ? 0 : -1));
      if (off) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s' and pid <> pg_backend_pid()"
                .formatted(database));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A transaction that has written something and remains open. */
  public Connection openTransaction() throws SQLException {
    var connection = application();
    try (var statement = connection.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
    return connection;
  }

  /** Returns a text from the database as the application's role, for a tenant. */
  public String text(TenantId tenant, String sql) {
    return texts(tenant, sql).getFirst();
  }

  /** Returns a text of each row from the database as the application's role, for a tenant. */
  public List<String> texts(TenantId tenant, String sql) {
    return questions.texts(Acting.of(tenant), sql);
  }

  /** The same, for a tenant or for the library as a whole. */
  public List<String> texts(Acting acting, String sql) {
    return questions.texts(acting, sql);
  }

  /** Queries the database as the application's role, for a tenant or for none. */
  public long count(@Nullable TenantId tenant, String sql) {
    return questions.count(tenant == null ? null : Acting.of(tenant), sql);
  }

  /** Has the transaction of a connection of the application's act for somebody. */
  public static void act(Connection connection, Acting acting) throws SQLException {
    try (var set = connection.prepareStatement(Acting.SET)) {
      set.setString(1, acting.on(connection));
      set.execute();
    }
  }

  /** A connection of the application's role, with the keys of a node. */
  public Connection application() throws SQLException {
    return TestQuestions.connect(roles);
  }

  /** A connection of the application's role, as somebody has it who knows its password only. */
  public Connection applicationWithoutKeys() throws SQLException {
    return TestQuestions.connectWithoutKeys(roles);
  }

  /**
   * Closes it; does nothing if it is already closed, because another library may have its place by
   * now.
   */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      closing.run();
    }
  }
}
