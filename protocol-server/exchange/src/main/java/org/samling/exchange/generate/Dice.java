package org.samling.exchange.generate;

import java.util.List;
import java.util.SplittableRandom;

/** Random draws for one record of a generated catalogue, determined by a seed and a number. */
final class Dice {

  private final SplittableRandom random;

  /**
   * Begins to draw.
   *
   * @param seed distinguishes one catalogue from another
   * @param number the number of the record
   */
  Dice(long seed, long number) {
    random = new SplittableRandom(mixed(mixed(seed) + number));
  }

  /** Spreads neighbouring numbers far apart (MurmurHash3's last step). */
  private static long mixed(long number) {
    var mixed = (number ^ number >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }

  /** True with the given probability. */
  boolean isOne(double share) {
    return random.nextDouble() < share;
  }

  /** A number in a range, both ends included. */
  int number(int first, int last) {
    return random.nextInt(first, last + 1);
  }

  /** One of them, all equally likely. */
  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /**
   * A rank from 0 to below {@code count}. Lower ranks are likelier, distributed as Zipf and
   * Mandelbrot found for words: rank r comes in proportion to about 1/(r + flat).
   *
   * @param flat how many of the first ranks are about equally likely, from 1
   */
  int rank(int count, int flat) {
    var drawn = Math.exp(random.nextDouble() * Math.log((count + flat) / (double) flat));
    return (int) Math.min(count - 1, flat * drawn - flat);
  }
}
