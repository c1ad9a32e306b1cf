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
 * @param window how long the key stands for the same command, at most {@link #MAX_WINDOW}; after
 *     that it counts as a new command. Zero where every command is new
 * @param sameness whether a different command may have the same key
 */
public record CommandKey(String hex, Duration window, Sameness sameness) {

  /** How much a repeated key proves. */
  public enum Sameness {
    /** It is the same command: no other command has this key. */
    PROVEN,
    /**
     * It may be a different command with the same content, so the first outcome is reused only
     * while its effect stands: {@code Desk.stands}.
     */
    WHILE_EFFECT_STANDS
  }

  /** The longest window: outcomes are deleted after that. */
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
   * Makes a key that only one command has. Part boundaries count: ("ab", "c") and ("a", "bc") give
   * different keys.
   *
   * @param window how long the key stands for the same command
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

  /** This key, for use where a different command may have it too. */
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
