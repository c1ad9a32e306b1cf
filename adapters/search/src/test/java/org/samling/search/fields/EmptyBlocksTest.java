package org.samling.search.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmptyBlocksTest {

  @Test
  void othersAreFoundInBothDirections() {
    var random = new Random(5);
    for (var count : new int[] {1, 2, 63, 64, 65, 127, 128, 129, 1_000}) {
      var blocks = new EmptyBlocks(count);
      var others = new TreeSet<>(IntStream.range(0, count).boxed().toList());
      while (!others.isEmpty()) {
        assertSame(blocks, others, count);
        var empty = random.nextInt(count);
        for (var block = empty; block < Math.min(count, empty + 50); block++) {
          blocks.add(block);
          others.remove(block);
        }
      }
      assertSame(blocks, others, count);
    }
  }

  private static void assertSame(EmptyBlocks blocks, TreeSet<Integer> others, int count) {
    for (var block = 0; block < count; block++) {
      assertThat(blocks.has(block)).isEqualTo(!others.contains(block));
      assertThat(blocks.next(block)).isEqualTo(orNone(others.ceiling(block)));
      assertThat(blocks.previous(block)).isEqualTo(orNone(others.floor(block)));
    }
    assertThat(blocks.next(count)).isEqualTo(-1);
    assertThat(blocks.previous(-1)).isEqualTo(-1);
  }

  private static int orNone(Integer block) {
    return block == null ? -1 : block;
  }
}
