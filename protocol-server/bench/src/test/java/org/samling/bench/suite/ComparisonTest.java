package org.samling.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.bench.suite.Line.Failure;

class ComparisonTest {

  private static final Machine ELSEWHERE = new Machine(8, 64_000, "Other CPU", "Linux", "25");

  private static String table(Line line, Line... history) {
    return String.join("\n", new Comparison(line, Lines.numbered(history)).table());
  }

  @Test
  void aChangeBeyondTheNoiseIsNamedAndOneWithinIsNot() {
    var then =
        Lines.of(
            "aaaa",
            Lines.HERE,
            Lines.entry("one", 1.0),
            Lines.entry("two", 1.0),
            Lines.entry("three", 1.0));
    var now =
        Lines.of(
            "bbbb",
            Lines.HERE,
            Lines.entry("one", 1.2),
            Lines.entry("two", 0.8),
            Lines.entry("three", 1.1));
    assertThat(table(now, then))
        .containsPattern(
            "(?m)^checkout +\\| one .*\\| +1\\.20 \\| +1\\.00 \\| +\\+20 % \\| better$")
        .containsPattern("(?m)^checkout +\\| two .*\\| +0\\.80 \\| +1\\.00 \\| +-20 % \\| worse$")
        .containsPattern("(?m)^checkout +\\| three .*\\| +1\\.10 \\| +1\\.00 \\| +\\+10 % \\|$")
        .contains(
            "Compared with the last quick line of this kind of machine: line 1, 2026-11-28, of aaaa.");
  }

  @Test
  void withoutAnEarlierLineThatIsSaid() {
    assertThat(table(Lines.of("aaaa", Lines.HERE, Lines.entry("one", 1.0))))
        .containsPattern("(?m)^checkout +\\| one .*\\| +1\\.00 \\| +- \\| +- \\|$")
        .contains("Not compared: there is no earlier quick line.");
  }

  @Test
  void anotherMachineIsNotComparedWithAndIsNamed() {
    assertThat(
            table(
                Lines.of("bbbb", Lines.HERE, Lines.entry("one", 1.0)),
                Lines.of("aaaa", ELSEWHERE, Lines.entry("one", 2.0))))
        .contains(
            "Not compared: the last quick line, line 1, 2026-11-28, of aaaa, is of another machine "
                + "(8 cores, Other CPU; here 2 cores, Some CPU).")
        .doesNotContain("worse");
  }

  @Test
  void theLastLineOfThisMachineIsComparedWithAlsoWhereAnotherMachinesIsLater() {
    assertThat(
            table(
                Lines.of("cccc", Lines.HERE, Lines.entry("one", 1.0)),
                Lines.of("aaaa", Lines.HERE, Lines.entry("one", 2.0)),
                Lines.of("bbbb", ELSEWHERE, Lines.entry("one", 1.0))))
        .contains("line 1, 2026-11-28, of aaaa.")
        .contains("worse");
  }

  @Test
  void fullAndQuickAreNotComparedNorAreOtherSizes() {
    var quick = Lines.of("aaaa", Lines.HERE, Lines.entry("one", 2.0));
    var full =
        new Line(
            Line.SCHEMA,
            Instant.EPOCH,
            quick.code(),
            "full",
            Lines.HERE,
            0,
            1,
            quick.measures(),
            List.of());
    assertThat(table(full, quick)).contains("there is no earlier full line");
    var larger = new FixedBench.Size("items", 2_000, 1, 2, 3);
    assertThat(table(Lines.of("bbbb", Lines.HERE, Lines.entry("one", larger, 1.0)), quick))
        .containsPattern("\\| one .*\\| +1\\.00 \\| +- \\| +- \\|")
        .contains("no earlier quick line of this kind of machine measured the same")
        .doesNotContain("worse");
  }

  @Test
  void aRatioThatTheLastLineLacksIsThatOfAnEarlierLineAndSaysSo() {
    assertThat(
            table(
                Lines.of("cccc", Lines.HERE, Lines.entry("one", 1.0), Lines.entry("two", 1.0)),
                Lines.of("aaaa", Lines.HERE, Lines.entry("one", 2.0), Lines.entry("two", 1.0)),
                Lines.of("bbbb", Lines.HERE, Lines.entry("one", null), Lines.entry("two", 1.0))))
        .containsPattern("(?m)^checkout +\\| one .*\\| worse \\(line 1\\)$")
        .containsPattern("(?m)^checkout +\\| two .*\\|$");
  }

  @Test
  void aMissingReferenceAndAFailureStandInTheTable() {
    var line =
        new Line(
            Line.SCHEMA,
            Instant.EPOCH,
            new Code(null, false, "0.1"),
            "quick",
            Lines.HERE,
            0,
            1,
            List.of(Lines.entry("one", null)),
            List.of(new Failure("ncip", "port 1 is taken")));
    assertThat(table(line))
        .containsPattern("(?m)^checkout +\\| one .*\\| +pgbench - \\| +- \\|")
        .contains("No ratio: pgbench is not installed.")
        .containsPattern("(?m)^ncip +\\| failed: port 1 is taken$");
  }

  @Test
  void codeIsNamedByItsCommitOrElseItsVersion() {
    assertThat(new Code("0123456789abcdef", false, "0.1").text()).isEqualTo("01234567");
    assertThat(new Code("0123456789abcdef", true, "0.1").text()).isEqualTo("01234567+");
    assertThat(new Code(null, false, "0.1").text()).isEqualTo("0.1");
  }
}
