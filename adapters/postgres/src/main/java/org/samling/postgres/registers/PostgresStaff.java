package org.samling.postgres.registers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.StaffSession;
import org.samling.core.staff.WorkBranch;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.SecretHasher;
import org.samling.postgres.hashing.HashingPool.Share;
import org.samling.postgres.registers.PostgresLoginOrigins.Origin;
import org.samling.postgres.registers.StaffRow.Counted;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/** Keeps the staff, checks their passwords, and keeps what they did. */
public final class PostgresStaff implements Staff {

  private static final String ENABLED =
      "select %s from staff_user u where username = ? and enabled".formatted(StaffRow.COLUMNS);

  private static final String ADD =
      """
      insert into staff_user (id, tenant_id, username, name, role, agencies, password_hash, pepper_version)
      values (:id, :tenant::int, :username, :name, :role, :agencies, :hash, :pepper) on conflict (username) do nothing returning id
      """;

  private static final String ALL =
      "select %s from staff_user u order by username".formatted(StaffRow.COLUMNS);

  private static final String ENABLE =
      "update staff_user set enabled = ? where username = ? returning id";

  private static final String ID = "select id from staff_user where username = ?";

  private static final String PUT_PASSWORD =
      "update staff_user set password_hash = ?, pepper_version = ? where id = ?";

  private static final String NOTE =
      "insert into staff_act (tenant_id, id, at, who, act, subject, detail) values (:tenant, :id, :at, :who, :act, :subject, :detail)";

  private static final String NOTE_OF_NO_TENANT =
      "insert into operator_act (id, at, who, act, subject, detail) values (:id, :at, :who, :act, :subject, :detail)";

  private static final String ACTS =
      "select tenant_id as tenant, at, who, act, subject, detail from staff_act where tenant_id = ? order by at desc, id limit ?";

  private static final String ACTS_OF =
      """
      select tenant_id as tenant, at, who, act, subject, detail from staff_act
      where tenant_id = :tenant and at >= :since and who = :who and act = any(:acts) order by at desc, id limit :most
      """;

  private static final String ACTS_OF_NO_TENANT =
      "select null::int as tenant, at, who, act, subject, detail from operator_act order by at desc, id limit ?";

  private final Database database;
  private final SecretHasher hasher;
  private final StaffSessions sessions;
  private final PostgresLoginOrigins origins;
  private final SecondFactorRule rule;

  public PostgresStaff(
      Database database,
      SecretHasher hasher,
      StaffSessions sessions,
      PostgresLoginOrigins origins,
      SecondFactorRule rule) {
    this.database = database;
    this.hasher = hasher;
    this.sessions = sessions;
    this.origins = origins;
    this.rule = rule;
  }

  @Override
  public SignIn signIn(String username, Secret password, @Nullable Secret device) {
    var origin = origins.of(username, device);
    return sessions.attempt(
        origin,
        () -> {
          var right = checked(origin, password);
          return right.isEmpty() ? new SignIn.Refused() : signIn(origin, right.get());
        },
        result -> !(result instanceof SignIn.Refused));
  }

  /** Somebody whose password was right, and what is to be done now that it was. */
  private record Right(StaffMember member, Pipeline statements) {}

  private SignIn signIn(Origin origin, Right right) {
    var member = right.member();
    return member.hasSecondFactor() || rule.isFor(member)
        ? sessions.secondStep(member, right.statements())
        : sessions.welcomeByPassword(member, origin, right.statements().add(origins.right(origin)));
  }

  private Optional<Right> checked(Origin origin, Secret password) {
    try (var turn = hasher.turn(Share.LOGIN)) {
      var found =
          database.inTransaction(
              p -> p.optional(Counted.class, PostgresLoginOrigins.COUNT, origin.parameters()));
      if (found.isEmpty()) {
        hasher.pretend(turn, password);
        return Optional.empty();
      }
      var counted = found.get();
      var owner = owner(counted.staff().id());
      var hash = counted.hash();
      if (!hasher.matches(turn, owner, password, hash)) {
        return Optional.empty();
      }
      var statements = origins.takeBack(origin, counted.unknownPlace());
      if (hasher.isOld(hash)) {
        var anew = hasher.hash(turn, owner, password);
        statements.add(PUT_PASSWORD, anew.text(), anew.pepperVersion(), counted.staff().id());
      }
      return Optional.of(new Right(counted.staff().member(), statements));
    }
  }

  @Override
  public SignIn signInVouchedFor(String username) {
    return database
        .inTransaction(p -> p.optional(StaffRow.class, ENABLED, username))
        .<SignIn>map(
            found -> sessions.welcome(found.member(), origins.of(username, null), new Pipeline()))
        .orElseGet(SignIn.Refused::new);
  }

  @Override
  public Optional<StaffSession> signedIn(Secret token, boolean isRequest) {
    var session = sessions.signedIn(token, isRequest);
    if (session.isPresent()
        && StaffSessions.isByPassword(token)
        && rule.isFor(session.get().member())) {
      sessions.signOut(token); // more than a password is asked for by now
      return Optional.empty();
    }
    return session;
  }

  @Override
  public void workAt(Secret token, WorkBranch work) {
    sessions.workAt(token, work);
  }

  @Override
  public void signOut(Secret token) {
    sessions.signOut(token);
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
    return database.inTransaction(p -> p.list(StaffRow.class, StaffRow::member, ALL));
  }

  @Override
  public boolean enable(String username, boolean enabled) {
    return database.inTransaction(p -> {
      var changed = p.any(ENABLE, enabled, username);
      p.add(origins.unlock(username)).add(StaffSessions.signOutEverywhere(username));
      return changed;
    });
  }

  @Override
  public boolean putPassword(String username, Secret password) {
    var id = database.inTransaction(p -> p.optional(UUID.class, ID, username));
    id.ifPresent(member -> {
      var hash = hasher.hash(owner(member), password);
      sessions.run(
          new Pipeline()
              .add(PUT_PASSWORD, hash.text(), hash.pepperVersion(), member)
              .add(origins.unlock(username))
              .add(StaffSessions.signOutEverywhere(username)));
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
      sessions.run(new Pipeline().add(NOTE_OF_NO_TENANT, named));
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

  @Override
  public List<StaffAct> actsOf(
      TenantId tenant, String who, Set<String> acts, Instant since, int limit) {
    return database.inTenant(
        tenant,
        p ->
            p.list(
                StaffAct.class,
                ACTS_OF,
                Parameters.of("tenant", tenant.value())
                    .and("since", since)
                    .and("who", who)
                    .and("acts", SqlArray.texts(acts))
                    .and("most", Math.min(limit, MOST_ACTS))));
  }

  private static String owner(UUID member) {
    return "staff " + member;
  }
}
