package org.samling.postgres.registers;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.staff.SecondFactors;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.StaffMember;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.Seal;
import org.samling.postgres.connection.Seal.KeyedBytes;
import org.samling.postgres.registers.PostgresLoginOrigins.Origin;
import org.samling.postgres.registers.StaffRow.Counted;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;

/** Keeps the second factors of staff, and checks their codes. */
public final class PostgresSecondFactors implements SecondFactors {

  private static final String FACTOR =
      """
      select encode(f.sealed, 'hex') as hex, f.seal_key_version as key_version from staff_second_factor f
      join staff_user u on u.id = f.staff_id where u.username = :username
      """;

  /** No row where a code of this step, or a later one, was used. */
  private static final String USE_STEP =
      "update staff_second_factor set last_step = :step where staff_id = :staff and last_step < :step returning staff_id";

  private static final String USE_RECOVERY_CODE =
      "delete from staff_recovery_code where staff_id = :staff and code_hash = decode(:hash, 'hex') returning staff_id";

  private static final String ENROL =
      """
      with made as (
        insert into staff_second_factor (staff_id, sealed, seal_key_version, last_step)
        values (:staff, decode(:sealed, 'hex'), :version, :step) on conflict do nothing returning staff_id)
      insert into staff_recovery_code (staff_id, code_hash)
      select staff_id, decode(unnest(:hashes), 'hex') from made returning staff_id
      """;

  private static final String DROP_CODES =
      "delete from staff_recovery_code where staff_id = :staff";

  private static final String ADD_CODES =
      """
      insert into staff_recovery_code (staff_id, code_hash)
      select staff_id, decode(unnest(:hashes), 'hex') from staff_second_factor where staff_id = :staff
      """;

  private static final String CODES =
      "select count(*)::int from staff_recovery_code where staff_id = ?";

  private static final String RESET =
      "delete from staff_second_factor where staff_id = (select id from staff_user where username = ?) returning staff_id";

  private static final String OLD =
      """
      select f.staff_id, encode(f.sealed, 'hex') as hex, f.seal_key_version as key_version
      from staff_second_factor f join staff_user u on u.id = f.staff_id
      where f.seal_key_version <> :newest and (u.tenant_id = :of or u.tenant_id is null) limit 100
      """;

  private static final String REKEY =
      """
      update staff_second_factor set sealed = decode(:sealed, 'hex'), seal_key_version = :version
      where staff_id = :staff and seal_key_version = :old
      """;

  private static final HexFormat HEX = HexFormat.of();
  private static final String ISSUER = "Samling";
  private static final int KEY_BYTES = 20; // RFC 4226, section 4: 160 bits are recommended

  /** A sealed secret as text: the version of its key, and its bytes. */
  private static final Pattern SEALED = Pattern.compile("([0-9]{1,4})\\.((?:[0-9a-f]{2}){48})");

  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  /** RFC 6238, section 5.2: one step of tolerance either way. */
  private static final int TOLERANCE = 1;

  private final Database database;
  private final Keyring keyring;
  private final Seal seal;
  private final StaffSessions sessions;
  private final PostgresLoginOrigins origins;
  private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
  private final SecureRandom random = new SecureRandom();

  public PostgresSecondFactors(
      Database database, Keyring keyring, StaffSessions sessions, PostgresLoginOrigins origins) {
    this.database = database;
    this.keyring = keyring;
    this.seal = new Seal(keyring, "samling second factor");
    this.sessions = sessions;
    this.origins = origins;
  }

  private record FactorRow(String hex, short keyVersion) {

    KeyedBytes sealed() {
      return new KeyedBytes(hex, keyVersion);
    }
  }

  /** Whose attempt was counted, and their second factor, if they still have one. */
  private record Found(Counted counted, @Nullable FactorRow factor) {}

  private record OldRow(UUID staffId, String hex, short keyVersion) {}

  /** Who gave a right code, and what is to be done now that it was right. */
  private record Right(StaffMember member, Pipeline statements) {}

  @Override
  public Optional<Candidate> candidate(Secret step) {
    return sessions.candidate(step);
  }

  @Override
  public SignIn signIn(Secret step, String code, @Nullable Secret device) {
    var candidate = candidate(step).filter(Candidate::isEnrolled);
    if (candidate.isEmpty()) {
      return new SignIn.Refused();
    }
    var origin = origins.of(candidate.get().member().username(), device);
    return sessions.attempt(
        origin,
        () -> {
          var right = checked(origin, code);
          return right.isEmpty()
              ? new SignIn.Refused()
              : sessions.welcome(
                  right.get().member(),
                  origin,
                  right.get().statements().add(origins.right(origin)));
        },
        SignIn.Welcome.class::isInstance);
  }

  /** Counts an attempt, and uses the code up if it is right. */
  private Optional<Right> checked(Origin origin, String typed) {
    var code = typed.replaceAll("\\s", "");
    var named = origin.parameters();
    var found =
        database.inTransaction(p -> {
          var counted = p.optional(Counted.class, PostgresLoginOrigins.COUNT, named);
          return p.optional(FactorRow.class, FACTOR, named)
              .map(factor -> counted.get().map(c -> new Found(c, factor.orElse(null))));
        });
    return found
        .filter(
            f -> f.factor() != null && isUsed(f.counted().staff().id(), f.factor().sealed(), code))
        .map(Found::counted)
        .map(c -> new Right(c.staff().member(), origins.takeBack(origin, c.unknownPlace())));
  }

  private boolean isUsed(UUID staff, KeyedBytes sealed, String code) {
    if (!CODE.matcher(code).matches()) {
      var given = code.toLowerCase(Locale.ROOT);
      return database.inTransaction(p ->
          p.any(
              USE_RECOVERY_CODE,
              Parameters.of("staff", staff).and("hash", hash(new Secret(given)))));
    }
    var step = step(seal.open(owner(staff), sealed), code);
    return step.isPresent()
        && database.inTransaction(
            p -> p.any(USE_STEP, Parameters.of("staff", staff).and("step", step.getAsLong())));
  }

  /** The step of a code that is right now. */
  private OptionalLong step(byte[] key, String code) {
    var now = Instant.now().getEpochSecond() / codes.getTimeStep().toSeconds();
    var secret = new SecretKeySpec(key, codes.getAlgorithm());
    return LongStream.rangeClosed(now - TOLERANCE, now + TOLERANCE)
        .filter(step ->
            MessageDigest.isEqual(
                code(secret, step).getBytes(StandardCharsets.US_ASCII),
                code.getBytes(StandardCharsets.UTF_8)))
        .findFirst();
  }

  private String code(SecretKeySpec key, long step) {
    try {
      var at = Instant.ofEpochSecond(step * codes.getTimeStep().toSeconds());
      return codes.generateOneTimePasswordString(key, at, Locale.ROOT);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("any bytes are a key of HMAC", e);
    }
  }

  @Override
  public Draft draft(StaffMember member) {
    var key = new byte[KEY_BYTES];
    random.nextBytes(key);
    var sealed = seal.seal(owner(member.id()), key);
    return draft(member, key, sealed.keyVersion() + "." + sealed.hex());
  }

  @Override
  public Draft draft(StaffMember member, String sealed) {
    return opened(member, sealed)
        .map(key -> draft(member, key, sealed))
        .orElseGet(() -> draft(member));
  }

  private static Draft draft(StaffMember member, byte[] key, String sealed) {
    var text = base32(key);
    var name = URLEncoder.encode(member.username(), StandardCharsets.UTF_8).replace("+", "%20");
    return new Draft(
        text,
        "otpauth://totp/%s:%s?secret=%s&issuer=%s".formatted(ISSUER, name, text, ISSUER),
        sealed);
  }

  /** RFC 4648, section 6; 160 bits need no padding. */
  private static String base32(byte[] key) {
    var digits = new BigInteger(1, key).toString(32);
    var text = new StringBuilder("A".repeat(KEY_BYTES * 8 / 5 - digits.length()));
    digits
        .chars()
        .map(c -> Character.digit(c, 32))
        .forEach(v -> text.append((char) (v < 26 ? 'A' + v : '2' + v - 26)));
    return text.toString();
  }

  private Optional<byte[]> opened(StaffMember member, String sealed) {
    var parts = SEALED.matcher(sealed);
    try {
      return parts.matches()
          ? Optional.of(
              seal.open(
                  owner(member.id()),
                  new KeyedBytes(parts.group(2), Short.parseShort(parts.group(1)))))
          : Optional.empty();
    } catch (IllegalStateException _) {
      return Optional.empty(); // somebody else's, or of a key that is gone
    }
  }

  @Override
  public Optional<List<Secret>> enrol(StaffMember member, String sealed, String code) {
    var key = opened(member, sealed);
    var step = key.isEmpty() ? OptionalLong.empty() : step(key.get(), code.replaceAll("\\s", ""));
    if (step.isEmpty()) {
      return Optional.empty();
    }
    var anew = seal.seal(owner(member.id()), key.get());
    var made = newCodes();
    var named =
        Parameters.of("staff", member.id())
            .and("sealed", anew.hex())
            .and("version", anew.keyVersion())
            .and("step", step.getAsLong())
            .and("hashes", hashes(made));
    return database.inTransaction(p -> p.any(ENROL, named)) ? Optional.of(made) : Optional.empty();
  }

  @Override
  public Optional<Enrolled> enrol(
      Secret step, String sealed, String code, @Nullable Secret device) {
    return candidate(step)
        .filter(candidate -> !candidate.isEnrolled())
        .map(Candidate::member)
        .flatMap(member ->
            enrol(member, sealed, code)
                .map(made -> {
                  var origin = origins.of(member.username(), device);
                  return new Enrolled(
                      made, sessions.welcome(member, origin, origins.right(origin)));
                }));
  }

  private static List<Secret> newCodes() {
    return Stream.generate(Secret::madeUp).limit(RECOVERY_CODES).toList();
  }

  private static Pipeline addCodes(StaffMember member, List<Secret> made) {
    var named = Parameters.of("staff", member.id()).and("hashes", hashes(made));
    return new Pipeline().add(DROP_CODES, named).add(ADD_CODES, named);
  }

  private static SqlArray hashes(List<Secret> made) {
    return SqlArray.texts(made.stream().map(PostgresSecondFactors::hash).toList());
  }

  private static String hash(Secret code) {
    return HEX.formatHex(StaffSessions.digest(new Secret(code.value().replace("-", ""))));
  }

  @Override
  public int recoveryCodes(StaffMember member) {
    return database.inTransaction(p -> p.one(Integer.class, CODES, member.id()));
  }

  @Override
  public Optional<List<Secret>> renewRecoveryCodes(
      StaffMember member, String code, @Nullable Secret device) {
    var made = newCodes();
    return isRight(member, code, device, () -> addCodes(member, made))
        ? Optional.of(made)
        : Optional.empty();
  }

  @Override
  public boolean remove(StaffMember member, String code, @Nullable Secret device) {
    var username = member.username();
    return isRight(
        member,
        code,
        device,
        () -> new Pipeline().add(RESET, username).add(StaffSessions.signOutEverywhere(username)));
  }

  private boolean isRight(
      StaffMember member, String code, @Nullable Secret device, Supplier<Pipeline> then) {
    var origin = origins.of(member.username(), device);
    return sessions.attempt(
        origin,
        () -> {
          var right = checked(origin, code);
          right.ifPresent(r -> sessions.run(r.statements().add(then.get())));
          return right.isPresent();
        },
        isRight -> isRight);
  }

  @Override
  public boolean reset(String username) {
    return database.inTransaction(p -> {
      var had = p.any(RESET, username);
      p.add(StaffSessions.signOutEverywhere(username));
      return had;
    });
  }

  /** Seals some second factors of a tenant's staff and of operators anew; says how many. */
  int rekey(TenantId tenant) {
    var newest = keyring.newest();
    var old =
        database.inTransaction(
            p -> p.list(OldRow.class, OLD, Parameters.of("newest", newest).and("of", tenant)));
    for (var row : old) {
      var owner = owner(row.staffId());
      var anew = seal.seal(owner, seal.open(owner, new KeyedBytes(row.hex(), row.keyVersion())));
      sessions.run(
          new Pipeline()
              .add(
                  REKEY,
                  Parameters.of("staff", row.staffId())
                      .and("sealed", anew.hex())
                      .and("version", anew.keyVersion())
                      .and("old", row.keyVersion())));
    }
    return old.size();
  }

  private static String owner(UUID staff) {
    return "staff " + staff;
  }
}
