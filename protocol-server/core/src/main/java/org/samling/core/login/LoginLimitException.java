package org.samling.core.login;

import java.time.Duration;

/**
 * A password was not checked, because too many were wrong before or are being checked. It may be
 * right: clients should send it again later, and must not be answered that it is wrong. The message
 * can be shown to anybody.
 */
public final class LoginLimitException extends RuntimeException {

  private final Duration wait;

  LoginLimitException(Duration wait) {
    super(
        "too many logins failed",
        null,
        false,
        false); // many may be thrown, and where does not matter
    this.wait = wait;
  }

  /** A sentence for people. */
  @Override
  public String getMessage() {
    return "Too many logins failed: wait %d s.".formatted(retryAfter());
  }

  /** How long until the next login is checked, if nobody else comes first. */
  public Duration due() {
    return wait;
  }

  /** The same in full seconds, at least one, as HTTP's {@code Retry-After} has it. */
  public int retryAfter() {
    return (int) Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
