package org.samling.cli.common;

import java.io.PrintWriter;
import java.util.List;
import org.samling.library.checkup.Finding;
import org.samling.library.checkup.Finding.Level;

/** Prints findings, as the doctor commands do. */
public final class Findings {

  private static final int WRONG = 1;

  private Findings() {}

  /**
   * Prints it.
   *
   * @param quiet whether to leave out what is right
   * @return the exit code: 1 if something does not work
   */
  public static int print(List<Finding> findings, boolean quiet, PrintWriter out) {
    findings.stream()
        .filter(finding -> !quiet || finding.level() != Level.OK)
        .forEach(out::println);
    var failed = count(findings, Level.FAIL);
    out.println(
        "%d ok, %d to look at, %d wrong"
            .formatted(count(findings, Level.OK), count(findings, Level.WARN), failed));
    out.flush();
    return failed > 0 ? WRONG : 0;
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
