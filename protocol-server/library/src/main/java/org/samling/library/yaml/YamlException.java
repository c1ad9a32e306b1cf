package org.samling.library.yaml;

import java.util.List;

/** A file that people write can't be used as it stands. It holds every problem that was found. */
public final class YamlException extends RuntimeException {

  private final List<String> problems;

  /**
   * Makes the exception.
   *
   * @param problems what is wrong, in the order of the file, each as {@code file:line: field: what
   *     is wrong and what to do}
   */
  public YamlException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of the file; never empty. */
  public List<String> problems() {
    return problems;
  }
}
