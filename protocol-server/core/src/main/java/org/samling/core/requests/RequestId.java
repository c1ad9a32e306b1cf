package org.samling.core.requests;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * By what a request is known in every layer: in what is logged of it, in metrics, and to who asked.
 * It goes with the thread that answers.
 */
public final class RequestId {

  /** What a name given by somebody else may be, so that it can stand in a log and a header. */
  private static final String GIVEN = "[A-Za-z0-9._:-]{1,64}";

  private static final int BYTES = 8;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ScopedValue<String> NOW = ScopedValue.newInstance();

  private RequestId() {}

  /** A new one: 16 hexadecimal digits. */
  public static String next() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * What who asks calls the request, where that is 1 to 64 letters, digits and {@code . _ : -}; a
   * new one otherwise.
   */
  public static String of(@Nullable String given) {
    return given != null && given.matches(GIVEN) ? given : next();
  }

  /**
   * Does something for a request.
   *
   * @param id the request's
   * @param work what is done, on this thread
   * @return what comes of it
   * @throws X as the work does
   */
  public static <T extends @Nullable Object, X extends Throwable> T by(
      String id, ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(NOW, id).call(work);
  }

  /** The request that this thread works for, or null. */
  public static @Nullable String now() {
    return NOW.isBound() ? NOW.get() : null;
  }
}
