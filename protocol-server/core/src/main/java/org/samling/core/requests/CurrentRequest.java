package org.samling.core.requests;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request that a thread works for: its id in every layer, in logs, metrics and answers; and its
 * account, once that is known.
 */
public final class CurrentRequest {

  /** The accepted form of a client's id, so that it is safe in a log and a header. */
  private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** W3C Trace Context, section 3.2: the trace that the request is part of. */
  private static final Pattern TRACE =
      Pattern.compile("[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int BYTES = 16;

  /** The most steps of a request that are stored. */
  private static final int MOST_STEPS = 100;

  /** The most that a request remembers to have done; what is beyond counts as not yet done. */
  private static final int MOST_DONE = 10_000;

  private static final ScopedValue<CurrentRequest> NOW = ScopedValue.newInstance();

  private final String id;
  private final @Nullable String traceparent;
  private final @Nullable String from;
  private final List<Step> steps = new ArrayList<>(); // guarded by itself
  private final Set<Object> done = new HashSet<>(); // guarded by itself
  private volatile @Nullable String account;

  private CurrentRequest(String id, @Nullable String traceparent, @Nullable String from) {
    this.id = id;
    this.traceparent = traceparent;
    this.from = from;
  }

  private CurrentRequest(String id, @Nullable String traceparent) {
    this(id, traceparent, null);
  }

  /**
   * A new id: 32 hexadecimal digits, as in traces. It grants no access, so it need not be hard to
   * guess.
   */
  public static String next() {
    var bytes = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * The id of a request that came with a client's id or a trace; a new one where there is neither.
   *
   * @param given the client's id, used where it is 1 to 64 letters, digits and {@code . _ : -}; or
   *     null
   * @param traceparent the header field of W3C Trace Context, or null
   */
  public static String idOf(@Nullable String given, @Nullable String traceparent) {
    if (given != null && GIVEN.matcher(given).matches()) {
      return given;
    }
    var trace = TRACE.matcher(traceparent == null ? "" : traceparent);
    return trace.matches() ? trace.group(1) : next();
  }

  /**
   * Runs work for a request.
   *
   * @param id the request's id
   * @param work the work, on this thread
   * @return its result
   * @throws X as the work does
   */
  public static <T extends @Nullable Object, X extends Throwable> T by(
      String id, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(NOW, new CurrentRequest(id, null)).call(work);
  }

  /**
   * The same for a request that came over a network.
   *
   * @param traceparent the header field of W3C Trace Context, or null
   * @param from the address that counts for limits by address, or null
   */
  public static <T extends @Nullable Object, X extends Throwable> T by(
      String id,
      @Nullable String traceparent,
      @Nullable String from,
      ScopedValue.CallableOp<? extends T, X> work)
      throws X {
    return ScopedValue.where(NOW, new CurrentRequest(id, traceparent, from)).call(work);
  }

  /** The request that this thread works for, to be passed to another thread; or null. */
  public static @Nullable CurrentRequest now() {
    return NOW.isBound() ? NOW.get() : null;
  }

  /** The id of the request that this thread works for, or null. */
  public static @Nullable String id() {
    return NOW.isBound() ? NOW.get().id : null;
  }

  /** The trace that the request is part of, in the form of W3C Trace Context, or null. */
  public static @Nullable String traceparent() {
    return NOW.isBound() ? NOW.get().traceparent : null;
  }

  /**
   * The address under which limits count the request that this thread works for; null where it did
   * not come over a network.
   */
  public static @Nullable String from() {
    return NOW.isBound() ? NOW.get().from : null;
  }

  /**
   * Runs work as a step of the request that this thread works for.
   *
   * @param name the step's name, one word
   * @throws X as the work does
   */
  public static <T extends @Nullable Object, X extends Throwable> T step(
      String name, ScopedValue.CallableOp<? extends T, X> work) throws X {
    if (!NOW.isBound()) {
      return work.call();
    }
    var begin = Instant.now();
    try {
      return work.call();
    } finally {
      NOW.get().took(new Step(name, begin, Duration.between(begin, Instant.now()), 1));
    }
  }

  /** The steps so far of the request that this thread works for, in the order of their ends. */
  public static List<Step> steps() {
    if (!NOW.isBound()) {
      return List.of();
    }
    var steps = NOW.get().steps;
    synchronized (steps) {
      return List.copyOf(steps);
    }
  }

  /**
   * Whether this is the first time that the request that this thread works for does something that
   * counts once in a request; always where this thread works for none.
   *
   * @param what what is done, with what tells it from all else
   */
  public static boolean isFirst(Object what) {
    if (!NOW.isBound()) {
      return true;
    }
    var done = NOW.get().done;
    synchronized (done) {
      return done.contains(what) ? false : done.size() >= MOST_DONE || done.add(what);
    }
  }

  /** The id of this request. */
  public String name() {
    return id;
  }

  /** Records a finished step of this request, on any thread. */
  public void took(Step step) {
    synchronized (steps) {
      if (steps.size() < MOST_STEPS) {
        steps.add(step);
      }
    }
  }

  /** Sets the account of the request; does nothing where this thread works for none. */
  public static void isOf(String username) {
    if (NOW.isBound()) {
      NOW.get().account = username;
    }
  }

  /** The account of the request, or null where it is not known. */
  public static @Nullable String account() {
    return NOW.isBound() ? NOW.get().account : null;
  }
}
