package org.samling.cli.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.families.Families;
import org.samling.testing.GoldenFile;

/** docs/all-operations.md is written from the declarations. */
class OperationsDocumentTest {

  private static final String HEAD =
      """
      # All operations

      What staff and programs can ask of a server, by subject. Each is declared once, and offered as a command
      (`./samling bookings place --help` tells its options), by REST below `/rest/v1`, and as a form in the console. The scope
      is what an account needs. This page is written from the declarations.
      """;

  private static String section(String name, List<Family<?>> families) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add("## " + name);
    lines.add("");
    families.forEach(family -> lines.add(family.summary() + "."));
    lines.add("");
    lines.add("| command | REST | scope | |");
    lines.add("|---|---|---|---|");
    families.forEach(
        family -> family.operations().forEach(operation -> lines.add(row(family, operation))));
    return String.join("\n", lines) + "\n";
  }

  private static String row(Family<?> family, Operation<?, ?, ?> operation) {
    var places =
        operation.pathParameters().stream()
            .map(parameter -> " " + parameter.toUpperCase(Locale.ROOT))
            .collect(Collectors.joining());
    return "| `%s %s%s` | `%s %s` | `%s` | %s |"
        .formatted(
            family.name(),
            family.verb(operation),
            places,
            operation.method(),
            operation.path().replaceAll(":([a-z-]+)", "{$1}"),
            operation.scope().text(),
            operation.summary());
  }

  @Test
  void everyOperationHasItsRow() {
    var sections =
        Families.ALL.stream()
            .map(Family::name)
            .distinct()
            .map(name ->
                section(
                    name, Families.ALL.stream().filter(one -> one.name().equals(name)).toList()))
            .collect(Collectors.joining());
    GoldenFile.checkDocument("docs/all-operations.md", HEAD + sections);
  }
}
