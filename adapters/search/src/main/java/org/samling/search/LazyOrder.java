package org.samling.search;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Sorts hits of one segment on demand (incremental quicksort: Paredes and Navarro, <i>Optimal
 * Incremental Sorting</i>, 2006): the first of many cost little more than one pass over them, and
 * all of them as much as a sort.
 */
final class LazyOrder {

  /** Up to this many are sorted at once. */
  private static final int FEW = 24;

  /** By hit: the rank by the first key in the high half, the hit's number in the low half. */
  private final long[] hits;

  /** By further key and hit: the rank. */
  private final int[][] ranks;

  private final SplittableRandom random = new SplittableRandom(0);
  private int at;
  private int sortedTo;

  /** Borders: everything after one is not less than everything before it; the nearest is last. */
  private int[] borders = new int[64];

  private int depth;

  /**
   * Makes an order.
   *
   * @param first by hit, the rank by the first key
   * @param count how many hits there are
   * @param further by further key and hit, the rank
   */
  LazyOrder(int[] first, int count, int[][] further) {
    this.hits = new long[count];
    for (var i = 0; i < count; i++) {
      hits[i] = (long) first[i] << Integer.SIZE | i;
    }
    this.ranks = further;
    borders[depth++] = count;
  }

  /** The number of the next hit, or -1 when there is none. */
  int next() {
    if (at == hits.length) {
      return -1;
    }
    while (at >= sortedTo) {
      var end = borders[depth - 1];
      if (end - at <= FEW) {
        sort(at, end);
        sortedTo = end;
        depth--;
      } else {
        push(partition(at, end));
      }
    }
    return (int) hits[at++];
  }

  private void push(int border) {
    if (depth == borders.length) {
      borders = Arrays.copyOf(borders, 2 * depth);
    }
    borders[depth++] = border;
  }

  /** Puts lesser hits before greater ones; returns where the greater begin, after {@code from}. */
  private int partition(int from, int to) {
    swap(from, from + random.nextInt(to - from));
    var pivot = hits[from];
    var left = from;
    var right = to - 1;
    while (true) {
      while (isLess(hits[left], pivot)) {
        left++;
      }
      while (isLess(pivot, hits[right])) {
        right--;
      }
      if (left >= right) {
        return right + 1;
      }
      swap(left++, right--);
    }
  }

  private void swap(int one, int other) {
    var swapped = hits[one];
    hits[one] = hits[other];
    hits[other] = swapped;
  }

  private void sort(int from, int to) {
    for (var i = from + 1; i < to; i++) {
      var hit = hits[i];
      var place = i;
      while (place > from && isLess(hit, hits[place - 1])) {
        hits[place] = hits[place - 1];
        place--;
      }
      hits[place] = hit;
    }
  }

  private boolean isLess(long one, long other) {
    if (ranks.length > 0 && one >> Integer.SIZE == other >> Integer.SIZE) {
      for (var rank : ranks) {
        var order = Integer.compare(rank[(int) one], rank[(int) other]);
        if (order != 0) {
          return order < 0;
        }
      }
    }
    return one < other;
  }
}
