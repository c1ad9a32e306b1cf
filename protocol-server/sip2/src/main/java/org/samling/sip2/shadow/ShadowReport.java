package org.samling.sip2.shadow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The differences of a replay, grouped by their cause: what differs, how, and what explains it.
 *
 * @param <E> what explains a difference
 */
public final class ShadowReport<E> {

  private final Function<ReplyDifference, List<E>> explanations;
  private final int examples;
  private final Map<Cause<E>, Collected> groups = new LinkedHashMap<>();
  private int compared;
  private int same;

  /**
   * Begins with none.
   *
   * @param explanations what explains a difference, if anything does
   * @param examples how many examples of a group are kept
   */
  public ShadowReport(Function<ReplyDifference, List<E>> explanations, int examples) {
    this.explanations = explanations;
    this.examples = examples;
  }

  private record Cause<E>(
      String message, String field, String was, String is, List<E> explanations) {}

  /**
   * An exchange with a difference.
   *
   * @param exchange its place in the recording, from 1
   * @param was the recorded values of the field, masked as they are there
   * @param is the other server's, masked likewise
   */
  public record Example(int exchange, List<String> was, List<String> is) {}

  /**
   * Differences of one cause.
   *
   * @param difference the first of them
   */
  public record Group<E>(
      ReplyDifference difference, int count, List<E> explanations, List<Example> examples) {

    /** Whether it is neither explained nor to be expected. */
    public boolean isOpen() {
      return explanations.isEmpty() && !difference.mayDiffer();
    }
  }

  private static final class Collected {
    private final ReplyDifference first;
    private final List<Example> examples = new ArrayList<>();
    private int count;

    Collected(ReplyDifference first) {
      this.first = first;
    }
  }

  /** Takes the differences of one exchange, none where both servers said the same. */
  public void add(List<ReplyDifference> differences, Function<ReplyDifference, Example> example) {
    compared++;
    same += differences.isEmpty() ? 1 : 0;
    for (var difference : differences) {
      var cause =
          new Cause<>(
              difference.message(),
              difference.field(),
              difference.was(),
              difference.is(),
              explanations.apply(difference));
      var group = groups.computeIfAbsent(cause, _ -> new Collected(difference));
      group.count++;
      if (group.examples.size() < examples) {
        group.examples.add(example.apply(difference));
      }
    }
  }

  /** How many replies were compared. */
  public int compared() {
    return compared;
  }

  /** How many of them were the same. */
  public int same() {
    return same;
  }

  /** The groups: open ones first, and of these the most frequent first. */
  public List<Group<E>> groups() {
    var all = new ArrayList<Group<E>>();
    groups.forEach((cause, group) ->
        all.add(
            new Group<>(
                group.first, group.count, cause.explanations, List.copyOf(group.examples))));
    all.sort(
        Comparator.comparing((Group<E> group) -> !group.isOpen())
            .thenComparing(group -> -group.count()));
    return all;
  }
}
