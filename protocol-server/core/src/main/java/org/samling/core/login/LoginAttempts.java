package org.samling.core.login;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.requests.Allowance;
import org.samling.core.requests.Allowances;
import org.samling.core.requests.CurrentRequest;

/**
 * Counts failed logins, for all protocols together: by the address of the thread's {@link
 * CurrentRequest}, and by address and account. All addresses from which an account never logged in
 * are counted together, too; one from which it did is not refused for what others do. A login
 * counts while it is being checked, too, and no longer when it succeeds; so a thousand at once get
 * no more tries than one after another.
 *
 * <p>A name counts whether there is such an account or not, so that limits don't reveal which
 * accounts exist. Thread-safe.
 */
public final class LoginAttempts {

  private static final double SECONDS = 60;

  /** No account's name is longer; of longer names the beginning is counted. */
  private static final int LONGEST_NAME = 200;

  /** How often expired counts are removed, in nanoseconds. */
  private static final long FORGOTTEN_EVERY = 10_000_000_000L;

  /** The limits, in the order in which they are checked. */
  public enum Limit {
    /** Too many of the address. */
    ADDRESS,
    /** Too many of the account from the address. */
    ACCOUNT_OF_ADDRESS,
    /** Too many of the account from addresses where it is not known. */
    ACCOUNT
  }

  private record Key(@Nullable String address, @Nullable String account) {}

  private final Map<Limit, Allowances<Key>> limits = new EnumMap<>(Limit.class);
  private final Map<Limit, LongAdder> refused = new EnumMap<>(Limit.class);
  private final KnownOrigins origins;
  private final AtomicLong forgotten = new AtomicLong(System.nanoTime());

  /** Starts with all counts at 0. */
  public LoginAttempts(LoginLimits numbers, KnownOrigins origins) {
    this.origins = origins;
    for (var limit : Limit.values()) {
      var most =
          switch (limit) {
            case ADDRESS -> numbers.perAddress();
            case ACCOUNT_OF_ADDRESS -> numbers.perAccountOfAddress();
            case ACCOUNT -> numbers.perAccount();
          };
      limits.put(limit, new Allowances<>(most / SECONDS, most));
      refused.put(limit, new LongAdder());
    }
  }

  /**
   * Refuses at once what {@link #attempt} would refuse, and counts nothing: to be called before
   * anything is looked up.
   *
   * @param account the name that logs in
   * @throws LoginLimitException where too many failed
   */
  public void require(String account) {
    for (var limit : Limit.values()) {
      var key = key(limit, account);
      var known = key == null ? null : of(limit).known(key);
      if (known != null && known.due().isPositive() && !isExempt(limit, account)) {
        throw refusal(limit, known);
      }
    }
  }

  /**
   * Checks a login. It counts as failed until the check succeeds; a check that throws is not
   * counted.
   *
   * @param account the name that logs in, or null where it names none and only its address counts
   * @param check the hashing or query
   * @param isRight whether its result is a successful login
   * @throws LoginLimitException where too many failed; nothing was checked then
   */
  public <T extends @Nullable Object> T attempt(
      @Nullable String account, Supplier<T> check, Predicate<? super T> isRight) {
    forget();
    return counted(take(account), check, isRight);
  }

  /**
   * The same for a device that has proved that the account logged in with it before: only what this
   * device does counts, and not what others do at its address or with the name.
   *
   * @param device its own name, which is no address
   */
  public <T extends @Nullable Object> T attemptOf(
      String device, String account, Supplier<T> check, Predicate<? super T> isRight) {
    forget();
    var limit = Limit.ACCOUNT_OF_ADDRESS;
    var allowance = of(limit).of(new Key(device, shortened(account)));
    if (!allowance.takeIfDue()) {
      throw refusal(limit, allowance);
    }
    return counted(List.of(allowance), check, isRight);
  }

  private static <T extends @Nullable Object> T counted(
      List<Allowance> taken, Supplier<T> check, Predicate<? super T> isRight) {
    var isWrong = false;
    try {
      var result = check.get();
      isWrong = !isRight.test(result);
      return result;
    } finally {
      if (!isWrong) {
        taken.forEach(Allowance::giveBack);
      }
    }
  }

  private List<Allowance> take(@Nullable String account) {
    var taken = new ArrayList<Allowance>();
    for (var limit : Limit.values()) {
      var key = key(limit, account);
      if (key != null) {
        var allowance = of(limit).of(key);
        if (allowance.takeIfDue()) {
          taken.add(allowance);
        } else if (!isExempt(limit, account)) {
          taken.forEach(Allowance::giveBack);
          throw refusal(limit, allowance);
        }
      }
    }
    return taken;
  }

  /** Whether a limit is for addresses where the account is not known, and this is none of them. */
  private boolean isExempt(Limit limit, @Nullable String account) {
    var address = CurrentRequest.from();
    return limit == Limit.ACCOUNT
        && account != null
        && address != null
        && origins.isKnown(shortened(account), address);
  }

  /** The key under which a limit counts, or null where it is not known. */
  private static @Nullable Key key(Limit limit, @Nullable String account) {
    var address = CurrentRequest.from();
    var name = account == null ? null : shortened(account);
    return switch (limit) {
      case ADDRESS -> address == null ? null : new Key(address, null);
      case ACCOUNT_OF_ADDRESS -> address == null || name == null ? null : new Key(address, name);
      case ACCOUNT -> name == null ? null : new Key(null, name);
    };
  }

  private static String shortened(String account) {
    return account.length() > LONGEST_NAME ? account.substring(0, LONGEST_NAME) : account;
  }

  private Allowances<Key> of(Limit limit) {
    return Objects.requireNonNull(limits.get(limit));
  }

  private LoginLimitException refusal(Limit limit, Allowance allowance) {
    Objects.requireNonNull(refused.get(limit)).increment();
    return new LoginLimitException(allowance.due());
  }

  private void forget() {
    var last = forgotten.get();
    var now = System.nanoTime();
    if (now - last > FORGOTTEN_EVERY && forgotten.compareAndSet(last, now)) {
      limits.values().forEach(Allowances::forget);
    }
  }

  /** How many logins were refused unchecked because of a limit, since the start. */
  public long refused(Limit limit) {
    return Objects.requireNonNull(refused.get(limit)).sum();
  }
}
