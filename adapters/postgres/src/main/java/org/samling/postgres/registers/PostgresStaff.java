package org.samling.postgres.registers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
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
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.hashing.HashingPool.Turn;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/** Keeps the staff, their sessions, and what they did. */
public final class PostgresStaff implements Staff {

  private static final int TOKEN_BYTES = 32;

  /**
   * Counts an attempt as wrong before the password is checked, so that many at once are not all
   * checked; a right one takes it back.
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

  /** Once a minute is enough, and saves a write on each request. */
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
      values (:id, :tenant::int, :username, :name, :role, :agencies, :hash, :pepper) on conflict (username) do nothing returning id
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
      "insert into staff_act (tenant_id, id, at, who, act, subject, detail) values (:tenant, :id, :at, :who, :act, :subject, :detail)";

  private static final String NOTE_OF_NO_TENANT =
      "insert into operator_act (id, at, who, act, subject, detail) values (:id, :at, :who, :act, :subject, :detail)";

  private static final String ACTS =
      "select tenant_id as tenant, at, who, act, subject, detail from staff_act where tenant_id = ? order by at desc, id limit ?";

  private static final String ACTS_OF_NO_TENANT =
      "select null::int as tenant, at, who, act, subject, detail from operator_act order by at desc, id limit ?";

  /** Precedes the names of staff where logins are counted: an account may have the same name. */
  private static final String STAFF = "staff ";

  private final Database database;
  private final SecretHasher hasher;
  private final LoginAttempts attempts;
  private final SecureRandom random = new SecureRandom();

  public PostgresStaff(Database database, SecretHasher hasher, LoginAttempts attempts) {
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
    var found = database.inTransaction(p -> p.optional(MemberRow.class, ATTEMPT, username));
    if (found.isEmpty()) {
      hasher.pretend(turn, password);
      return new SignIn.Refused();
    }
    var member = found.get().member();
    var hash = found.get().hash();
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
    return database
        .inTransaction(p -> p.optional(MemberRow.class, ENABLED, username))
        .map(found -> welcome(found.member(), new Pipeline()))
        .orElseGet(SignIn.Refused::new);
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
    return database.inTransaction(p -> {
      var member = p.optional(MemberRow.class, MemberRow::member, SIGNED_IN, digest);
      if (isRequest) {
        p.add(USED, digest);
      }
      return member;
    });
  }

  @Override
  public void signOut(Secret token) {
    run(new Pipeline().add(SIGN_OUT, digest(token)));
  }

  @Override
  public boolean add(NewMember member) {
    var id = Uuids.next(Instant.now());
    var hash = hasher.hash(owner(id), member.password());
    return database.inTransaction(p ->
        p.any(
            ADD,
            Parameters.of("id", id)
                .and("tenant", member.tenant())
                .and("username", member.username())
                .and("name", member.name())
                .and("role", member.role())
                .and("agencies", SqlArray.texts(member.agencies()))
                .and("hash", hash.text())
                .and("pepper", hash.pepperVersion())));
  }

  @Override
  public List<StaffMember> all() {
    return database.inTransaction(p -> p.list(MemberRow.class, MemberRow::member, ALL));
  }

  @Override
  public boolean enable(String username, boolean enabled) {
    return database.inTransaction(p -> {
      var changed = p.any(ENABLE, enabled, username);
      p.add(SIGN_OUT_EVERYWHERE, username);
      return changed;
    });
  }

  @Override
  public boolean putPassword(String username, Secret password) {
    var id = database.inTransaction(p -> p.optional(UUID.class, ID, username));
    id.ifPresent(member -> {
      var hash = hasher.hash(owner(member), password);
      run(
          new Pipeline()
              .add(PUT_PASSWORD, hash.text(), hash.pepperVersion(), member)
              .add(SIGN_OUT_EVERYWHERE, username));
    });
    return id.isPresent();
  }

  @Override
  public void note(StaffAct act) {
    var id = Uuids.next(act.at());
    var named =
        Parameters.of("id", id)
            .and("at", act.at())
            .and("who", act.who())
            .and("act", act.act())
            .and("subject", act.subject())
            .and("detail", act.detail());
    var tenant = act.tenant();
    if (tenant == null) {
      run(new Pipeline().add(NOTE_OF_NO_TENANT, named));
    } else {
      database.inTenant(tenant, new Pipeline().add(NOTE, named));
    }
  }

  @Override
  public List<StaffAct> acts(@Nullable TenantId tenant, int limit) {
    var most = Math.min(limit, MOST_ACTS);
    return tenant == null
        ? database.inTransaction(p -> p.list(StaffAct.class, ACTS_OF_NO_TENANT, most))
        : database.inTenant(tenant, p -> p.list(StaffAct.class, ACTS, tenant.value(), most));
  }

  private record MemberRow(
      UUID id,
      String username,
      String name,
      StaffRole role,
      @Nullable TenantId tenantId,
      Set<String> agencies,
      boolean enabled,
      @Nullable Instant signedInAt,
      String passwordHash,
      short pepperVersion) {

    StaffMember member() {
      return new StaffMember(id, username, name, role, tenantId, agencies, enabled, signedInAt);
    }

    SecretHasher.Hash hash() {
      return new SecretHasher.Hash(passwordHash, pepperVersion);
    }
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
