package org.samling.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {

  @TempDir Path directory;

  @Test
  void aDiskWithMoreThanIsKeptFreeHasRoom() {
    assertThat(new DiskSpace(directory, 0).shortage()).isEmpty();
  }

  @Test
  void aDiskWithLessHasNoneAndSaysWhatToDo() {
    assertThat(new DiskSpace(directory, Integer.MAX_VALUE).shortage())
        .hasValueSatisfying(why ->
            assertThat(why)
                .contains("the disk of " + directory + " has only ")
                .contains("imports leave 2,147,483,647 MB free for loans: make room"));
  }
}
