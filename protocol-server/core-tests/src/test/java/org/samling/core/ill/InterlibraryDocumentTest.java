package org.samling.core.ill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.core.ill.InterlibraryState.Side;

/** The pictures and the table of docs/ill.md show the states that there are. */
class InterlibraryDocumentTest {

  private static final Path DOCUMENT =
      Path.of(System.getProperty("test-fixtures.dir")).resolveSibling("docs").resolve("ill.md");

  private static Set<String> steps(Side side) {
    return Arrays.stream(InterlibraryState.values())
        .filter(state -> side == Side.BORROWING || !isBorrowersAlone(state))
        .flatMap(
            state -> state.next(side).stream().map(next -> state.text() + " --> " + next.text()))
        .collect(Collectors.toSet());
  }

  private static boolean isBorrowersAlone(InterlibraryState state) {
    return state == InterlibraryState.SENT || state == InterlibraryState.ON_LOAN;
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void pictureHasTheStepsThatThereAre(Side side) throws IOException {
    var heading = side == Side.BORROWING ? "A borrower's request:" : "A lender's:";
    var text = Files.readString(DOCUMENT);
    var begin = text.indexOf("```mermaid", text.indexOf(heading));
    var drawn =
        Pattern.compile("^  (\\w+ --> \\w+)$", Pattern.MULTILINE)
            .matcher(text.substring(begin, text.indexOf("```\n", begin + 3)))
            .results()
            .map(step -> step.group(1).replace('_', '-'))
            .collect(Collectors.toSet());
    assertThat(drawn).isEqualTo(steps(side));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void tableHasTheStepsThatThereAre(Side side) throws IOException {
    var column = side == Side.LENDING ? 2 : 3;
    var told =
        Files.readAllLines(DOCUMENT).stream()
            .map(line -> line.split(" *\\| *", -1))
            .filter(cells -> cells.length == 5 && InterlibraryState.of(cells[1]).isPresent())
            .flatMap(cells ->
                Stream.of(cells[column].replaceAll("\\([^)]*\\)", "").split(", *", -1))
                    .map(String::strip)
                    .filter(next -> InterlibraryState.of(next).isPresent())
                    .map(next -> cells[1] + " --> " + next))
            .collect(Collectors.toSet());
    assertThat(told).isEqualTo(steps(side));
  }
}
