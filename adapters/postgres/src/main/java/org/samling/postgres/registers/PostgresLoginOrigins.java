package org.samling.postgres.registers;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.login.KnownOrigins;
import org.samling.core.organisation.Secret;
import org.samling.core.requests.CurrentRequest;
import org.samling.core.staff.Staff;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.connection.KeyringSignatures;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps from where accounts and staff logged in: addresses, and for staff also browsers, which show
 * a signed cookie. Wrong passwords of staff are counted by the same places, and by all places
 * together where the name is not known, so that strangers lock nobody out where they usually are.
 */
public final class PostgresLoginOrigins implements KnownOrigins {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresLoginOrigins.class);

  /** What the time limits in the statements are written with. */
  private static final long LOCKED = Staff.LOCKED.toSeconds();

  private static final long KNOWN = Staff.KNOWN.toSeconds();

  private static final String IS_KNOWN =
      "select 1 from login_origin where name = ? and origin = ? and right_at > now() - make_interval(secs => %d)"
          .formatted(KNOWN);

  /**
   * Counts an attempt as wrong before anything is checked, so that many at once are not all
   * checked, in each place that counts. No row where the name is locked in one of them.
   */
  static final String COUNT =
      """
      with counting (origin) as (
        select :origin::text
        union all
        select '*' where not :device and not exists (select from login_origin
          where name = :name and origin = :origin and right_at > now() - make_interval(secs => %3$d))),
      counted as (
        insert into login_origin as o (name, origin, wrong, wrong_at) select :name, origin, 1, now() from counting
        where exists (select from staff_user where username = :username and enabled)
        on conflict (name, origin) do update set wrong_at = now(),
          wrong = case when o.wrong_at > now() - make_interval(secs => %4$d) then o.wrong + 1 else 1 end
        where o.wrong < case o.origin when '*' then %2$d else %1$d end
          or o.wrong_at <= now() - make_interval(secs => %4$d)
        returning origin)
      select %5$s, h.password_hash, h.pepper_version, (select count(*) > 1 from counting) as unknown_place
      from staff_user u, password_of_staff(u.username) h
      where u.username = :username and u.enabled and (select count(*) from counted) = (select count(*) from counting)
      """
          .formatted(
              Staff.WRONG_PASSWORDS, Staff.WRONG_FROM_UNKNOWN, KNOWN, LOCKED, StaffRow.COLUMNS);

  /** Takes back what {@link #COUNT} counted. */
  private static final String TAKE_BACK =
      """
      update login_origin set wrong = greatest(wrong - 1, 0)
      where name = :name and (origin = :origin or origin = '*' and :unknownPlace)
      """;

  private static final String RIGHT =
      """
      insert into login_origin as o (name, origin, right_at) select :name, unnest(:origins), now()
      on conflict (name, origin) do update
        set right_at = now(), wrong = case o.origin when :origin then 0 else o.wrong end
      """;

  /** Once a day is enough. */
  private static final String NOTE =
      """
      insert into login_origin as o (name, origin, right_at) values (?, ?, now())
      on conflict (name, origin) do update set right_at = now()
      where o.right_at is null or o.right_at < now() - interval '1 day' returning 1
      """;

  private static final String FORGET =
      """
      delete from login_origin where (right_at is null or right_at <= now() - make_interval(secs => %d))
        and (wrong_at is null or wrong_at <= now() - interval '1 day')
      """
          .formatted(KNOWN);

  private static final String UNLOCK = "update login_origin set wrong = 0 where name = ?";

  /** Precedes the names of staff: an account may have the same name. */
  private static final String STAFF = "staff ";

  /** What is not from a network. */
  private static final String HERE = "local";

  private static final String DEVICE = "device ";
  private static final Pattern COOKIE =
      Pattern.compile("([A-Za-z0-9_-]{22})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{22})");
  private static final int DEVICE_BYTES = 16;
  private static final Duration DAY = Duration.ofDays(1);

  private final Database database;
  private final KeyringSignatures signatures;
  private final SecureRandom random = new SecureRandom();

  /** When a right login was last noted, so that most need no statement. */
  private final Map<Place, Instant> noted = new ConcurrentHashMap<>();

  private record Place(String name, String origin) {}

  public PostgresLoginOrigins(Database database, Keyring keyring) {
    this.database = database;
    this.signatures = new KeyringSignatures(keyring, "samling device of staff");
  }

  /**
   * From where a member of staff signs in.
   *
   * @param name the name under which limits count
   * @param origin the place: the browser where it is known, or else the address
   * @param device the browser where it is known, or null
   */
  record Origin(String name, String username, String origin, @Nullable String device) {

    Parameters parameters() {
      return Parameters.of("name", name)
          .and("username", username)
          .and("origin", origin)
          .and("device", device != null);
    }
  }

  @Override
  public boolean isKnown(String account, String address) {
    return database.inTransaction(p -> p.any(IS_KNOWN, account, address));
  }

  /** From where this thread's request comes. */
  Origin of(String username, @Nullable Secret shown) {
    var name = name(username);
    var device = shown == null ? null : device(name, shown.value());
    return new Origin(name, username, device == null ? address() : device, device);
  }

  private static String name(String username) {
    return STAFF + username;
  }

  private static String address() {
    return Objects.requireNonNullElse(CurrentRequest.from(), HERE);
  }

  /** The browser that shows what it was given, if that was for this name and not long ago. */
  private @Nullable String device(String name, String shown) {
    var parts = COOKIE.matcher(shown);
    if (!parts.matches()
        || !signatures.isSigned(text(name, parts.group(1), parts.group(2)), parts.group(3))) {
      return null;
    }
    var given = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
    return given.plus(Staff.KNOWN).isAfter(Instant.now()) ? DEVICE + parts.group(1) : null;
  }

  private static String text(String name, String id, String given) {
    return id + '.' + given + '.' + name;
  }

  /** What the browser shows from now on; a known one keeps its name. */
  Secret cookie(Origin origin) {
    var device = origin.device();
    String id;
    if (device == null) {
      var bytes = new byte[DEVICE_BYTES];
      random.nextBytes(bytes);
      id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } else {
      id = device.substring(DEVICE.length());
    }
    var given = Long.toString(Instant.now().getEpochSecond());
    var signature = signatures.sign(text(origin.name(), id, given));
    return new Secret(String.join(".", id, given, signature));
  }

  /**
   * Takes back an attempt that was counted.
   *
   * @param isUnknownPlace whether it was counted for all unknown places, too
   */
  Pipeline takeBack(Origin origin, boolean isUnknownPlace) {
    return new Pipeline().add(TAKE_BACK, origin.parameters().and("unknownPlace", isUnknownPlace));
  }

  /** Notes that a sign-in was right, here and at this address. */
  Pipeline right(Origin origin) {
    var places = List.of(origin.origin(), address()).stream().distinct().toList();
    return new Pipeline().add(RIGHT, origin.parameters().and("origins", SqlArray.texts(places)));
  }

  /** Forgets what has been kept long enough. */
  public static Pipeline forget() {
    return new Pipeline().add(FORGET);
  }

  /** Forgets the wrong passwords of a member of staff everywhere. */
  Pipeline unlock(String username) {
    return new Pipeline().add(UNLOCK, name(username));
  }

  /** Notes that the login of an account was right; a fault of the store is none of the login. */
  void noteRight(String account) {
    var address = CurrentRequest.from();
    if (address == null) {
      return;
    }
    var now = Instant.now();
    var place = new Place(account, address);
    var last = noted.get(place);
    if (last != null && last.plus(DAY).isAfter(now)) {
      return;
    }
    try {
      database.inTransaction(p -> p.count(NOTE, account, address));
      noted.put(place, now);
      noted.values().removeIf(at -> at.plus(DAY).isBefore(now));
    } catch (StoreException e) {
      LOG.info("from where an account logged in was not noted: {}", e.toString());
    }
  }
}
