package org.samling.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.login.LoginAttempts;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.hashing.HashingPool.Turn;

/** Keeps the staff, who of them is signed in, and what they did. */
final class PostgresStaff implements Staff {

  private static final int TOKEN_BYTES = 32;

  /**
   * Counts an attempt as a wrong one before the password is looked at, so that many at once are not
   * looked at together; a right one takes it back.
   */
  private static final String ATTEMPT =
      """
      update staff_user set wrong_passwords = case when wrong_passwords + 1 < %1$d then wrong_passwords + 1 else 0 end,
        locked_until = case when wrong_passwords + 1 >= %1$d then now() + make_interval(secs => %2$d) end
      where username = ? and enabled and (locked_until is null or locked_until <= now())
      returning *
      """
          .formatted(WRONG_PASSWORDS, LOCKED.toSeconds());

  private static final String WELCOME =
      "update staff_user set wrong_passwords = 0, locked_until = null, signed_in_at = now() where id = ?";

  private static final String ENABLED = "select * from staff_user where username = ? and enabled";

  private static final String HASHED_ANEW =
      "update staff_user set password_hash = ?, pepper_version = ? where id = ?";

  private static final String FORGET =
      "delete from staff_session where used_at <= now() - make_interval(secs => %d) or begun_at <= now() - make_interval(secs => %d)"
          .formatted(IDLE.toSeconds(), LONGEST.toSeconds());

  private static final String BEGIN =
      "insert into staff_session (token_hash, staff_id) values (?, ?)";

  private static final String SIGNED_IN =
      """
      select u.* from staff_session s join staff_user u on u.id = s.staff_id
      where s.token_hash = ? and u.enabled and s.used_at > now() - make_interval(secs => %1$d)
        and s.begun_at > now() - make_interval(secs => %2$d)
      """
          .formatted(IDLE.toSeconds(), LONGEST.toSeconds());

  /** Once a minute is enough, and spares a write of each request. */
  private static final String USED =
      """
      update staff_session set used_at = now()
      where token_hash = ? and used_at <= now() - interval '1 minute' and used_at > now() - make_interval(secs => %d)
      """
          .formatted(IDLE.toSeconds());

  private static final String SIGN_OUT = "delete from staff_session where token_hash = ?";

  private static final String SIGN_OUT_EVERYWHERE =
      "delete from staff_session where staff_id = (select id from staff_user where username = ?)";

  private static final String ADD =
      """
      insert into staff_user (id, tenant_id, username, name, role, agencies, password_hash, pepper_version)
      values (?, ?::int, ?, ?, ?, ?, ?, ?) on conflict (username) do nothing returning id
      """;

  private static final String ALL = "select * from staff_user order by username";

  private static final String ENABLE =
      "update staff_user set enabled = ?, wrong_passwords = 0, locked_until = null where username = ? returning id";

  private static final String ID = "select id from staff_user where username = ?";

  private static final String PUT_PASSWORD =
      """
      update staff_user set password_hash = ?, pepper_version = ?, wrong_passwords = 0, locked_until = null
      where id = ? returning id
      """;

  private static final String NOTE =
      "insert into staff_act (tenant_id, id, at, who, act, subject, detail) values (?, ?, ?, ?, ?, ?, ?)";

  private static final String NOTE_OF_NO_TENANT =
      "insert into operator_act (id, at, who, act, subject, detail) values (?, ?, ?, ?, ?, ?)";

  private static final String ACTS =
      "select at, who, act, subject, detail from staff_act where tenant_id = ? order by at desc, id limit ?";

  private static final String ACTS_OF_NO_TENANT =
      "select at, who, act, subject, detail from operator_act order by at desc, id limit ?";

  /** Before the names of staff where logins are counted: an account may have the same name. */
  private static final String STAFF = "staff ";

  private final Database database;
  private final SecretHasher hasher;
  private final LoginAttempts attempts;
  private final SecureRandom random = new SecureRandom();

  private record Found(StaffMember member, SecretHasher.Hash hash) {}

  PostgresStaff(Database database, SecretHasher hasher, LoginAttempts attempts) {
    this.database = database;
    this.hasher = hasher;
    this.attempts = attempts;
  }

  @Override
  public SignIn signIn(String username, Secret password) {
    return attempts.attempt(
        STAFF + username,
        () -> {
          try (var turn = hasher.turn(Share.LOGIN)) {
            return signIn(turn, username, password);
          }
        },
        SignIn.Welcome.class::isInstance);
  }

  private SignIn signIn(Turn turn, String username, Secret password) {
    var found = ask(PostgresStaff::found, ATTEMPT, username);
    if (found.isEmpty()) {
      hasher.pretend(turn, password);
      return new SignIn.Refused();
    }
    var member = found.getFirst().member();
    var hash = found.getFirst().hash();
    if (!hasher.matches(turn, owner(member.id()), password, hash)) {
      return new SignIn.Refused();
    }
    var statements = new Pipeline();
    if (hasher.isOld(hash)) {
      var anew = hasher.hash(turn, owner(member.id()), password);
      statements.add(HASHED_ANEW, anew.text(), anew.pepperVersion(), member.id());
    }
    return welcome(member, statements);
  }

  @Override
  public SignIn signInVouchedFor(String username) {
    var found = ask(PostgresStaff::member, ENABLED, username);
    return found.isEmpty() ? new SignIn.Refused() : welcome(found.getFirst(), new Pipeline());
  }

  private SignIn welcome(StaffMember member, Pipeline statements) {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    run(statements.add(FORGET).add(WELCOME, member.id()).add(BEGIN, digest(token), member.id()));
    return new SignIn.Welcome(member, token);
  }

  @Override
  public Optional<StaffMember> signedIn(Secret token, boolean isRequest) {
    var digest = digest(token);
    var members = new ArrayList<StaffMember>();
    var statements = new Pipeline().add(row -> members.add(member(row)), SIGNED_IN, digest);
    if (isRequest) {
      statements.add(USED, digest);
    }
    run(statements);
    return members.stream().findFirst();
  }

  @Override
  public void signOut(Secret token) {
    run(new Pipeline().add(SIGN_OUT, digest(token)));
  }

  @Override
  public boolean add(NewMember member) {
    var id = Uuids.next(Instant.now());
    var hash = hasher.hash(owner(id), member.password());
    return !ask(
            row -> FactsLoader.uuid(row, "id"),
            ADD,
            id,
            member.tenant() == null ? null : member.tenant().value(),
            member.username(),
            member.name(),
            member.role().name(),
            FactsLoader.texts(member.agencies()),
            hash.text(),
            hash.pepperVersion())
        .isEmpty();
  }

  @Override
  public List<StaffMember> all() {
    return ask(PostgresStaff::member, ALL);
  }

  @Override
  public boolean enable(String username, boolean enabled) {
    var changed = new ArrayList<UUID>();
    run(
        new Pipeline()
            .add(row -> changed.add(FactsLoader.uuid(row, "id")), ENABLE, enabled, username)
            .add(SIGN_OUT_EVERYWHERE, username));
    return !changed.isEmpty();
  }

  @Override
  public boolean putPassword(String username, Secret password) {
    for (var id : ask(row -> FactsLoader.uuid(row, "id"), ID, username)) {
      var hash = hasher.hash(owner(id), password);
      run(
          new Pipeline()
              .add(PUT_PASSWORD, hash.text(), hash.pepperVersion(), id)
              .add(SIGN_OUT_EVERYWHERE, username));
      return true;
    }
    return false;
  }

  @Override
  public void note(StaffAct act) {
    var id = Uuids.next(act.at());
    var at = act.at().atOffset(ZoneOffset.UTC);
    var tenant = act.tenant();
    if (tenant == null) {
      run(
          new Pipeline()
              .add(NOTE_OF_NO_TENANT, id, at, act.who(), act.act(), act.subject(), act.detail()));
    } else {
      database.inTenant(
          tenant,
          new Pipeline()
              .add(
                  NOTE, tenant.value(), id, at, act.who(), act.act(), act.subject(), act.detail()));
    }
  }

  @Override
  public List<StaffAct> acts(@Nullable TenantId tenant, int limit) {
    var most = Math.min(limit, MOST_ACTS);
    if (tenant == null) {
      return ask(row -> act(row, null), ACTS_OF_NO_TENANT, most);
    }
    var acts = new ArrayList<StaffAct>();
    database.inTenant(
        tenant, new Pipeline().add(row -> acts.add(act(row, tenant)), ACTS, tenant.value(), most));
    return acts;
  }

  private static StaffAct act(ResultSet row, @Nullable TenantId tenant) throws SQLException {
    return new StaffAct(
        tenant,
        FactsLoader.instant(row, "at"),
        row.getString("who"),
        row.getString("act"),
        row.getString("subject"),
        row.getString("detail"));
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        member(row),
        new SecretHasher.Hash(row.getString("password_hash"), row.getShort("pepper_version")));
  }

  private static StaffMember member(ResultSet row) throws SQLException {
    var tenant = row.getObject("tenant_id", Integer.class);
    return new StaffMember(
        FactsLoader.uuid(row, "id"),
        row.getString("username"),
        row.getString("name"),
        StaffRole.valueOf(row.getString("role")),
        tenant == null ? null : new TenantId(tenant),
        Set.copyOf(FactsLoader.strings(row, "agencies")),
        row.getBoolean("enabled"),
        FactsLoader.instantOrNull(row, "signed_in_at"));
  }

  /** Makes something of a row. */
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> ask(Reading<T> reading, String sql, @Nullable Object... parameters) {
    var rows = new ArrayList<T>();
    run(new Pipeline().add(row -> rows.add(reading.of(row)), sql, parameters));
    return rows;
  }

  private void run(Pipeline statements) {
    database.ask(connection -> {
      statements.commit(connection);
      return null;
    });
  }

  private static String owner(UUID member) {
    return "staff " + member;
  }

  private static byte[] digest(Secret token) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(token.value().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
