package org.samling.core.circulation.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What makes two commands the same: a command that comes again under the same key, within the
 * window, has no effect and gets the outcome of the first.
 *
 * @param hex SHA-256 of everything that identifies the command, as 64 hexadecimal digits
 * @param window how long the key is that command's, at most {@link #MAX_WINDOW}; later it is a new
 *     command's. Zero where every command is new
 * @param sameness whether another command may have this key as well
 */
public record CommandKey(String hex, Duration window, Sameness sameness) {

  /** How much a key that comes again proves. */
  public enum Sameness {
    /** It is the same command: nobody gives another one this key. */
    PROVEN,
    /**
     * It may be another command that says the same, so that the outcome of the first answers only
     * while its effect stands: {@code Desk.stands}.
     */
    WHILE_EFFECT_STANDS
  }

  /** The longest window: outcomes are forgotten after that. */
  public static final Duration MAX_WINDOW = Duration.ofDays(13);

  /** Checks the form. */
  public CommandKey {
    if (hex.length() != 64) {
      throw new IllegalArgumentException("a command key has 64 hexadecimal digits: " + hex);
    }
    if (window.isNegative() || window.compareTo(MAX_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "a command key counts for at most " + MAX_WINDOW.toDays() + " days: " + window);
    }
  }

  /**
   * Makes a key that only one command has, of parts, which are kept apart: ("ab", "c") and ("a",
   * "bc") give different keys.
   *
   * @param window how long the key is that command's
   * @param parts what identifies the command, in order
   */
  public static CommandKey of(Duration window, Object... parts) {
    var digest = sha256();
    for (var part : parts) {
      var bytes = part instanceof byte[] b ? b : part.toString().getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    return new CommandKey(HexFormat.of().formatHex(digest.digest()), window, Sameness.PROVEN);
  }

  /** This key where another command may have it as well. */
  public CommandKey whileEffectStands() {
    return new CommandKey(hex, window, Sameness.WHILE_EFFECT_STANDS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
