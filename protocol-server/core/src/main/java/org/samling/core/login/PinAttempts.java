package org.samling.core.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.privacy.Access;
import org.samling.core.requests.Allowance;
import org.samling.core.requests.Allowances;
import org.samling.core.requests.CurrentRequest;

/**
 * Counts wrong PINs of patrons by where they come from, over all cards and protocols together: by
 * the {@link Access#place()} of the thread and by the address of its {@link CurrentRequest}. Beyond
 * a limit no PIN is checked, right or wrong. A PIN counts while it is being checked, too.
 * Thread-safe.
 */
public final class PinAttempts {

  private static final double SECONDS = 3_600;

  /** How long after its last refused PIN somebody counts as slowed down. */
  private static final Duration TOLD = Duration.ofHours(1);

  private static final long FORGOTTEN_EVERY = Duration.ofMinutes(1).toNanos();

  /** The limits. */
  public enum Limit {
    /** Too many typed at one account. */
    ACCOUNT,
    /** Too many from one address. */
    ADDRESS
  }

  /**
   * Somebody who has typed so many wrong PINs that more are not checked.
   *
   * @param tenant the code of the tenant whose cards were tried first
   * @param who the account, after its protocol, or the address
   * @param since when the first PIN was refused
   */
  public record SlowedDown(Limit limit, String tenant, String who, Instant since) {}

  private record Key(Limit limit, String tenant, String who) {}

  private record Refusals(SlowedDown first, Instant last) {

    boolean isRecent() {
      return last.plus(TOLD).isAfter(Instant.now());
    }
  }

  private final Map<Limit, Allowances<Key>> limits = new EnumMap<>(Limit.class);
  private final Map<Limit, LongAdder> refused = new EnumMap<>(Limit.class);
  private final Map<Key, Refusals> refusals = new ConcurrentHashMap<>();
  private final List<Consumer<SlowedDown>> watchers = new CopyOnWriteArrayList<>();
  private final AtomicLong forgotten = new AtomicLong(System.nanoTime());

  /** Starts with all counts at 0. */
  public PinAttempts(PinLimits numbers) {
    limits.put(
        Limit.ACCOUNT, new Allowances<>(numbers.perAccount() / SECONDS, numbers.perAccount()));
    limits.put(
        Limit.ADDRESS, new Allowances<>(numbers.perAddress() / SECONDS, numbers.perAddress()));
    for (var limit : Limit.values()) {
      refused.put(limit, new LongAdder());
    }
  }

  /** Tells a watcher of everybody who is slowed down from now on, once each time it begins. */
  public void watch(Consumer<SlowedDown> watcher) {
    watchers.add(watcher);
  }

  /**
   * Checks a PIN. It counts as wrong until it proves right; a check that throws is not counted.
   *
   * @param tenant the code of the patron's tenant
   * @param check the hashing
   * @param isRight whether its result is a right PIN
   * @throws StoreException as busy where too many were wrong; nothing was checked then
   */
  public <T> T attempt(String tenant, Supplier<T> check, Predicate<? super T> isRight) {
    forget();
    var byAccount = take(new Key(Limit.ACCOUNT, tenant, Access.now().place()));
    var address = CurrentRequest.from();
    Allowance byAddress = null;
    var isWrong = false;
    try {
      byAddress = address == null ? null : take(tenant, address);
      var result = check.get();
      isWrong = !isRight.test(result);
      return result;
    } finally {
      if (!isWrong) {
        giveBack(byAccount);
        giveBack(byAddress);
      }
    }
  }

  private static void giveBack(@Nullable Allowance taken) {
    if (taken != null) {
      taken.giveBack();
    }
  }

  /** An address counts for all tenants together. */
  private Allowance take(String tenant, String address) {
    return take(new Key(Limit.ADDRESS, "", address), tenant);
  }

  private Allowance take(Key key) {
    return take(key, key.tenant());
  }

  private Allowance take(Key key, String tenant) {
    var allowance = Objects.requireNonNull(limits.get(key.limit())).of(key);
    if (!allowance.takeIfDue()) {
      refuse(key, tenant);
      throw new StoreException(
          StoreException.Kind.BUSY,
          "too many wrong PINs of this %s: the next is checked in %d s"
              .formatted(
                  key.limit() == Limit.ACCOUNT ? "account" : "address",
                  allowance.due().toSeconds() + 1),
          null);
    }
    return allowance;
  }

  private void refuse(Key key, String tenant) {
    Objects.requireNonNull(refused.get(key.limit())).increment();
    var now = Instant.now();
    var before = refusals.get(key);
    var first =
        before != null && before.isRecent()
            ? before.first()
            : new SlowedDown(key.limit(), tenant, key.who(), now);
    var isNew = refusals.put(key, new Refusals(first, now)) == null || first.since().equals(now);
    if (isNew) {
      watchers.forEach(watcher -> watcher.accept(first));
    }
  }

  private void forget() {
    var last = forgotten.get();
    var now = System.nanoTime();
    if (now - last > FORGOTTEN_EVERY && forgotten.compareAndSet(last, now)) {
      limits.values().forEach(Allowances::forget);
      refusals.values().removeIf(refusal -> !refusal.isRecent());
    }
  }

  /** How many PINs were refused unchecked because of a limit, since the start. */
  public long refused(Limit limit) {
    return Objects.requireNonNull(refused.get(limit)).sum();
  }

  /**
   * Who was slowed down within the last hour, the earliest first.
   *
   * @param tenant the code of the tenant whose cards were tried
   */
  public List<SlowedDown> slowedDown(String tenant) {
    return refusals.values().stream()
        .filter(Refusals::isRecent)
        .map(Refusals::first)
        .filter(one -> one.tenant().equals(tenant))
        .sorted(Comparator.comparing(SlowedDown::since))
        .toList();
  }
}
