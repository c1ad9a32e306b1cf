package org.samling.exchange.generate;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Words of a language by rank: first those that every text has, then nouns and adjectives, then
 * compounds of these. A rank always gives the same word, so that a few words are in half of all
 * records and most words in one or two.
 */
final class Vocabulary {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** Danish: compounds of two and three words, with the endings of nouns. */
  static final Vocabulary DANISH =
      new Vocabulary(
          words(
              """
              og i på til med for af en den det om fra de et ved under mellem efter der som
              ikke hvor når uden
              """),
          Words.NOUNS,
          Words.ADJECTIVES,
          List.of("", "en", "et", "er", "erne", "s", "ens", "ets"),
          "s");

  /** English: compounds are hyphenated. */
  static final Vocabulary ENGLISH =
      new Vocabulary(
          words(
              """
              the of and in a to for with on from an by at under between after how without
              when where
              """),
          words(
              """
              anchor apple autumn bell bird bridge candle city clock coast dance door dream
              elephant engine field fire flower forest garden glass harbour heart hill horse
              house island king lamp lantern letter market mirror moon morning mountain
              neighbour night ocean orchard painter paper river road school shadow ship sister
              snow song station stone storm street summer thief tower train tree tunnel valley
              village violin voice water weaver window winter wolf year
              """),
          words(
              """
              blue broken brown cold dark deep distant empty forgotten frozen golden green
              hidden honest last little long lost mild new old open quiet red secret short
              silent small strange sunken white wild
              """),
          List.of("", "s", "er", "ing", "ers"),
          "-");

  private final List<String> small;
  private final List<String> nouns;
  private final List<String> adjectives;
  private final List<String> endings;
  private final String joint;
  private final int ones;
  private final int twos;

  private Vocabulary(
      List<String> small,
      List<String> nouns,
      List<String> adjectives,
      List<String> endings,
      String joint) {
    this.small = small;
    this.nouns = nouns;
    this.adjectives = adjectives;
    this.endings = endings;
    this.joint = joint;
    this.ones = nouns.size() * endings.size();
    this.twos = nouns.size() * ones;
  }

  private static List<String> words(String text) {
    return BLANKS.splitAsStream(text.strip()).toList();
  }

  /** How many words there are: several million. */
  int size() {
    return small.size() + adjectives.size() + ones + twos + nouns.size() * twos;
  }

  /** How many words are used in so many records: it grows with the square root of their number. */
  int sizeFor(long records) {
    return (int) Math.min(size(), 2_000 + 400 * Math.sqrt((double) records));
  }

  /** The word with a rank, from 0. */
  String word(int rank) {
    var left = rank;
    if (left < small.size()) {
      return small.get(left);
    }
    left -= small.size();
    // The nouns and adjectives themselves come before their compounds.
    if (left < nouns.size()) {
      return nouns.get(left);
    }
    left -= nouns.size();
    if (left < adjectives.size()) {
      return adjectives.get(left);
    }
    left -= adjectives.size();
    if (left < ones - nouns.size()) {
      return ending(left + nouns.size());
    }
    left -= ones - nouns.size();
    // A step without a common divisor, so that words of neighbouring ranks begin differently.
    return compound((long) left * 7_919 % (left < twos ? twos : (long) nouns.size() * twos));
  }

  private String ending(int number) {
    var noun = nouns.get(number % nouns.size());
    var ending = endings.get(number / nouns.size());
    return noun.endsWith("e") && ending.startsWith("e")
        ? noun + ending.substring(1)
        : noun + ending;
  }

  private String compound(long number) {
    var last = ending((int) (number % ones));
    var rest = number / ones;
    var middle = nouns.get((int) (rest % nouns.size()));
    rest /= nouns.size();
    var two = middle + joint + last;
    return rest == 0 ? two : nouns.get((int) (rest % nouns.size())) + joint + two;
  }

  /** One of the nouns. */
  String noun(Dice dice) {
    return dice.one(nouns);
  }

  /** One of the adjectives. */
  String adjective(Dice dice) {
    return dice.one(adjectives);
  }
}
