package org.samling.postgres.registers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Database;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.RowStatement;

/**
 * Keeps when accounts were last answered, and what failed last. Notes are of names, so that a
 * failure costs no look-up; {@link #write} finds the accounts of those that have one. However many
 * names strangers invent, those of accounts that were seen before find room.
 */
public final class PostgresAccountContacts implements AccountContacts {

  /** The most names of no known account that wait to be written: strangers may try many. */
  static final int MOST = 10_000;

  /** The longest name; no account has a longer one. */
  private static final int LONGEST = 100;

  /** How exact the time of an answer is, so that most answers note nothing. */
  private static final Duration EXACT = Duration.ofSeconds(10);

  private static final String ACCOUNTS =
      "select username, tenant_id, account_id from account_directory";

  private static final RowStatement<ContactRow> PUT =
      RowStatement.of(
          ContactRow.class,
          """
          insert into account_contact as k (tenant_id, {*})
          select :tenant, {e.*} from {rows} join account a on a.tenant_id = :tenant and a.id = e.account_id
          order by e.account_id
          on conflict (tenant_id, account_id) do update set
            answered_from = case when excluded.answered_at >= coalesce(k.answered_at, '-infinity')
              then excluded.answered_from else k.answered_from end,
            answered_at = greatest(k.answered_at, excluded.answered_at),
            failure = case when excluded.failed_at >= coalesce(k.failed_at, '-infinity')
              then excluded.failure else k.failure end,
            failed_from = case when excluded.failed_at >= coalesce(k.failed_at, '-infinity')
              then excluded.failed_from else k.failed_from end,
            failed_at = greatest(k.failed_at, excluded.failed_at)
          """);

  private static final String ALL =
      """
      select a.username, a.id as account_id, k.answered_at, k.answered_from, k.failed_at, k.failed_from, k.failure
      from account a left join account_contact k on k.tenant_id = a.tenant_id and k.account_id = a.id
      where a.tenant_id = :tenant
      """;

  private final Database database;
  private final Map<String, Contact> noted = new ConcurrentHashMap<>();
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** What {@link #write} took out and stores just now. */
  private volatile Map<String, Contact> beingWritten = Map.of();

  public PostgresAccountContacts(Database database) {
    this.database = database;
  }

  @Override
  public void answered(String username, @Nullable String from) {
    var now = Instant.now();
    var before = noted.get(username);
    var last = before == null ? null : before.answered();
    if (before == null
        || last == null
        || before.isFailing()
        || last.at().plus(EXACT).isBefore(now)) {
      known.add(username);
      note(username, new Contact(new Answered(now, from), null));
    }
  }

  @Override
  public void failed(String username, Failure failure, @Nullable String from) {
    note(username, new Contact(null, new Failed(Instant.now(), failure, from)));
  }

  private void note(String username, Contact contact) {
    if (username.length() <= LONGEST
        && username.indexOf('\0') < 0
        && (noted.size() < MOST || known.contains(username) || noted.containsKey(username))) {
      noted.merge(username, contact, PostgresAccountContacts::latest);
    }
  }

  /**
   * What is known of an account by two notes; another node may have stored a later one meanwhile.
   */
  private static Contact latest(Contact one, Contact other) {
    return new Contact(
        latest(one.answered(), other.answered(), Answered::at),
        latest(one.failed(), other.failed(), Failed::at));
  }

  private static <T> @Nullable T latest(
      @Nullable T one, @Nullable T other, Function<T, Instant> time) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return time.apply(one).isAfter(time.apply(other)) ? one : other;
  }

  private record Entry(String username, TenantId tenantId, UUID accountId) {}

  private record ContactRow(
      UUID accountId,
      @Nullable Instant answeredAt,
      @Nullable String answeredFrom,
      @Nullable Instant failedAt,
      @Nullable String failedFrom,
      @Nullable Failure failure) {

    static ContactRow of(UUID account, Contact contact) {
      var answered = contact.answered();
      var failed = contact.failed();
      return new ContactRow(
          account,
          answered == null ? null : answered.at(),
          answered == null ? null : answered.from(),
          failed == null ? null : failed.at(),
          failed == null ? null : failed.from(),
          failed == null ? null : failed.failure());
    }

    Contact contact() {
      return new Contact(
          answeredAt == null ? null : new Answered(answeredAt, answeredFrom),
          failedAt == null || failure == null ? null : new Failed(failedAt, failure, failedFrom));
    }
  }

  @Override
  public synchronized int write() {
    var taken = new HashMap<String, Contact>();
    for (var username : List.copyOf(noted.keySet())) {
      var contact = noted.remove(username);
      if (contact != null) {
        taken.put(username, contact);
      }
    }
    if (taken.isEmpty()) {
      return 0;
    }
    beingWritten = Map.copyOf(taken);
    var isWritten = false;
    try {
      var written = write(taken);
      isWritten = true;
      return written;
    } finally {
      if (!isWritten) {
        taken.forEach(
            (username, contact) -> noted.merge(username, contact, PostgresAccountContacts::latest));
      }
      beingWritten = Map.of();
    }
  }

  private int write(Map<String, Contact> contacts) {
    var rows = new HashMap<TenantId, List<ContactRow>>();
    var accounts = database.inTransaction(p -> p.list(Entry.class, ACCOUNTS));
    var names = accounts.stream().map(Entry::username).collect(Collectors.toSet());
    known.retainAll(names);
    known.addAll(names);
    for (var entry : accounts) {
      var contact = contacts.get(entry.username());
      if (contact != null) {
        rows.computeIfAbsent(entry.tenantId(), _ -> new ArrayList<>())
            .add(ContactRow.of(entry.accountId(), contact));
      }
    }
    rows.forEach((tenant, of) -> database.inTenant(tenant, new Pipeline().write(PUT, of)));
    return rows.values().stream().mapToInt(List::size).sum();
  }

  private record StoredRow(String username, ContactRow contact) {}

  @Override
  public Map<UUID, Contact> of(TenantId tenant) {
    var contacts = new HashMap<UUID, Contact>();
    for (var row : database.inTenant(tenant, p -> p.list(StoredRow.class, ALL))) {
      var contact = row.contact().contact();
      for (var here : List.of(beingWritten, noted)) {
        var unwritten = here.get(row.username());
        contact = unwritten == null ? contact : latest(contact, unwritten);
      }
      if (contact.answered() != null || contact.failed() != null) {
        contacts.put(row.contact().accountId(), contact);
      }
    }
    return contacts;
  }
}
