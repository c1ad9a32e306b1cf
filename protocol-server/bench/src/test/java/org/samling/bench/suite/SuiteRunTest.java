package org.samling.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.bench.measure.Measured;
import org.samling.bench.measure.Measured.Figure;
import org.samling.cli.Samling;

/** The run with benches that measure nothing. */
class SuiteRunTest {

  private static final Figure FOUR = new Figure(4, 1, 2);
  private static final Figure TWO = new Figure(2, Double.NaN, Double.NaN);

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();
  private final List<Path> used = new ArrayList<>();

  private boolean run(List<FixedBench> benches, boolean write, SuiteRun.Runner runner)
      throws IOException {
    var plan =
        new SuiteRun.Plan(benches, true, directory, directory.resolve("history.jsonl"), write);
    return new SuiteRun(plan, runner, new PrintWriter(printed)).run();
  }

  private List<Measured> measured(FixedBench bench, Path home, @Nullable Figure theirs) {
    used.add(home);
    return bench.measures().stream()
        .map(measure -> new Measured(measure.name(), FOUR, theirs))
        .toList();
  }

  private Line written() throws IOException {
    var content = new HistoryFile(directory.resolve("history.jsonl")).read();
    assertThat(content.problems()).isEmpty();
    return content.lines().getLast().line();
  }

  @Test
  void everyMeasureOfEveryBenchIsWrittenWithItsRatio() throws IOException {
    var all = List.of(FixedBench.values());
    assertThat(
            run(
                all,
                true,
                (bench, size, home, out) -> {
                  assertThat(home).isEmptyDirectory();
                  assertThat(size).isEqualTo(bench.size(true));
                  out.println("making");
                  return measured(bench, home, TWO);
                }))
        .isTrue();
    var line = written();
    assertThat(line.mode()).isEqualTo("quick");
    assertThat(line.failed()).isEmpty();
    assertThat(line.measures())
        .hasSize(all.stream().mapToInt(bench -> bench.measures().size()).sum())
        .allSatisfy(entry ->
            assertThat(entry.ratio()).isEqualTo(entry.better().equals("higher") ? 2.0 : 0.5));
    assertThat(line.code().commit()).isNull();
    assertThat(printed.toString())
        .contains("1 of 7: checkout: ", "7 of 7: ncip: ", "\n  making\n", "A line was added to");
    assertThat(used).allSatisfy(home -> assertThat(home).doesNotExist());
  }

  @Test
  void aBenchThatFailsIsToldAndTheOthersRun() throws IOException {
    assertThat(
            run(
                List.of(FixedBench.CHECKOUT, FixedBench.SIP2, FixedBench.CATALOGUE),
                true,
                (bench, _, home, _) -> {
                  if (bench == FixedBench.CHECKOUT) {
                    throw new IllegalStateException("the disk is full");
                  }
                  return bench == FixedBench.SIP2 ? List.of() : measured(bench, home, TWO);
                }))
        .isFalse();
    assertThat(written().failed())
        .containsExactly(
            new Line.Failure("checkout", "the disk is full"),
            new Line.Failure("sip2", "it has no figure for visits"));
    assertThat(written().measures())
        .extracting(Line.Entry::bench)
        .containsExactly("catalogue", "catalogue");
    assertThat(printed.toString())
        .containsPattern("checkout failed after \\d+ s: the disk is full");
  }

  @Test
  void aReferenceThatIsMissingLeavesTheFigureWithoutARatioAndSaysWhy() throws IOException {
    run(List.of(FixedBench.CHECKOUT), true, (bench, _, home, _) -> measured(bench, home, null));
    assertThat(written().measures())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.figure().value()).isEqualTo(4);
          assertThat(entry.reference()).isNull();
          assertThat(entry.ratio()).isNull();
          assertThat(entry.why()).isNotBlank();
        });
  }

  @Test
  void nothingIsWrittenWhereThatIsNotWanted() throws IOException {
    run(List.of(FixedBench.HISTORY), false, (bench, _, home, _) -> measured(bench, home, TWO));
    assertThat(directory.resolve("history.jsonl")).doesNotExist();
    assertThat(printed.toString()).contains("Nothing was written: --write adds a line to ");
  }

  @Test
  void theSecondRunIsComparedWithTheFirst() throws IOException {
    run(List.of(FixedBench.HISTORY), true, (bench, _, home, _) -> measured(bench, home, TWO));
    run(List.of(FixedBench.HISTORY), true, (bench, _, home, _) -> measured(bench, home, FOUR));
    assertThat(printed.toString())
        .contains("Not compared: there is no earlier quick line.")
        .contains("Compared with the last quick line of this kind of machine: line 1")
        .containsPattern("-50 % \\| worse");
  }

  @Test
  void lessIsBetterWhereTheFigureIsATime() {
    assertThat(
            Stream.of(FixedBench.values())
                .flatMap(bench -> bench.measures().stream())
                .filter(measure -> measure.better() == Measure.Better.LOWER))
        .isNotEmpty()
        .allSatisfy(measure -> assertThat(measure.ratio(2, 4)).isEqualTo(2));
  }

  @Test
  void namesOfMeasuresAreOneOfTheirOwn() {
    for (var bench : FixedBench.values()) {
      assertThat(bench.measures()).extracting(Measure::name).doesNotHaveDuplicates();
    }
  }

  @Test
  void helpNamesEveryBenchAndWhatItIsMeasuredBeside() {
    assertThat(Samling.run(new PrintWriter(printed), "bench", "all", "--help")).isZero();
    for (var bench : FixedBench.values()) {
      assertThat(printed.toString()).contains("  " + bench.title() + ": ");
    }
    assertThat(printed.toString()).contains("pgbench", "zebrasrv", "zebraidx", "StAX", "DELETE");
  }

  @Test
  void aHistoryThatCantBeWrittenIsRefusedBeforeAnythingRuns() {
    var file = directory.resolve("none/history.jsonl");
    assertThat(Samling.run(new PrintWriter(printed), "bench", "all", "--history", file.toString()))
        .isEqualTo(2);
    assertThat(printed.toString()).contains("there is no directory for");
    assertThat(Files.exists(file)).isFalse();
  }
}
