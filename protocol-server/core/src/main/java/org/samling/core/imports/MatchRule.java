package org.samling.core.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.core.catalogue.CatalogueRecord;

/**
 * When two records match: the scores of the match points on which they agree reach a threshold.
 *
 * @param points the match points with their scores
 * @param threshold the least sum of scores
 */
public record MatchRule(List<Scored> points, int threshold) {

  /** The most match points of a rule. */
  public static final int MAX_POINTS = 10;

  /** The highest score. */
  public static final int MAX_SCORE = 10_000;

  private static final Pattern THRESHOLD =
      Pattern.compile("(?<points>.*?)\\s*>=\\s*(?<at>\\d{1,5})");
  private static final Pattern SCORE = Pattern.compile("(?<point>.*?)(?::(?<score>\\d{1,5}))?");

  /**
   * A match point and how much it counts.
   *
   * @param score from 1
   */
  public record Scored(MatchPoint point, int score) {

    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException when it is out of range
     */
    public Scored {
      if (score < 1 || score > MAX_SCORE) {
        throw new IllegalArgumentException("a score is from 1 to " + MAX_SCORE);
      }
    }
  }

  /**
   * Copies the points.
   *
   * @throws IllegalArgumentException when there are none or too many of them, or no sum of their
   *     scores reaches the threshold
   */
  public MatchRule {
    points = List.copyOf(points);
    if (points.isEmpty() || points.size() > MAX_POINTS) {
      throw new IllegalArgumentException("a match rule has 1 to " + MAX_POINTS + " match points");
    }
    var most = points.stream().mapToInt(Scored::score).sum();
    if (threshold < 1 || threshold > most) {
      throw new IllegalArgumentException(
          "the threshold of a match rule is from 1 to the sum of its scores (%d), not %d"
              .formatted(most, threshold));
    }
  }

  /** The rule by which records match that agree on one point. */
  public static MatchRule by(MatchPoint point) {
    return new MatchRule(List.of(new Scored(point, 1)), 1);
  }

  /**
   * Parses a rule: {@code isbn}, {@code isbn+264$c~year}, {@code isbn:60+245$a~text:40>=80}.
   * Without scores all points have to agree. Blanks may stand in place of the plus signs.
   *
   * @throws IllegalArgumentException when it is none; the message says why
   */
  public static MatchRule parse(String text) {
    var whole = THRESHOLD.matcher(text.strip());
    var hasThreshold = whole.matches();
    var points = new ArrayList<Scored>();
    var scores = 0;
    for (var written : (hasThreshold ? whole.group("points") : text.strip()).split("[\\s+]+", -1)) {
      var parts = SCORE.matcher(written);
      if (!parts.matches()) {
        throw new IllegalArgumentException("\"" + written + "\" is no match point");
      }
      var score = parts.group("score");
      scores += score == null ? 0 : 1;
      points.add(
          new Scored(
              MatchPoint.parse(parts.group("point")), score == null ? 1 : Integer.parseInt(score)));
    }
    if (hasThreshold != (scores > 0) || (scores > 0 && scores < points.size())) {
      throw new IllegalArgumentException(
          "\"%s\": either each match point has a score and the rule a threshold, as".formatted(text)
              + " isbn:60+245$a~text:40>=80, or there are neither");
    }
    return new MatchRule(
        points, hasThreshold ? Integer.parseInt(whole.group("at")) : points.size());
  }

  /** Whether its points have scores of their own. */
  public boolean hasScores() {
    return points.stream().anyMatch(p -> p.score() != 1) || threshold != points.size();
  }

  /** As it is written in rules. */
  public String text() {
    return points.stream()
            .map(p -> p.point().text() + (hasScores() ? ":" + p.score() : ""))
            .collect(Collectors.joining("+"))
        + (hasScores() ? ">=" + threshold : "");
  }

  /** The sum of the scores of the points on which two records agree. */
  public int score(CatalogueRecord one, CatalogueRecord other) {
    return points.stream().filter(p -> p.point().agrees(one, other)).mapToInt(Scored::score).sum();
  }

  /** Whether it has a match point. */
  boolean has(MatchPoint point) {
    return points.stream().anyMatch(p -> p.point().equals(point));
  }

  /** The match points on which two records agree, with their scores, for a message. */
  String agreeing(CatalogueRecord one, CatalogueRecord other) {
    return points.stream()
        .filter(p -> p.point().agrees(one, other))
        .map(p -> p.point().text() + " " + p.score())
        .collect(Collectors.joining(", "));
  }

  /** The match points for a message: {@code isbn}, {@code isbn, 245$a~text}. */
  String labels() {
    return points.stream().map(p -> p.point().text()).collect(Collectors.joining(", "));
  }
}
