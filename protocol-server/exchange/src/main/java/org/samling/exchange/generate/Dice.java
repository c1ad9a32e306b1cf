package org.samling.exchange.generate;

import java.util.List;
import java.util.SplittableRandom;

/** What is drawn for one record of a generated catalogue: it follows from a seed and a number. */
final class Dice {

  private final SplittableRandom random;

  /**
   * Begins to draw.
   *
   * @param seed what makes one catalogue differ from another
   * @param number which record of it
   */
  Dice(long seed, long number) {
    random = new SplittableRandom(mixed(mixed(seed) + number));
  }

  /** Numbers that lie next to each other become far apart (MurmurHash3's last step). */
  private static long mixed(long number) {
    var mixed = (number ^ number >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }

  /** Whether something is so that is so for a share of all. */
  boolean isOne(double share) {
    return random.nextDouble() < share;
  }

  /** A number from the first to the last, both included. */
  int number(int first, int last) {
    return random.nextInt(first, last + 1);
  }

  /** Any one of them, each as likely as the others. */
  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /**
   * A rank from 0 to below {@code count} that is the lower the likelier, as Zipf and Mandelbrot
   * found words: rank r comes about as often as 1/(r + flat) says.
   *
   * @param flat how many of the first are about as likely as each other, from 1
   */
  int rank(int count, int flat) {
    var drawn = Math.exp(random.nextDouble() * Math.log((count + flat) / (double) flat));
    return (int) Math.min(count - 1, flat * drawn - flat);
  }
}
