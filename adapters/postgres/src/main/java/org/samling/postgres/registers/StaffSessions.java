package org.samling.postgres.registers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.login.LoginAttempts;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.SecondFactors;
import org.samling.core.staff.SecondFactors.Candidate;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffMember;
import org.samling.core.staff.StaffSession;
import org.samling.core.staff.WorkBranch;
import org.samling.postgres.connection.Database;
import org.samling.postgres.registers.PostgresLoginOrigins.Origin;
import org.samling.postgres.rows.Pipeline;

/** Who is signed in, and who is between the two steps of signing in. */
public final class StaffSessions {

  private static final int TOKEN_BYTES = 32;

  /** Begins the tokens of sessions for which a password was enough; the others have no dot. */
  private static final String PASSWORD_ALONE = "p.";

  private static final String WELCOME = "update staff_user set signed_in_at = now() where id = ?";

  private static final String FORGET_STEPS =
      "delete from staff_sign_in where begun_at <= now() - make_interval(secs => %d)"
          .formatted(SecondFactors.TO_FINISH.toSeconds());

  private static final String FORGET_SESSIONS =
      "select forget_staff_sessions(make_interval(secs => %d), make_interval(secs => %d))"
          .formatted(Staff.IDLE.toSeconds(), Staff.LONGEST.toSeconds());

  private static final String BEGIN = "select begin_staff_session(?, ?)";

  private static final String BEGIN_STEP =
      "insert into staff_sign_in (token_hash, staff_id, enrolled) values (?, ?, ?)";

  private static final String END_STEPS = "delete from staff_sign_in where staff_id = ?";

  private static final String STEP =
      """
      select %s, s.enrolled from staff_sign_in s join staff_user u on u.id = s.staff_id
      where s.token_hash = ? and u.enabled and s.begun_at > now() - make_interval(secs => %d)
      """
          .formatted(StaffRow.COLUMNS, SecondFactors.TO_FINISH.toSeconds());

  private static final String SIGNED_IN =
      """
      select %s, s.work_tenant, s.work_branch
      from staff_of_session(?, make_interval(secs => %d), make_interval(secs => %d)) s
      join staff_user u on u.id = s.staff_id where u.enabled
      """
          .formatted(StaffRow.COLUMNS, Staff.IDLE.toSeconds(), Staff.LONGEST.toSeconds());

  private static final String USED =
      "select use_staff_session(?, make_interval(secs => %d))".formatted(Staff.IDLE.toSeconds());

  private static final String WORK_AT = "select work_at(?, ?, ?)";

  private static final String SIGN_OUT = "select end_staff_session(?)";

  private static final String SIGN_OUT_EVERYWHERE = "select end_sessions_of_staff(?)";

  private static final String END_STEPS_OF =
      "delete from staff_sign_in where staff_id = (select id from staff_user where username = ?)";

  private final Database database;
  private final LoginAttempts attempts;
  private final PostgresLoginOrigins origins;
  private final SecureRandom random = new SecureRandom();

  public StaffSessions(Database database, LoginAttempts attempts, PostgresLoginOrigins origins) {
    this.database = database;
    this.attempts = attempts;
    this.origins = origins;
  }

  private record StepRow(StaffRow staff, boolean enrolled) {

    Candidate candidate() {
      return new Candidate(staff.member(), enrolled);
    }
  }

  private record SessionRow(
      StaffRow staff, @Nullable TenantId workTenant, @Nullable String workBranch) {

    StaffSession session() {
      return new StaffSession(
          staff.member(),
          workTenant == null || workBranch == null ? null : new WorkBranch(workTenant, workBranch));
    }
  }

  /** Checks a password or code within the limits of where it comes from. */
  <T> T attempt(Origin origin, Supplier<T> check, Predicate<? super T> isRight) {
    var device = origin.device();
    return device == null
        ? attempts.attempt(origin.name(), check, isRight)
        : attempts.attemptOf(device, origin.name(), check, isRight);
  }

  /**
   * Signs a member in.
   *
   * @param statements what is to be done in the same transaction
   */
  SignIn.Welcome welcome(StaffMember member, Origin origin, Pipeline statements) {
    return welcome(member, origin, statements, token());
  }

  /** Signs in a member for whom a password is enough now. */
  SignIn.Welcome welcomeByPassword(StaffMember member, Origin origin, Pipeline statements) {
    return welcome(member, origin, statements, new Secret(PASSWORD_ALONE + token().value()));
  }

  /** Whether a password was enough for a session: the token's hash, which is kept, covers it. */
  static boolean isByPassword(Secret token) {
    return token.value().startsWith(PASSWORD_ALONE);
  }

  private SignIn.Welcome welcome(
      StaffMember member, Origin origin, Pipeline statements, Secret token) {
    run(
        statements
            .add(END_STEPS, member.id())
            .add(WELCOME, member.id())
            .add(BEGIN, digest(token), member.id()));
    return new SignIn.Welcome(member, token, origins.cookie(origin));
  }

  /** Asks a member for the second step. */
  SignIn.SecondStep secondStep(StaffMember member, Pipeline statements) {
    var token = token();
    run(statements.add(BEGIN_STEP, digest(token), member.id(), member.hasSecondFactor()));
    return new SignIn.SecondStep(member, token, member.hasSecondFactor());
  }

  Optional<Candidate> candidate(Secret step) {
    return database.inTransaction(
        p -> p.optional(StepRow.class, StepRow::candidate, STEP, digest(step)));
  }

  Optional<StaffSession> signedIn(Secret token, boolean isRequest) {
    var digest = digest(token);
    return database.inTransaction(p -> {
      var session = p.optional(SessionRow.class, SessionRow::session, SIGNED_IN, digest);
      if (isRequest) {
        p.add(USED, digest);
      }
      return session;
    });
  }

  void workAt(Secret token, WorkBranch work) {
    run(new Pipeline().add(WORK_AT, digest(token), work.tenant().value(), work.branch()));
  }

  void signOut(Secret token) {
    run(new Pipeline().add(SIGN_OUT, digest(token)));
  }

  /** Ends all sessions of a member, and what they began of one. */
  static Pipeline signOutEverywhere(String username) {
    return new Pipeline().add(SIGN_OUT_EVERYWHERE, username).add(END_STEPS_OF, username);
  }

  /** Forgets the sessions that are over, and the sign-ins that were not finished in time. */
  public static Pipeline forget() {
    return new Pipeline().add(FORGET_SESSIONS).add(FORGET_STEPS);
  }

  void run(Pipeline statements) {
    database.forAll(statements);
  }

  private Secret token() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static byte[] digest(Secret secret) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.value().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
