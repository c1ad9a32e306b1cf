package org.samling.exchange.generate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Everything that looks random in a generated library. It is determined by the seed, a word for
 * what is drawn, and a number, and is the same in Java and in SQL.
 *
 * @param seed distinguishes one library from another
 */
record Draws(long seed) {

  private static final double RANGE = 4_294_967_296.0;

  /** The SQL of 32 hexadecimal digits for a number. */
  String hash(String what, String number) {
    return "md5('%d:%s:' || %s)".formatted(seed, what, number);
  }

  /** The same in Java. */
  String hash(String what, long number) {
    try {
      var text = "%d:%s:%d".formatted(seed, what, number);
      var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** The SQL of a number from 0 to below 1, one of four that a hash gives. */
  static String uniform(String hash, int which) {
    return "(('x' || substr(%s, %d, 8))::bit(32)::int8 / %.1f::float8)"
        .formatted(hash, 8 * which + 1, RANGE);
  }

  /** The same in Java. */
  static double uniformOf(String hash, int which) {
    return Long.parseLong(hash, 8 * which, 8 * which + 8, 16) / RANGE;
  }

  /** The SQL of an identifier that sorts by time, like those of the store (UUID version 7). */
  static String id(String millis, String hash) {
    return "(lpad(to_hex(%1$s), 12, '0') || '7' || substr(%2$s, 1, 3) || 'a' || substr(%2$s, 4, 15))::uuid"
        .formatted(millis, hash);
  }

  /** The same in Java. */
  static UUID idOf(long millis, String hash) {
    var high = millis << 16 | 0x7000 | Long.parseLong(hash, 0, 3, 16);
    return new UUID(high, 0xaL << 60 | Long.parseLong(hash, 3, 18, 16));
  }

  /**
   * The SQL of a rank from 0 to below {@code count}. Lower ranks are likelier, distributed as Zipf
   * and Mandelbrot found for words: flat among the first, then falling.
   *
   * @param uniform a number from 0 to below 1
   * @param count how many ranks, as SQL
   * @param power how steeply it falls, from 2
   * @param flat how much of it is flat, above 0
   */
  static String popular(String uniform, String count, int power, double flat) {
    return "least(%2$s - 1, floor(%2$s * (power(%4$s + (1 - %4$s) * %1$s, %3$d) - power(%4$s, %3$d)) / (1 - power(%4$s, %3$d))))::int"
        .formatted(uniform, count, power, "%s::float8".formatted(flat));
  }
}
