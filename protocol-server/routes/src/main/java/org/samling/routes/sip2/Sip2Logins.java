package org.samling.routes.sip2;

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
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Accounts;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins of machines that send their credentials with every message. A successful login is kept for
 * {@link #KEPT} after its last use. At most every {@link #CHECKED} all kept logins of a tenant are
 * checked together, so that a changed password or a disabled account is noticed. A failed login is
 * kept for {@link #CHECKED}, so that a machine that keeps asking does not cost a hash each time.
 *
 * <p>User names and passwords are kept only as a keyed hash. Safe for use by many threads.
 */
final class Sip2Logins {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2Logins.class);
  private static final long CHECKED = Duration.ofSeconds(3).toNanos();
  private static final long KEPT = Duration.ofMinutes(10).toNanos();

  /** How many logins are kept; the least recently used is dropped first. */
  private static final int MOST = 20_000;

  /** How many patrons' PINs are remembered as checked for machines that share an account. */
  private static final int PINS = 64;

  private final Accounts accounts;
  private final Inquiries inquiries;
  private final SecretKeySpec key;
  private final Map<String, Login> logins = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<TenantId, Check> checks = new ConcurrentHashMap<>();

  /** The result of a login: its machine, or null if it failed. */
  private record Login(@Nullable Machine machine, String mark, long usedAt) {}

  /** When a tenant's logins were last checked; also the lock for checking them. */
  private static final class Check {
    private long at = System.nanoTime();
  }

  /**
   * A machine that is logged in.
   *
   * @param isils the ISILs of its tenant's agencies
   * @param checkedPins the PINs that need not be checked again
   */
  record Machine(Account account, Set<String> isils, CheckedPins checkedPins) {}

  Sip2Logins(Accounts accounts, Inquiries inquiries) {
    this.accounts = accounts;
    this.inquiries = inquiries;
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /**
   * Finds the machine with this user name and password, or nothing if they are wrong.
   *
   * @throws StoreException where the login is not kept and the store can't be reached
   */
  Optional<Machine> find(String username, Secret password) {
    var id = mac(username + "\0" + password.value());
    var known = touch(id);
    if (known != null && known.machine() != null) {
      check(known.machine().account().tenant().id());
      known = touch(id);
    }
    if (known == null) {
      known = authenticate(username, password);
      keep(id, known);
    }
    return Optional.ofNullable(known.machine());
  }

  private Login authenticate(String username, Secret password) {
    var login = accounts.logIn(Account.Protocol.SIP2, username, password);
    if (login.isEmpty()) {
      return new Login(null, "", System.nanoTime());
    }
    var account = login.get().account();
    var isils =
        inquiries.policy(account.tenant().id()).agencies().values().stream()
            .map(Agency::isil)
            .collect(Collectors.toUnmodifiableSet());
    checks.computeIfAbsent(account.tenant().id(), _ -> new Check());
    return new Login(
        new Machine(account, isils, new CheckedPins(PINS)), login.get().mark(), System.nanoTime());
  }

  private synchronized @Nullable Login touch(String id) {
    var login = logins.get(id);
    if (login == null) {
      return null;
    }
    var now = System.nanoTime();
    if (now - login.usedAt() > (login.machine() == null ? CHECKED : KEPT)) {
      logins.remove(id);
      return null;
    }
    if (login.machine() != null) {
      logins.put(id, new Login(login.machine(), login.mark(), now));
    }
    return login;
  }

  private synchronized void keep(String id, Login login) {
    logins.put(id, login);
    if (logins.size() > MOST) {
      logins.remove(logins.keySet().iterator().next());
    }
  }

  /** Checks the logins of a tenant unless that was done recently; concurrent callers wait. */
  private void check(TenantId tenant) {
    var check = checks.computeIfAbsent(tenant, _ -> new Check());
    synchronized (check) {
      var now = System.nanoTime();
      if (now - check.at < CHECKED) {
        return;
      }
      var kept = marks(tenant);
      try {
        var current =
            accounts.marks(tenant, Set.copyOf(kept.values().stream().map(Kept::id).toList()));
        kept.forEach((id, login) -> {
          if (!login.mark().equals(current.get(login.id()))) {
            forget(id);
          }
        });
      } catch (StoreException e) {
        // Only status polls can be answered now, and they need no store.
        LOG.warn("kept SIP2 logins could not be checked: {}", e.toString());
      }
      check.at = now;
    }
  }

  private record Kept(UUID id, String mark) {}

  private synchronized Map<String, Kept> marks(TenantId tenant) {
    var kept = new HashMap<String, Kept>();
    logins.forEach((id, login) -> {
      var machine = login.machine();
      if (machine != null && machine.account().tenant().id().equals(tenant)) {
        kept.put(id, new Kept(machine.account().id(), login.mark()));
      }
    });
    return kept;
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
