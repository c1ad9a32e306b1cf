package org.samling.exchange.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.library.yaml.YamlException;

/** What is wrong with a mapping is said with its line and field. */
class MappingTest {

  @TempDir private Path directory;

  private List<String> problems(String text) throws IOException {
    var file = Files.writeString(directory.resolve("m.yaml"), text);
    Files.writeString(directory.resolve("p.csv"), "a,b\n1,2\n");
    try {
      Mapping.read(file, directory);
      return List.of();
    } catch (YamlException e) {
      return e.problems().stream().map(p -> p.replace(directory + "/", "")).toList();
    }
  }

  @Test
  void mistypedKeyIsNamedWithTheOneThatWasMeant() throws IOException {
    assertThat(problems("patrons:\n  files: [p.csv]\n  fields:\n    crad: a\n"))
        .containsExactly("m.yaml:4: patrons.fields.crad: unknown key; did you mean \"card\"?");
  }

  @Test
  void fieldThatIsNeededAndMissingIsNamed() throws IOException {
    assertThat(
            problems(
                "patrons:\n  files: [p.csv]\n  fields: {card: a, name: a, category: {value: adult}}\n"))
        .containsExactly("m.yaml:3: patrons.fields: lacks branch; set where it comes from");
  }

  @Test
  void tableThatIsNotThereIsNamed() throws IOException {
    assertThat(
            problems(
                "loans:\n  files: [p.csv]\n  fields:\n    patron: a\n    item: b\n    lent: a\n    due: a\n    branch: {column: a, table: filial}\n"))
        .containsExactly(
            "m.yaml:8: loans.fields.branch: can't be used: there is no table \"filial\"; there are: ");
  }

  @Test
  void fileThatIsNotThereIsNamed() throws IOException {
    assertThat(problems("preset: koha\nloans:\n  files: [issues-*.csv]\n"))
        .containsExactly("m.yaml:3: loans.files: there is no file issues-*.csv");
  }

  @Test
  void patternEncodingAndZoneThatAreNoneAreRefused() throws IOException {
    assertThat(problems("time-zone: Nowhere/Town\npreset: koha\nloans:\n  files: [p.csv]\n"))
        .singleElement()
        .asString()
        .startsWith("m.yaml:1: time-zone: is not a time zone");
    assertThat(problems("preset: koha\nloans:\n  files: [p.csv]\n  dates: [\"dd-bb-yyyy\"]\n"))
        .singleElement()
        .asString()
        .startsWith("m.yaml:2: loans: can't be used: ");
    assertThat(problems("preset: koha\nloans:\n  files: [p.csv]\n  encoding: latin9000\n"))
        .singleElement()
        .asString()
        .startsWith("m.yaml:2: loans: can't be used: ");
  }

  @Test
  void columnThatTheFileLacksIsNamedAndNothingOfItsFirstLine() throws IOException {
    var file =
        Files.writeString(
            directory.resolve("m.yaml"),
            "fees:\n  files: [p.csv]\n  fields: {patron: a, type: {value: overdue}, open: b, charged: c}\n");
    Files.writeString(directory.resolve("p.csv"), "a,b\n1,2\n");
    var fees = Mapping.read(file, directory).of(Kind.FEES);
    assertThat(fees).isNotNull();
    assertThatThrownBy(() -> fees.read(_ -> {}, (_, _) -> {}))
        .isInstanceOfSatisfying(
            YamlException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        directory.resolve("p.csv")
                            + ":1: has no column \"c\" among the 2 that its first line names"));
  }
}
