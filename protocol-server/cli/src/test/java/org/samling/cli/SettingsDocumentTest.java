package org.samling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Circumstances.Subject;
import org.samling.core.policy.Setting;
import org.samling.core.policy.Term;
import org.samling.testing.Checkout;

/** docs/settings.md names what there is, as it is. */
class SettingsDocumentTest {

  private static List<String> rows(String heading) throws IOException {
    var text = Files.readString(Checkout.file("docs/settings.md"));
    var from = text.indexOf("## " + heading + "\n");
    assertThat(from).as(heading).isNotNegative();
    return text.substring(from + 3)
        .lines()
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .toList();
  }

  private static String guard(@Nullable Scope scope) {
    return scope == null ? "" : " `" + scope.text() + "`";
  }

  @Test
  void everySettingHasARow() throws IOException {
    assertThat(rows("All settings"))
        .containsExactlyElementsOf(
            Setting.ALL.stream()
                .map(s ->
                    "| `%s` | `%s` | %s | %s |%s |"
                        .formatted(
                            s.name(), s.builtInText(), s.words(), s.meaning(), guard(s.guard())))
                .toList());
  }

  @Test
  void everyTermHasARow() throws IOException {
    assertThat(rows("All terms"))
        .containsExactlyElementsOf(
            Term.ALL.stream().map(t -> "| `%s` | %s |".formatted(t.name(), t.meaning())).toList());
  }

  @Test
  void everyConditionHasARow() throws IOException {
    assertThat(rows("All conditions").stream().map(row -> row.split("`", 3)[1]))
        .startsWith(Arrays.stream(Subject.values()).map(Subject::word).toArray(String[]::new))
        .endsWith("age", "new-item");
  }
}
