package org.samling.routes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.requests.CurrentRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins of machines that show who they are with every message or every connection. A successful
 * one is kept for a while after its last use, by the address it came from. Now and then all kept
 * logins of a tenant are checked together, so that a changed password, a disabled account or a
 * changed policy is noticed, on whatever node it was changed. While the store can't be reached,
 * what is kept counts.
 *
 * <p>User names and passwords are kept only as a keyed hash. Safe for use by many threads.
 *
 * @param <M> what is kept of an account
 */
public final class KeptLogins<M> {

  private static final Logger LOG = LoggerFactory.getLogger(KeptLogins.class);

  /** How many logins are kept; the least recently used is dropped first. */
  private static final int MOST = 20_000;

  private final Accounts accounts;
  private final Account.Protocol protocol;
  private final Times times;
  private final Function<Account, M> made;
  private final SecretKeySpec key;
  private final Map<String, Kept<M>> logins = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<TenantId, Check> checks = new ConcurrentHashMap<>();

  /**
   * How long what is known counts.
   *
   * @param kept how long a successful login is kept after its last use
   * @param checkedEvery how long a login counts before it is checked again, where somebody asks
   * @param failure how long a failed login is answered from memory, so that a machine that keeps
   *     asking does not cost a hash each time; zero where each is tried
   */
  public record Times(Duration kept, Duration checkedEvery, Duration failure) {

    /** Of machines that log in with every message: those that ask no more are soon forgotten. */
    public static Times ofMessages(Duration checkedEvery, Duration failure) {
      return new Times(Duration.ofMinutes(10), checkedEvery, failure);
    }
  }

  /** The result of a login: what is kept of its account, or null if it failed. */
  private record Kept<M>(@Nullable Known<M> known, long usedAt) {}

  private record Known<M>(Account account, M machine, String mark) {}

  /** When a tenant's logins were last checked; also the lock for checking them. */
  private static final class Check {
    private long at = System.nanoTime();
  }

  /**
   * Logins by a protocol.
   *
   * @param made makes what is kept of an account that logged in
   */
  public KeptLogins(
      Accounts accounts, Account.Protocol protocol, Times times, Function<Account, M> made) {
    this.accounts = accounts;
    this.protocol = protocol;
    this.times = times;
    this.made = made;
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /**
   * Finds the machine with this user name and password, or nothing if they are wrong.
   *
   * @throws StoreException where the login is not kept and the store can't be reached
   */
  public Optional<M> find(String username, Secret password) {
    return find(
        "password\0" + username + "\0" + password.value(),
        () -> accounts.logIn(protocol, username, password));
  }

  /**
   * Finds the machine of this user name, which is known by something else than a password.
   *
   * @throws StoreException where the login is not kept and the store can't be reached
   */
  public Optional<M> find(String username) {
    return find("name\0" + username, () -> accounts.identified(protocol, username));
  }

  private Optional<M> find(String shown, Supplier<Optional<Accounts.Login>> login) {
    var id = mac(CurrentRequest.from() + "\0" + shown);
    var kept = touch(id);
    if (kept != null && kept.known() != null) {
      check(kept.known().account().tenant().id());
      kept = touch(id);
    }
    if (kept == null) {
      kept = new Kept<>(login.get().map(this::known).orElse(null), System.nanoTime());
      keep(id, kept);
    }
    return Optional.ofNullable(kept.known()).map(Known::machine);
  }

  private Known<M> known(Accounts.Login login) {
    var account = login.account();
    checks.computeIfAbsent(account.tenant().id(), _ -> new Check());
    return new Known<>(account, made.apply(account), login.mark());
  }

  private synchronized @Nullable Kept<M> touch(String id) {
    var kept = logins.get(id);
    if (kept == null) {
      return null;
    }
    var now = System.nanoTime();
    var counts = kept.known() == null ? times.failure() : times.kept();
    if (now - kept.usedAt() > counts.toNanos()) {
      logins.remove(id);
      return null;
    }
    if (kept.known() != null) {
      logins.put(id, new Kept<>(kept.known(), now));
    }
    return kept;
  }

  private synchronized void keep(String id, Kept<M> kept) {
    if (kept.known() == null && times.failure().isZero()) {
      return;
    }
    logins.put(id, kept);
    if (logins.size() > MOST) {
      logins.remove(logins.keySet().iterator().next());
    }
  }

  /** Checks the logins of a tenant unless that was done recently; concurrent callers wait. */
  private void check(TenantId tenant) {
    var check = checks.computeIfAbsent(tenant, _ -> new Check());
    synchronized (check) {
      var now = System.nanoTime();
      if (now - check.at < times.checkedEvery().toNanos()) {
        return;
      }
      var marks = marks(tenant);
      try {
        var current =
            accounts.marks(tenant, Set.copyOf(marks.values().stream().map(Marked::id).toList()));
        marks.forEach((id, login) -> {
          if (!login.mark().equals(current.get(login.id()))) {
            forget(id);
          }
        });
        check.at = now;
      } catch (StoreException e) {
        // Only what needs no store can be answered now. Whoever waited for this does not try, too.
        LOG.warn("kept logins could not be checked: {}", e.toString());
        check.at = System.nanoTime();
      }
    }
  }

  private record Marked(UUID id, String mark) {}

  private synchronized Map<String, Marked> marks(TenantId tenant) {
    var marks = new HashMap<String, Marked>();
    logins.forEach((id, kept) -> {
      var known = kept.known();
      if (known != null && known.account().tenant().id().equals(tenant)) {
        marks.put(id, new Marked(known.account().id(), known.mark()));
      }
    });
    return marks;
  }

  private synchronized void forget(String id) {
    logins.remove(id);
  }

  private String mac(String text) {
    try {
      var mac = Mac.getInstance(Objects.requireNonNull(key.getAlgorithm()));
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
