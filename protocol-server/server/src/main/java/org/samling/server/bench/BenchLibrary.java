package org.samling.server.bench;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.server.Library;

/** A library made for measuring: one branch, many patrons, and more items than a run can lend. */
final class BenchLibrary {

  static final String USER = "bench-kiosk";
  static final String PASSWORD = "bench";
  static final String BRANCH = "DK-799900";

  private static final int NO_LIMIT = 1_000_000;
  private static final int COPIES = 4;
  private static final long FIRST_BARCODE = 3_000_000_000L;

  private final Superuser superuser;
  private final TenantId tenant;
  private final int patrons;
  private final int items;

  private BenchLibrary(Superuser superuser, TenantId tenant, int patrons, int items) {
    this.superuser = superuser;
    this.tenant = tenant;
    this.patrons = patrons;
    this.items = items;
  }

  /** Makes the library in an empty store on the embedded database. */
  static BenchLibrary make(Library library, int patrons, int items) throws SQLException {
    var register = library.store().libraryRegister();
    var tenant =
        register
            .putTenant(
                "bench",
                "Bench",
                ZoneId.of("Europe/Copenhagen"),
                Currency.getInstance("DKK"),
                false)
            .id();
    register.putItemCategories(
        tenant, List.of(new ItemCategory("book", "Bog", "001", true, 30, 2)));
    register.putPatronCategories(
        tenant, List.of(new PatronCategory("adult", "Voksen", NO_LIMIT, NO_LIMIT, NO_LIMIT)));
    register.putAgencies(
        tenant, List.of(new Agency("799900", Agency.Kind.PUBLIC, BRANCH, null, "Bench")));
    register.putBranches(
        tenant,
        List.of(new Branch(BRANCH, "799900", Set.of(), "Bench", BranchCalendar.ALWAYS_OPEN)));
    register.putAccounts(
        tenant,
        List.of(
            new NewAccount(
                Account.Protocol.SIP2, USER, new Secret(PASSWORD), BRANCH, "UTF-8", "009")));
    var made = new BenchLibrary(Superuser.of(library), tenant, patrons, items);
    made.fill();
    return made;
  }

  /** Patrons, titles and items by the hundred thousand: as the superuser, set-based. */
  private void fill() throws SQLException {
    superuser.execute(
        """
        insert into patron (tenant_id, id, name, category, branch)
        select %1$d, uuidv7(), 'Låner ' || n, 'adult', '%2$s' from generate_series(0, %3$d) n
        """
            .formatted(tenant.value(), BRANCH, patrons - 1));
    superuser.execute(
        """
        insert into patron_identifier (tenant_id, value, kind, patron_id)
        select %1$d, '20' || lpad(substr(name, 7), 8, '0'), 'CARD', id from patron where tenant_id = %1$d
        """
            .formatted(tenant.value()));
    superuser.execute(
        """
        insert into common_record (id, source, control_number, format, original, content, title, author, isbns)
        select uuidv7(), 'bench', n::text, 'MARC21', '', '{}', 'Bogen om tallet ' || n, 'Forfatter, En', '{}'
        from generate_series(1, %d) n
        """
            .formatted(items / COPIES));
    superuser.execute(
        """
        insert into item (tenant_id, id, barcode, common_record_id, category, home_branch, at_branch, status)
        select %1$d, uuidv7(), (%2$d + row_number() over () - 1)::text, id, 'book', '%3$s', '%3$s', 'AVAILABLE'
        from common_record, generate_series(1, %4$d)
        """
            .formatted(tenant.value(), FIRST_BARCODE, BRANCH, COPIES));
    superuser.execute("vacuum analyze");
  }

  /**
   * A login of pgbench's own, a member of the application's role, which it takes on.
   *
   * @param user the login
   * @param password its password
   * @param role the role it takes on
   */
  record Login(String user, Secret password, String role) {}

  /** Makes a login that takes on the application's role. */
  Login pgbenchLogin() throws SQLException {
    var login = new Login("bench", new Secret(UUID.randomUUID().toString()), "samling_app");
    superuser.execute(
        "create role %1$s login password '%2$s'; grant %3$s to %1$s; grant connect on database samling to %1$s"
            .formatted(login.user(), login.password().value(), login.role()));
    return login;
  }

  /** Makes the next round start as the one before did, as far as the database is concerned. */
  void settle() throws SQLException {
    superuser.execute("checkpoint");
  }

  /** How many loans there are. */
  long loans() throws SQLException {
    return superuser.number("select count(*) from loan");
  }

  /** The port of the database. */
  int port() {
    return superuser.port();
  }

  TenantId tenant() {
    return tenant;
  }

  int items() {
    return items;
  }

  int patrons() {
    return patrons;
  }

  static long barcode(long number) {
    return FIRST_BARCODE + number;
  }

  static String card(long number) {
    return "20%08d".formatted(number);
  }
}
