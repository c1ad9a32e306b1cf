package org.samling.core.login;

import java.time.Duration;

/**
 * A password was not looked at, because too many were wrong before or are being checked. It may be
 * right: whoever sent it is to send it again, and must not be told that it is wrong. The message is
 * fit to be shown to anybody.
 */
public final class LoginLimitException extends RuntimeException {

  private final Duration wait;

  LoginLimitException(Duration wait) {
    super(null, null, false, false); // many may be thrown, and where does not matter
    this.wait = wait;
  }

  /** A sentence for people. */
  @Override
  public String getMessage() {
    return "Too many logins failed: wait %d s.".formatted(retryAfter());
  }

  /** After how long the next login is looked at, if nobody else is quicker. */
  public Duration due() {
    return wait;
  }

  /** The same in full seconds, at least one, as HTTP's {@code Retry-After} has it. */
  public int retryAfter() {
    return (int) Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
